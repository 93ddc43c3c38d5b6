import { nearestName } from '../../../api/didYouMean.ts';
import { autoscalersOf, targetsOf, type UtilizationMetric, utilizationMetricsOf } from '../../facts/autoscalers.ts';
import { withoutRequest } from '../../facts/missingRequests.ts';
import { areNeighbours } from '../../facts/neighbours.ts';
import type { WrittenContainer } from '../../facts/podTemplate.ts';
import type { ManifestSet, PlacedManifest } from '../../manifestSet.ts';
import type { RelationRule, Remark } from '../rule.ts';
import { calledIn, listedNames, shortName } from '../wording.ts';

/** An autoscaler that measures in percent of requests which the target's containers do not have. Said at both ends. */
export const hpaMissingRequest: RelationRule = {
  id: 'relation/hpa-missing-request',
  severity: 'error',
  check(manifest, set) {
    const isHpa = manifest.kind.kind === 'HorizontalPodAutoscaler';
    const remarks = isHpa ? atHpa(manifest, set) : atTarget(manifest, set);
    if (remarks.length === 0) return [];
    const others = isHpa ? targetsOf(set, manifest) : autoscalersOf(set, manifest);
    // One of another folder may be another try.
    const isNear = others.some((other) => areNeighbours(manifest, other));
    const severity = set.world === 'closed' ? 'error' : isNear ? 'warning' : 'info';
    return remarks.map((remark) => ({ ...remark, severity }));
  },
};

/** A metric of one container that the target does not have. */
export const hpaContainerMissing: RelationRule = {
  id: 'relation/hpa-container-missing',
  severity: 'error',
  check(hpa, set) {
    const targets = targetsOf(set, hpa);
    if (targets.length === 0) return [];
    const names = targets.flatMap((target) => measured(target).map(({ name }) => name));
    return utilizationMetricsOf(hpa).flatMap(({ container, path }) => {
      if (container === undefined || names.includes(container)) return [];
      const message = `${targets.slice(0, 1).map(calledIn).join('')} has no container ${shortName(container)}, so this metric is never known. Its containers are ${listedNames(names)}.`;
      const near = nearestName(container, names) ?? (names.length === 1 ? names[0] : undefined);
      const instead = near !== undefined && { instead: near };
      return [{ path: [...path.slice(0, -1), 'container'], part: 'value', message, ...instead }];
    });
  },
};

function measured({ facts }: PlacedManifest): WrittenContainer[] {
  return (facts.pods?.containers ?? []).filter(({ role }) => role !== 'init');
}

function atHpa(hpa: PlacedManifest, set: ManifestSet): Remark[] {
  const targets = targetsOf(set, hpa);
  return utilizationMetricsOf(hpa).flatMap((metric) => {
    const target = targets.find((one) => withoutRequest(set, one, metric).length > 0);
    // Of an object that is written twice, one may have what the other lacks.
    if (!target || targets.some((one) => withoutRequest(set, one, metric).length === 0)) return [];
    const lacking = withoutRequest(set, target, metric);
    const names = listedNames(lacking.map(nameOf));
    const so = `The metric is a percentage of what the containers request, but of ${calledIn(target)} ${names} ${lacking.length > 1 ? 'request' : 'requests'} no ${metric.resource}: the autoscaler shows <unknown> and does nothing.`;
    const message = `${so} Add resources.requests.${metric.resource} there${alternative(target, lacking, metric)}.`;
    return [{ path: metric.path, part: 'value', message }];
  });
}

function atTarget(target: PlacedManifest, set: ManifestSet): Remark[] {
  if (!target.facts.pods) return [];
  const said = new Set<string>();
  const remarks: Remark[] = [];
  for (const hpa of autoscalersOf(set, target)) {
    for (const metric of utilizationMetricsOf(hpa)) {
      const lacking = withoutRequest(set, target, metric);
      for (const container of lacking) {
        const key = `${container.path.join('.')} ${metric.resource}`;
        if (said.has(key)) continue;
        said.add(key);
        const message = `${calledIn(hpa)} measures ${metric.resource} in percent of what is requested, and container ${nameOf(container)} requests none: the autoscaler shows <unknown> and does nothing. Add resources.requests.${metric.resource}${alternative(target, lacking, metric)}.`;
        remarks.push({ path: [...container.path, 'name'], part: 'value', message });
      }
    }
  }
  return remarks;
}

/** Where only helpers lack the request, the app can be measured alone. */
function alternative(target: PlacedManifest, lacking: readonly WrittenContainer[], metric: UtilizationMetric): string {
  const served = measured(target).filter((container) => !lacking.includes(container));
  const [app] = served;
  if (metric.container !== undefined || !app) return '';
  return `, or measure ${shortName(app.name)} alone with a metric of type ContainerResource`;
}

function nameOf({ name, role }: WrittenContainer): string {
  return role === 'sidecar' ? `${shortName(name)} (a sidecar)` : shortName(name);
}
