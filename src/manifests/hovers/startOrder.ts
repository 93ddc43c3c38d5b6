import type { Container, PodSpec } from '../../api/generated/objects.ts';
import { code } from '../markdown.ts';
import { counted, listing } from '../words/listing.ts';
import { hoveredContainer, hoveredPod } from './ofPod.ts';
import type { HoverSubject } from './subject.ts';

/** Steps that are written out; a Pod with more is shown in part. */
const maxSteps = 12;

/** In which order the containers of a Pod start and stop, and which wait for which. */
export const startOrder: HoverSubject = (context) => {
  const { ownerType, field, touched, path } = context;
  const isList = ownerType === 'PodSpec' && (field.name === 'initContainers' || field.name === 'containers');
  const isName = ownerType === 'Container' && field.name === 'name';
  if ((!isList && !isName) || touched.path.length > path.length) return undefined;
  const pod = hoveredPod(context);
  if (!pod || (pod.spec.initContainers ?? []).length + pod.spec.containers.length < 2) return undefined;
  const here = isName ? hoveredContainer(context)?.container : undefined;
  return [orderText(pod.spec, here), stopText(pod.spec)].filter((text) => text !== '').join('\n\n');
};

function orderText(spec: PodSpec, here: Container | undefined): string {
  const named = (container: Container) =>
    container === here ? `**${code(container.name ?? '')}**` : code(container.name ?? '');
  const init = spec.initContainers ?? [];
  const steps = init.map((container, index) => {
    const next = init[index + 1];
    const waits = next ? named(next) : spec.containers.length === 1 ? 'the container' : 'the containers';
    if (container.restartPolicy !== 'Always')
      return `${named(container)} runs to its end, exit code 0; ${waits} ${next || spec.containers.length === 1 ? 'waits' : 'wait'} for that.`;
    const until = container.startupProbe
      ? 'until its startup probe has succeeded'
      : 'only until it has started, **not** until it is ready';
    return `${named(container)} (sidecar) starts and stays; ${waits} ${next || spec.containers.length === 1 ? 'waits' : 'wait'} ${until}.`;
  });
  const apps = spec.containers.map(named);
  if (apps.length > 0)
    steps.push(
      apps.length === 1
        ? `${apps[0]} starts.`
        : `${listing(apps)} start together, none waits for the other${init.length === 0 ? ': what must be first belongs into `initContainers`' : ''}.`,
    );
  if (steps.length === 1) return `**How it starts:** ${steps[0]}`;
  const shown = steps.slice(0, maxSteps).map((step, index) => `${index + 1}. ${step}`);
  if (steps.length > maxSteps) shown.push(`\n… and ${counted(steps.length - maxSteps, 'more step')}.`);
  return `**How it starts:**\n\n${shown.join('\n')}`;
}

function stopText({ initContainers = [] }: PodSpec): string {
  const sidecars = initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always').toReversed();
  if (sidecars.length === 0) return '';
  const names = sidecars.map(({ name }) => code(name ?? ''));
  const order = names.length === 1 ? `then ${names[0]}` : `then ${listing(names)}, one after the other`;
  return `**How it stops:** first the containers, ${order}.`;
}
