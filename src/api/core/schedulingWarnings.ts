import { type FieldPath, formatPath } from '../field.ts';
import type { PodSpec } from '../generated/objects.ts';
import { nodeTermWarnings, oldLabelText } from './nodeLabelWarnings.ts';

const hard = 'requiredDuringSchedulingIgnoredDuringExecution';
const soft = 'preferredDuringSchedulingIgnoredDuringExecution';
const noSelector = 'a null labelSelector results in matching no pod';

/** What the server says of the choice of a Node: labels that have another name by now, spreading without a selector. */
export function schedulingWarnings(spec: PodSpec, at: FieldPath): string[] {
  const texts: string[] = [];
  for (const key of Object.keys(spec.nodeSelector ?? {})) {
    const text = oldLabelText(key);
    if (text !== undefined) texts.push(`${formatPath([...at, 'nodeSelector', { key }])}: ${text}`);
  }
  const affinity = spec.affinity?.nodeAffinity;
  const path = [...at, 'affinity', 'nodeAffinity'];
  for (const [i, term] of (affinity?.[hard]?.nodeSelectorTerms ?? []).entries())
    texts.push(...nodeTermWarnings(term, [...path, hard, 'nodeSelectorTerms', i]));
  for (const [i, { preference }] of (affinity?.[soft] ?? []).entries())
    texts.push(...nodeTermWarnings(preference ?? {}, [...path, soft, i, 'preference'], 'preferred'));
  for (const [i, { topologyKey = '', labelSelector }] of (spec.topologySpreadConstraints ?? []).entries()) {
    const here = [...at, 'topologySpreadConstraints', i];
    const text = oldLabelText(topologyKey);
    if (text !== undefined) texts.push(`${formatPath([...here, 'topologyKey'])}: ${topologyKey} is ${text}`);
    if (!labelSelector) texts.push(`${formatPath([...here, 'labelSelector'])}: ${noSelector}`);
  }
  return texts;
}

/** What the server says of an affinity to no Pod at all. */
export function selectorlessWarnings({ affinity }: PodSpec, at: FieldPath): string[] {
  return (['podAffinity', 'podAntiAffinity'] as const).flatMap((field) => {
    const path = [...at, 'affinity', field];
    const needed = affinity?.[field]?.[hard] ?? [];
    const wished = affinity?.[field]?.[soft] ?? [];
    const without = [
      ...needed.flatMap(({ labelSelector }, i) => (labelSelector ? [] : [[...path, hard, i]])),
      ...wished.flatMap(({ podAffinityTerm }, i) =>
        podAffinityTerm?.labelSelector ? [] : [[...path, soft, i, 'podAffinityTerm']],
      ),
    ];
    return without.map((place) => `${formatPath([...place, 'labelSelector'])}: ${noSelector}`);
  });
}
