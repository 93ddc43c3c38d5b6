import type { LabelSelector, Pod } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';

const operators: Readonly<Record<string, string>> = { In: 'in', NotIn: 'notin' };

/** A selector as kubectl writes it: `app=web,tier in (a,b),!old`; `<none>` where it selects all. */
export function selectorText(selector: LabelSelector | undefined): string {
  if (!selector) return '<unset>';
  const labels = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => ({ key, text: `${key}=${value}` }));
  const expressions = (selector.matchExpressions ?? []).map(({ key, operator, values = [] }) => {
    if (operator === 'Exists') return { key, text: key };
    if (operator === 'DoesNotExist') return { key, text: `!${key}` };
    return { key, text: `${key} ${operators[operator] ?? operator} (${[...values].sort().join(',')})` };
  });
  const parts = [...labels, ...expressions].sort((a, b) => (a.key < b.key ? -1 : 1));
  return parts.length === 0 ? '<none>' : parts.map(({ text }) => text).join(',');
}

/** `a=b,c=d`, or `<none>`. */
export function labelText(labels: Readonly<Record<string, string>> | undefined): string {
  return selectorText({ matchLabels: { ...labels } });
}

/** How many of a controller's Pods are in which phase. */
export function podStatusText(pods: readonly Stored<Pod>[], ownerUid: string): string {
  const own = pods.filter((pod) => pod.metadata.ownerReferences?.some((one) => one.controller && one.uid === ownerUid));
  const count = (phase: string) => own.filter((pod) => pod.status?.phase === phase).length;
  return `${count('Running')} Running / ${count('Pending')} Waiting / ${count('Succeeded')} Succeeded / ${count('Failed')} Failed`;
}
