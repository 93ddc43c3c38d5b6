import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { findKind } from '../../src/api/kinds.ts';
import type { KubernetesObject } from '../../src/api/objects.ts';
import type { ApiResponse } from '../../src/api/request.ts';
import { pathOf } from '../../src/api/route.ts';
import { Cluster } from '../../src/simulation/cluster.ts';
import { documentValues } from '../oracle/manifestDocuments.ts';

/** The namespace of all objects that do not name another. */
export const shownNamespace = 'shown';

type Manifest = KubernetesObject & {
  status?: object;
  involvedObject?: Reference;
  regarding?: Reference;
};
interface Reference {
  kind: string;
  name: string;
  uid?: string;
}

/** A cluster with namespaces whose ServiceAccounts are there, at 11:00; time is not to go on any more. */
export function clusterToShow(namespaces: readonly string[]): Cluster {
  const cluster = new Cluster({ seed: 1, nodes: 2, startTimeMs: Date.UTC(2026, 0, 5, 9) });
  for (const name of namespaces) {
    post(cluster, '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
  cluster.advanceBy(2 * 60 * 60_000);
  return cluster;
}

/** Creates the objects of `shown/*.yaml`, each with the status that stands there. */
export function createShownObjects(cluster: Cluster): void {
  const folder = path.join(import.meta.dirname, 'shown');
  const manifests = readdirSync(folder).flatMap((file) =>
    documentValues(readFileSync(path.join(folder, file), 'utf8')),
  );
  // What others refer to comes first.
  const first = (value: unknown) => ((value as Manifest).kind === 'PriorityClass' ? 0 : 1);
  const uids = new Map<string, string>();
  for (const value of manifests.sort((a, b) => first(a) - first(b))) {
    const manifest = value as Manifest;
    const reference = manifest.involvedObject ?? manifest.regarding;
    const uid = reference && uids.get(`${reference.kind}/${reference.name}`);
    if (reference && uid !== undefined) reference.uid = uid;
    const created = createIn(cluster, shownNamespace, manifest);
    if (!created || created.code > 201) throw new Error(`${manifest.kind}: ${JSON.stringify(created?.body)}`);
    const object = created.body as KubernetesObject;
    uids.set(`${manifest.kind}/${object.metadata?.name}`, object.metadata?.uid ?? '');
    if (manifest.status) patchStatus(cluster, object, manifest.status);
  }
}

/** Creates an object in a namespace, or beside them; undefined for what is no object. */
export function createIn(cluster: Cluster, namespace: string, value: unknown): ApiResponse | undefined {
  const { apiVersion = '', kind = '', metadata } = (value ?? {}) as KubernetesObject;
  const info = findKind(apiVersion, kind);
  if (!info) return undefined;
  const where = info.namespaced ? (metadata?.namespace ?? namespace) : undefined;
  const object = where === undefined ? value : { ...(value as object), metadata: { ...metadata, namespace: where } };
  return post(cluster, pathOf(info, where), object);
}

function patchStatus(cluster: Cluster, object: KubernetesObject, status: object): void {
  const info = findKind(object.apiVersion ?? '', object.kind ?? '');
  if (!info) return;
  const patched = cluster.send({
    method: 'PATCH',
    path: pathOf(info, object.metadata?.namespace, object.metadata?.name, 'status'),
    contentType: 'application/merge-patch+json',
    body: { status },
  });
  if (patched.code !== 200) throw new Error(`${object.metadata?.name}: ${JSON.stringify(patched.body)}`);
}

function post(cluster: Cluster, at: string, body: unknown): ApiResponse {
  return cluster.send({ method: 'POST', path: at, contentType: 'application/json', body });
}
