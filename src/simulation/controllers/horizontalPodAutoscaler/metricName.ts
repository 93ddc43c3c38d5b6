import type { MetricSpec } from '../../../api/generated/objects.ts';
import { goSelectorText } from './selectorText.ts';

/** A metric as Events and conditions name it. */
export function metricName({ resource, containerResource, pods, object, external }: MetricSpec): string {
  const source = resource ?? containerResource;
  if (source) {
    if (source.target.averageValue !== undefined) return `${source.name} resource`;
    return `${source.name} ${resource ? '' : 'container '}resource utilization (percentage of request)`;
  }
  if (pods) return `pods metric ${pods.metric.name}`;
  if (object && object.target.type === 'Value') return `${object.describedObject.kind} metric ${object.metric.name}`;
  // A real controller calls an object's metric external, too, where its target is an average.
  const { name = '', selector } = (object ?? external)?.metric ?? {};
  return `external metric ${name}(${goSelectorText(selector)})`;
}
