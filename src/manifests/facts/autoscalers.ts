import type { FieldPath } from '../../api/field.ts';
import { addTo } from '../listsByKey.ts';
import type { ManifestSet, PlacedManifest } from '../manifestSet.ts';
import { listAt, textAt, valueAt } from '../plainLookup.ts';
import { heldAgainst, nearestOnes } from './neighbours.ts';

/** What a HorizontalPodAutoscaler scales, as far as it is written. */
export interface ScaleTarget {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

/** A metric in percent of what containers request. */
export interface UtilizationMetric {
  /** `cpu`. */
  readonly resource: string;
  /** The one container that is measured; undefined for all of the Pod. */
  readonly container?: string;
  /** Where the metric says so; where it is the default, the target. */
  readonly path: FieldPath;
}

/** Kinds with a subresource `scale`. */
export const scalableKinds: ReadonlySet<string> = new Set([
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'ReplicationController',
]);

export const targetPath: FieldPath = ['spec', 'scaleTargetRef'];

/** The target of an autoscaler; undefined where its kind or name is not written. */
export function scaleTargetOf({ kind, document }: PlacedManifest): ScaleTarget | undefined {
  if (kind.kind !== 'HorizontalPodAutoscaler') return undefined;
  const field = (name: string) => textAt(document.value, [...targetPath, name]) ?? '';
  const target = { apiVersion: field('apiVersion'), kind: field('kind'), name: field('name') };
  return target.kind === '' || target.name === '' ? undefined : target;
}

const byTarget = new WeakMap<ManifestSet, Map<string, PlacedManifest[]>>();

/** The autoscalers of the set that scale this workload. */
export function autoscalersOf(set: ManifestSet, target: PlacedManifest): readonly PlacedManifest[] {
  const { kind, namespace, name } = target;
  return rivalsFor(set, { kind: kind.kind, name }, namespace).filter((hpa) => targetsOf(set, hpa).includes(target));
}

/** The manifests of an autoscaler's target; several where it is written twice, and those of its own folder where there are some. */
export function targetsOf(set: ManifestSet, hpa: PlacedManifest): readonly PlacedManifest[] {
  const target = scaleTargetOf(hpa);
  return target
    ? nearestOnes(hpa, heldAgainst(hpa, set.named(target.kind, hpa.namespace, target.name), set.world))
    : [];
}

/** The autoscalers of a Namespace that name this target. */
export function rivalsFor(
  set: ManifestSet,
  { kind, name }: Pick<ScaleTarget, 'kind' | 'name'>,
  namespace: string,
): readonly PlacedManifest[] {
  let known = byTarget.get(set);
  if (!known) {
    known = new Map();
    for (const hpa of set.ofKind('HorizontalPodAutoscaler')) {
      const target = scaleTargetOf(hpa);
      if (!target) continue;
      addTo(known, `${target.kind} ${hpa.namespace}/${target.name}`, hpa);
    }
    byTarget.set(set, known);
  }
  return known.get(`${kind} ${namespace}/${name}`) ?? [];
}

/** The metrics of an autoscaler that need requests; that of the default, 80 % of the cpu's, where none is written. */
export function utilizationMetricsOf({ kind, document }: PlacedManifest): UtilizationMetric[] {
  const { value } = document;
  const byDefault = { resource: 'cpu', path: [...targetPath, 'name'] };
  if (kind.version === 'v1') {
    const path = ['spec', 'targetCPUUtilizationPercentage'];
    if (valueAt(value, path) !== undefined) return [{ resource: 'cpu', path }];
    const annotations = Object(valueAt(value, ['metadata', 'annotations'])) as object;
    return 'autoscaling.alpha.kubernetes.io/metrics' in annotations ? [] : [byDefault];
  }
  const written = valueAt(value, ['spec', 'metrics']) ?? [];
  if (!Array.isArray(written)) return [];
  if (written.length === 0) return [byDefault];
  return listAt(value, ['spec', 'metrics']).flatMap((metric, index) => {
    const type = textAt(metric, ['type']);
    const field = type === 'Resource' ? 'resource' : type === 'ContainerResource' ? 'containerResource' : undefined;
    if (!field || textAt(metric, [field, 'target', 'type']) !== 'Utilization') return [];
    const resource = textAt(metric, [field, 'name']);
    const container = textAt(metric, [field, 'container']);
    if (resource === undefined || (field === 'containerResource' && container === undefined)) return [];
    const path = ['spec', 'metrics', index, field, 'name'];
    return [{ resource, path, ...(field === 'containerResource' && { container }) }];
  });
}
