import { rivalsFor, scalableKinds, scaleTargetOf, targetPath } from '../../facts/autoscalers.ts';
import { isGiven } from '../../facts/givenObjects.ts';
import { areNeighbours } from '../../facts/neighbours.ts';
import type { PlacedManifest } from '../../manifestSet.ts';
import type { RelationRule } from '../rule.ts';
import { calledIn, listedNames, shortName } from '../wording.ts';
import { hintFor } from './missingObject.ts';

/** More than these help nobody. */
const maxRivals = 20;

/** An autoscaler whose target is not there, or is not found where it looks. Kinds without replicas are advice on one manifest. */
export const hpaTargetMissing: RelationRule = {
  id: 'relation/hpa-target-missing',
  severity: 'warning',
  check(hpa, set) {
    const target = scaleTargetOf(hpa);
    if (!target || !scalableKinds.has(target.kind)) return [];
    const { kind, name, apiVersion } = target;
    const { namespace } = hpa;
    const right = kind === 'ReplicationController' ? 'v1' : 'apps/v1';
    // The API server refuses one without a group, but takes any group.
    if (apiVersion !== '' && groupOf(apiVersion) !== groupOf(right)) {
      const message = `Under apiVersion ${shortName(apiVersion)} the autoscaler finds no ${kind}, so it has nothing to scale: write apiVersion: ${right}.`;
      return [{ path: [...targetPath, 'apiVersion'], part: 'value', message, severity: 'error', instead: right }];
    }
    if (set.world === 'open' || isGiven(set, kind, namespace, name)) return [];
    if (set.named(kind, namespace, name).length > 0) return [];
    const other = [...scalableKinds].find((one) => set.named(one, namespace, name).length > 0);
    const { hint, instead } = other
      ? { hint: `There is a ${other} of this name: write kind: ${other}.`, instead: { instead: other } }
      : hintFor(set, kind, namespace, name);
    const so = `There is no ${kind} ${shortName(name)} in Namespace ${shortName(namespace)} among these manifests, so the autoscaler has nothing to scale.`;
    const path = [...targetPath, other ? 'kind' : 'name'];
    return [{ path, part: 'value', message: hint ? `${so} ${hint}` : so, ...instead }];
  },
};

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

/** Two autoscalers of one workload, each of which undoes what the other does. */
export const hpaSameTarget: RelationRule = {
  id: 'relation/hpa-same-target',
  severity: 'warning',
  check(hpa, set) {
    const target = scaleTargetOf(hpa);
    if (!target) return [];
    const { kind, name } = target;
    const rivals: PlacedManifest[] = [];
    for (const other of rivalsFor(set, target, hpa.namespace)) {
      if (other.name !== hpa.name && areNeighbours(hpa, other)) rivals.push(other);
      if (rivals.length >= maxRivals) break;
    }
    if (rivals.length === 0) return [];
    const message = `${listedNames([...new Set(rivals.map(calledIn))])} scales ${kind} ${shortName(name)}, too: each undoes what the other does. One autoscaler may have several metrics; the largest answer wins.`;
    return [{ path: [...targetPath, 'name'], part: 'value', message }];
  },
};
