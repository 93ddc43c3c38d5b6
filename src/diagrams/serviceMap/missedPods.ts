import { nearestName } from '../../api/didYouMean.ts';
import type { PodFacts } from './podFacts.ts';
import { type ServiceFacts, selects } from './serviceFacts.ts';
import { whyNotReady } from './whyNotReady.ts';

/** Pods that a person may think of as a Service's, and why they are not. */
export interface MissedPods {
  /** Several of one owner with the same reason. */
  readonly pods: readonly PodFacts[];
  /** To be read after their names: `label app is wbe, not web`. */
  readonly reason: string;
}

/** More of a Service's than this help nobody. */
const missedLimit = 6;

/**
 * What a Service with a selector does not lead to although it nearly does. `listed` are the keys of those that its EndpointSlices
 * have; undefined where there are none yet, as in a manifest.
 */
export function missedPods(
  service: ServiceFacts,
  all: readonly PodFacts[],
  listed: ReadonlySet<string> | undefined,
): { readonly kept: readonly MissedPods[]; readonly more: number } {
  const { selector, namespace } = service;
  if (!selector) return { kept: [], more: 0 };
  const here = all.filter((pod) => pod.namespace === namespace);
  const selected = here.filter((pod) => selects(selector, pod.labels));
  const found = listed
    ? selected.filter(({ key }) => !listed.has(key)).map((pod) => ({ pod, reason: unlistedReason(pod) }))
    : [];
  const near = here.filter((pod) => isNear(selector, pod.labels, selected.length === 0 ? 'alone' : 'besides'));
  found.push(
    ...near
      .map((pod) => ({ pod, differences: differencesOf(selector, pod.labels) }))
      .sort((a, b) => a.differences.length - b.differences.length)
      .map(({ pod, differences }) => ({ pod, reason: differences.join('; ') })),
  );
  if (selected.length === 0) {
    const elsewhere = all.filter((pod) => pod.namespace !== namespace && selects(selector, pod.labels));
    found.push(
      ...elsewhere.map((pod) => ({
        pod,
        reason: `Namespace ${pod.namespace || 'another'}: a Service selects in its own, ${namespace}`,
      })),
    );
  }
  const groups = grouped(found);
  return { kept: groups.slice(0, missedLimit), more: Math.max(0, groups.length - missedLimit) };
}

/** Its labels fit. */
function unlistedReason({ live }: PodFacts): string {
  if (!live) return 'its labels fit';
  if (live.hasEnded) return `its labels fit, but ${whyNotReady(live.pod)}: an ended Pod gets no traffic`;
  if (live.ip === '') return `its labels fit, but it has no address yet: ${whyNotReady(live.pod) ?? 'it is starting'}`;
  return 'its labels fit; no EndpointSlice has it yet';
}

/** Whether labels look as if they were meant: with some Pods `besides`, most of them must be right. */
function isNear(
  selector: ReadonlyMap<string, string>,
  labels: ReadonlyMap<string, string>,
  company: 'alone' | 'besides',
): boolean {
  // Who forgot the labels altogether.
  if (labels.size === 0) return company === 'alone';
  const same = [...selector].filter(([key, value]) => labels.get(key) === value).length;
  if (same === selector.size) return false;
  if (same > 0 && (company === 'alone' || same * 2 >= selector.size)) return true;
  return [...selector].some(([key, value]) => {
    const own = labels.get(key);
    if (own === undefined) return labels.get(similarKey(key, labels) ?? '') === value;
    return own !== value && (company === 'alone' || isSimilar(own, value));
  });
}

/** Between shorter words there is no slip of the pen: `v1` and `v2` are both meant. */
const shortestWord = 3;

function isSimilar(own: string, wanted: string): boolean {
  if (own === '' || wanted === '') return false;
  const [a, b] = [own.toLowerCase(), wanted.toLowerCase()];
  if (a.startsWith(b) || b.startsWith(a)) return true;
  return wanted.length >= shortestWord && nearestName(wanted, [own]) !== undefined;
}

function similarKey(key: string, labels: ReadonlyMap<string, string>): string | undefined {
  return [...labels.keys()].find((own) => own.toLowerCase() === key.toLowerCase()) ?? nearestName(key, labels.keys());
}

function differencesOf(selector: ReadonlyMap<string, string>, labels: ReadonlyMap<string, string>): string[] {
  return [...selector].flatMap(([key, value]) => {
    const own = labels.get(key);
    if (own === value) return [];
    if (own !== undefined) return [`label ${key} is ${own}, not ${value}`];
    const similar = similarKey(key, labels);
    if (similar !== undefined && labels.get(similar) === value) return [`label ${key} is spelt ${similar}`];
    return [`no label ${key}=${value}`];
  });
}

function grouped(found: readonly { readonly pod: PodFacts; readonly reason: string }[]): MissedPods[] {
  const groups = new Map<string, { pods: PodFacts[]; reason: string }>();
  for (const { pod, reason } of found) {
    const key = JSON.stringify([pod.owner === '' ? pod.key : pod.owner, pod.namespace, reason]);
    const group = groups.get(key) ?? { pods: [], reason };
    group.pods.push(pod);
    groups.set(key, group);
  }
  return [...groups.values()];
}
