import type { Container, LifecycleHandler } from '../../api/generated/objects.ts';
import { code } from '../markdown.ts';
import { durationText } from '../words/duration.ts';
import { hoveredContainer, hoveredPod } from './ofPod.ts';
import type { HoverContext, HoverSubject } from './subject.ts';

/** How long a Pod's programs have for their end, and how much of it a preStop hook takes. */
export const termination: HoverSubject = (context) => {
  const { ownerType, field } = context;
  if (ownerType === 'PodSpec' && field.name === 'terminationGracePeriodSeconds') return ofPod(context);
  if (ownerType === 'Lifecycle' && field.name === 'preStop') return ofHook(context);
  if (ownerType === 'SleepAction' && field.name === 'seconds' && context.path.includes('preStop'))
    return ofHook(context);
  return undefined;
};

function ofPod(context: HoverContext): string | undefined {
  const pod = hoveredPod(context);
  const grace = pod?.spec.terminationGracePeriodSeconds;
  if (!pod || grace === undefined) return undefined;
  if (grace <= 0)
    return '**No time at all:** containers are killed at once, without `preStop`. What they had not written yet is lost.';
  const hooks = [...(pod.spec.initContainers ?? []), ...pod.spec.containers].flatMap((container) => {
    const sleep = sleepSeconds(container.lifecycle?.preStop);
    return sleep === undefined ? [] : [restText(container, sleep, grace)];
  });
  const all = [
    `When the Pod is deleted, its \`preStop\` hooks run, then its programs get SIGTERM; **${durationText(grace)} after the beginning** whatever still runs gets SIGKILL (exit code 137). A program that ends earlier is not waited for.`,
    'Services stop sending new connections at the same time, not before: a program should still answer for a moment.',
    ...hooks,
  ];
  return all.join(' ');
}

function ofHook(context: HoverContext): string | undefined {
  const here = hoveredContainer(context);
  const grace = here?.spec.terminationGracePeriodSeconds;
  if (!here || grace === undefined) return undefined;
  const sleep = sleepSeconds(here.container.lifecycle?.preStop);
  const meaning = `Runs before SIGTERM. Its time is **part of** the grace period of ${durationText(grace)}, not added to it. It does not run when the container ends by itself.`;
  return sleep === undefined ? meaning : `${meaning} ${restText(here.container, sleep, grace)}`;
}

function restText({ name }: Container, sleep: number, grace: number): string {
  const hook = `The \`preStop\` of ${code(name ?? '')} takes ${durationText(sleep)} of it`;
  if (sleep >= grace) return `**${hook}: nothing is left**; its program gets SIGTERM, and SIGKILL 2 s later.`;
  return `${hook}; at most ${durationText(grace - sleep)} are left for its program.`;
}

/** How long a hook sleeps, where it says so; undefined where it does something else. */
function sleepSeconds(handler: LifecycleHandler | undefined): number | undefined {
  if (typeof handler?.sleep?.seconds === 'number') return Math.max(0, handler.sleep.seconds);
  const words = (handler?.exec?.command ?? []).join(' ');
  const found = /(?:^|[\s;&/])sleep (\d{1,6})(?:$|[\s;&])/.exec(words.slice(0, 2000));
  return found ? Number(found[1]) : undefined;
}
