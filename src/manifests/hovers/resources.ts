import type { Container, PodSpec } from '../../api/generated/objects.ts';
import { code } from '../markdown.ts';
import { valueAt } from '../plainLookup.ts';
import { type BasicResource, limitOfContainer, limitOfPod, requestOfContainer, requestOfPod } from '../podAmounts.ts';
import { bytesText, cpuText } from '../words/amounts.ts';
import { listing } from '../words/listing.ts';
import { hoveredContainer, hoveredPod } from './ofPod.ts';
import { qosText } from './qos.ts';
import type { HoverContext, HoverSubject } from './subject.ts';

const basic: readonly BasicResource[] = ['cpu', 'memory'];

/** What a container and its whole Pod get at least and at most, and the Pod's class. */
export const resources: HoverSubject = (context) => {
  const { ownerType, field } = context;
  const isResources = field.name === 'resources' && (ownerType === 'Container' || ownerType === 'PodSpec');
  const isPart = ownerType === 'ResourceRequirements' && (field.name === 'requests' || field.name === 'limits');
  // One quantity has a hover of its own.
  if ((!isResources && !isPart) || context.touched.path.length > context.path.length) return undefined;
  const pod = hoveredPod(context);
  if (!pod) return undefined;
  const here = hoveredContainer(context);
  const lines = [...(here ? [containerText(here.container, context)] : []), wholeText(pod.spec)];
  return lines.filter((line) => line !== '').join('\n\n');
};

const known = new WeakMap<PodSpec, string>();

/** What is said of the whole Pod; the same for each of its containers, and reckoned once. */
function wholeText(spec: PodSpec): string {
  const text = known.get(spec) ?? `${podText(spec)}\n\n${qosText(spec)}`;
  known.set(spec, text);
  return text;
}

function amountText(resource: BasicResource, amount: number): string {
  const text = resource === 'cpu' ? cpuText(amount) : bytesText(amount);
  return `${/\s/.test(text) ? text : `\`${text}\``} ${resource === 'memory' && /\s/.test(text) ? 'of memory' : resource}`;
}

function containerText(container: Container, { document, path, field }: HoverContext): string {
  const requests = basic.flatMap((resource) => {
    const amount = requestOfContainer(container, resource);
    return amount > 0 ? [amountText(resource, amount)] : [];
  });
  const limits = basic.map((resource) => {
    const amount = limitOfContainer(container, resource);
    return amount === undefined
      ? `all the ${resource} that is free on the Node (no limit)`
      : amountText(resource, amount);
  });
  const home = field.name === 'resources' ? path : path.slice(0, -1);
  const written = valueAt(document.value, [...home, 'requests']);
  const fromLimits = basic.filter(
    (resource) => limitOfContainer(container, resource) !== undefined && valueAt(written, [resource]) === undefined,
  );
  const name = code(container.name ?? '');
  return [
    `${name} is sure of ${requests.length > 0 ? listing(requests) : 'nothing: it has no requests'}; at most it gets ${listing(limits)}.`,
    fromLimits.length > 0
      ? `**A limit without a request is a request, too:** so it requests ${listing(fromLimits)} without saying so.`
      : '',
  ]
    .filter((text) => text !== '')
    .join(' ');
}

function podText(spec: PodSpec): string {
  const requests = basic.map((resource) => amountText(resource, requestOfPod(spec, resource)));
  const limits = basic.map((resource) => {
    const limit = limitOfPod(spec, resource);
    if (limit.unlimited === undefined) return amountText(resource, limit.amount);
    return `no end of ${resource} (${listing(limit.unlimited.map((name) => code(name)))} without a limit)`;
  });
  return `**The whole Pod** reserves ${listing(requests)} on its Node${howSummed(spec)}, and may use ${listing(limits)}.`;
}

/** By which rule the containers' requests became the Pod's. */
function howSummed(spec: PodSpec): string {
  if (spec.resources?.requests) return ' (the Pod says so as a whole)';
  const init = spec.initContainers ?? [];
  const overhead = spec.overhead ? ', with the overhead of its runtime' : '';
  if (init.length === 0) return spec.containers.length > 1 || overhead ? ` (all containers together${overhead})` : '';
  const hasSidecars = init.some(({ restartPolicy }) => restartPolicy === 'Always');
  const hasInit = init.some(({ restartPolicy }) => restartPolicy !== 'Always');
  const together = hasSidecars ? 'containers and sidecars together' : 'all containers together';
  if (!hasInit) return ` (${together}${overhead})`;
  const peak = hasSidecars
    ? 'one init container with the sidecars before it, where that is more'
    : 'one init container, where that is more: they are gone when the others start';
  return ` (${together}, or ${peak}${overhead})`;
}
