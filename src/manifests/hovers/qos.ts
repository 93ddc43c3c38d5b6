import type { Container, PodSpec } from '../../api/generated/objects.ts';
import { qosClass } from '../../api/qosClass.ts';
import { compareQuantities, parseQuantity, quantityOf } from '../../api/quantity.ts';
import { code } from '../markdown.ts';
import { listing } from '../words/listing.ts';

const zero = quantityOf(0);

/** The class of a Pod, why it has it, and what it is good for (https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/). */
export function qosText(spec: PodSpec): string {
  const name = qosClass(spec);
  const why = {
    Guaranteed:
      'every container has limits of cpu and memory, and requests as high as these. It is the last to go when its Node runs short of memory.',
    Burstable: `${missing(spec)} When its Node runs short of memory, it goes after the Pods without any requests.`,
    BestEffort:
      'no container has a request or a limit of cpu or memory. It is the first to go when its Node runs short.',
  }[name];
  return `**QoS class \`${name}\`**: ${why} The class follows from requests and limits; no field sets it.`;
}

/** What a Pod lacks to be Guaranteed. */
function missing(spec: PodSpec): string {
  const ofPod = spec.resources?.limits ?? spec.resources?.requests;
  if (ofPod)
    return "for `Guaranteed` the Pod's own requests and limits of cpu and memory would have to be there and equal.";
  const all = [...(spec.initContainers ?? []), ...spec.containers];
  const without = all.filter((container) => !limits(container, 'cpu') || !limits(container, 'memory'));
  if (without.length > 0) {
    const names = listing(without.map((container) => `${code(container.name ?? '')} (${lacks(container)})`));
    return `for \`Guaranteed\`, limits are missing: ${names}.`;
  }
  const below = all.filter((container) => isBelow(container, 'cpu') || isBelow(container, 'memory'));
  const names = listing(below.map((container) => code(container.name ?? '')));
  return `for \`Guaranteed\`, the requests would have to be as high as the limits${names === '' ? '' : `: ${names}`}.`;
}

function lacks(container: Container): string {
  return (['cpu', 'memory'] as const).filter((resource) => !limits(container, resource)).join(', ');
}

function limits({ resources }: Container, resource: 'cpu' | 'memory'): boolean {
  return compareQuantities(parseQuantity(resources?.limits?.[resource] ?? '0') ?? zero, zero) > 0;
}

function isBelow({ resources }: Container, resource: 'cpu' | 'memory'): boolean {
  const request = parseQuantity(resources?.requests?.[resource] ?? '0') ?? zero;
  const limit = parseQuantity(resources?.limits?.[resource] ?? '0') ?? zero;
  return compareQuantities(request, limit) < 0;
}
