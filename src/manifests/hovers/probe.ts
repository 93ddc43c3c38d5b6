import type { Probe } from '../../api/generated/objects.ts';
import { durationText } from '../words/duration.ts';
import { type HoveredContainer, hoveredContainer } from './ofPod.ts';
import type { HoverSubject } from './subject.ts';

const probeFields = ['startupProbe', 'livenessProbe', 'readinessProbe'] as const;
type ProbeField = (typeof probeFields)[number];

/** Fields of a probe that are about time. */
const timing = new Set([
  'initialDelaySeconds',
  'periodSeconds',
  'timeoutSeconds',
  'failureThreshold',
  'successThreshold',
]);

/** How much time a probe gives, and what happens when it is over. */
export const probe: HoverSubject = (context) => {
  const here = hoveredContainer(context);
  const name = probeFields.find((field) => field === here?.rest[0]);
  if (!here || !name) return undefined;
  const isWhole = here.rest.length === 1;
  if (!isWhole && !(here.rest.length === 2 && timing.has(context.field.name))) return undefined;
  const read = here.container[name];
  if (!read) return undefined;
  const times = timesOf(read);
  return [...sentences[name](times, here), timeoutText(times)].filter((text) => text !== '').join(' ');
};

/** A probe's times in seconds, with the defaults. */
interface Times {
  readonly delay: number;
  readonly period: number;
  readonly timeout: number;
  readonly failures: number;
  readonly successes: number;
  /** What the container has from its start until it is given up. */
  readonly budget: number;
}

function timesOf({
  initialDelaySeconds,
  periodSeconds,
  timeoutSeconds,
  failureThreshold,
  successThreshold,
}: Probe): Times {
  const delay = Math.max(0, initialDelaySeconds ?? 0);
  const period = Math.max(1, periodSeconds ?? 10);
  const failures = Math.max(1, failureThreshold ?? 3);
  return {
    delay,
    period,
    timeout: Math.max(1, timeoutSeconds ?? 1),
    failures,
    successes: Math.max(1, successThreshold ?? 1),
    budget: delay + period * failures,
  };
}

type Sentences = (times: Times, here: HoveredContainer) => string[];

const sentences: Readonly<Record<ProbeField, Sentences>> = {
  startupProbe: (times) => [
    `**Time to start: ${durationText(times.budget)}** (${sum(times)}). Until it succeeds, the liveness and readiness probes wait; if it never does, the container is killed and the restart policy decides.`,
    'It is not only for the first start: it runs anew each time the container starts, and rests once it has succeeded.',
  ],
  livenessProbe: (times, { container }) => [
    `**Time budget: ${durationText(times.budget)}** (${sum(times)}). A container that never answers is killed between ${durationText(times.budget - times.period)} and ${durationText(times.budget)} after ${clockStart(container.startupProbe)}, and starts again.`,
    container.startupProbe
      ? ''
      : 'Whatever needs longer to start is killed again and again: give a slow starter a `startupProbe`.',
    `Later, ${inARow(times)} restart it. It asks whether a restart would help: do not let it depend on a database or another service.`,
  ],
  readinessProbe: (times, { container }) => [
    `**Traffic comes only while it succeeds.** The first look comes ${times.delay === 0 ? 'right' : `no sooner than ${durationText(times.delay)}`} after ${clockStart(container.startupProbe)}${times.successes > 1 ? `; it takes ${times.successes} successes in a row, ${durationText(times.period * (times.successes - 1))} more` : ''}.`,
    `${capital(inARow(times))} take the Pod out of its Services; one success ${times.successes > 1 ? `is not enough to come back, it takes ${times.successes}` : 'brings it back'}. It never restarts the container.`,
  ],
};

function sum({ delay, failures, period }: Times): string {
  const runs = `\`failureThreshold\` ${failures} × \`periodSeconds\` ${period}`;
  return delay === 0 ? runs : `\`initialDelaySeconds\` ${delay} + ${runs}`;
}

function clockStart(startupProbe: Probe | undefined): string {
  return startupProbe ? 'its startup probe has succeeded' : 'its start';
}

function inARow({ failures, period }: Times): string {
  if (failures === 1) return 'a single failure will';
  return `${failures} failures in a row (${durationText(period * (failures - 1))} to ${durationText(period * failures)})`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function timeoutText({ timeout, period }: Times): string {
  const slow = timeout > period ? ' The next probe waits for it, so that the period is not kept.' : '';
  return `No answer within ${durationText(timeout)} counts as a failure.${slow}`;
}
