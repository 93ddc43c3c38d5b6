import { findKind } from '../../src/api/kinds.ts';
import type { Status } from '../../src/api/generated/objects.ts';
import type { KubernetesObject, Stored } from '../../src/api/objects.ts';
import { pathOf } from '../../src/api/route.ts';
import { makeServer } from '../simulation/apiserver/harness.ts';
import { documentValues } from './manifestDocuments.ts';
import { readUpdates } from './oracleCases.ts';
import type { Tallies } from './tally.ts';

/** Makes the live object, merges the manifest into it as the recorder did, and compares the answers to the PUT. */
export function compareUpdates(tallies: Tallies): number {
  const cases = readUpdates();
  for (const { name, base, manifest, put } of cases) {
    const [before] = documentValues(base) as KubernetesObject[];
    const [after] = documentValues(manifest) as KubernetesObject[];
    const info = findKind(before?.apiVersion ?? '', before?.kind ?? '');
    if (!info || !before || !after) continue;
    const { send } = makeServer();
    const namespace = before.metadata?.namespace ?? 'default';
    send('POST', pathOf(info, namespace), before);
    const path = pathOf(info, namespace, before.metadata?.name ?? '');
    if (info.kind === 'Pod') send('POST', `${path}/binding`, { metadata: { name: before.metadata?.name }, target: { kind: 'Node', name: 'node-1' } });
    const live = send('GET', path).body as Stored;
    const { code, body } = send('PUT', path, merged(live, after), { query: { dryRun: 'All' } });
    const said = (body as Status).message ?? '';
    const text = JSON.stringify(said).replaceAll(live.metadata.uid, '<uid>');
    const wanted = put.message ?? 'accepted';
    tallies.count('verdict', code < 400 === put.accepted, () => `${name}: ${wanted}\n    ours: ${said || 'accepted'}`);
    const same = code < 400 ? put.accepted : JSON.parse(text) === put.message;
    tallies.count('message', same, () => `${name}: ${wanted}\n    ours: ${JSON.parse(text)}`);
  }
  return cases.length;
}

/** Field by field; a list of as many objects item by item, any other list as a whole. */
function merged(live: unknown, manifest: unknown): unknown {
  if (Array.isArray(live) && Array.isArray(manifest) && live.length === manifest.length && manifest.every(isMap))
    return manifest.map((item, i) => merged(live[i], item));
  if (!isMap(live) || !isMap(manifest)) return manifest;
  const out: Record<string, unknown> = { ...live };
  for (const [key, value] of Object.entries(manifest)) out[key] = merged(live[key], value);
  return out;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
