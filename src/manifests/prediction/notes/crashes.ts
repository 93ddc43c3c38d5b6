import { type Evidence, lastWords } from '../evidence.ts';
import type { TrialRemark } from '../noteMaker.ts';
import { counted, oneLine, spanText } from '../spans.ts';
import type { ContainerSight } from './containerNotes.ts';

/** What becomes of a container that ends though it should not, or does not get to run at all. */
export function crashRemark(evidence: Evidence, sight: ContainerSight): TrialRemark | undefined {
  const { written, life, pod } = sight;
  const end = life.ends.at(-1);
  const isSidecar = written.role === 'sidecar';
  const isToRun = isSidecar || (written.role === 'app' && pod.pod.spec?.restartPolicy === 'Always');
  const failed = life.ends.filter(({ exitCode }) => exitCode !== 0);
  if (!end || (life.restarts === 0 && failed.length === 0)) return undefined;
  // A sidecar is ended with its Pod, and a Pod that is deleted ends all of them.
  if (life.restarts === 0 && (pod.finishedMs !== undefined || pod.pod.metadata.deletionTimestamp) && isSidecar) return;
  if (life.restarts === 0 && end.exitCode === 0 && !isToRun) return undefined;
  const state = life.status?.state?.waiting?.reason;
  const again = life.restarts > 0 ? `restarts: ${life.restarts}, ` : '';
  const looping = state === 'CrashLoopBackOff' ? ' (CrashLoopBackOff)' : '';
  const base = {
    path: [...written.path, 'name'],
    severity: life.isRunning && life.status?.ready ? 'warning' : 'error',
  } as const;
  const cause = causeOf(evidence, sight);
  const pauses = looping
    ? ' The kubelet starts it again after pauses of 10 s, 20 s, 40 s and so on up to 5 min; CrashLoopBackOff is the name of that waiting, not of the error.'
    : '';
  const ends = `It has ended ${counted(life.ends.length, 'time')} within ${spanText(evidence.witness.nowMs)}, the last time with exit code ${end.exitCode} (${end.reason}).`;
  return {
    ...base,
    code: cause.code,
    title: `${again}${cause.title}${looping}`,
    detail: `${cause.detail} ${ends}${pauses}`,
  };
}

interface Cause {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
}

function causeOf(evidence: Evidence, sight: ContainerSight): Cause {
  const { written, life, pod } = sight;
  const end = life.ends.at(-1);
  const exitCode = end?.exitCode ?? 0;
  const killer = killingProbe(evidence, sight);
  if (life.ends.some(({ reason }) => reason === 'OOMKilled')) {
    const limit = memoryLimit(written.value);
    const title = `exit code ${exitCode}, OOMKilled${limit ? ` at ${limit}` : ''}`;
    const detail = `The container takes more memory than ${limit ? `its limit of ${limit}` : 'there is'}, and Linux kills it. Raise resources.limits.memory, or let the program need less.`;
    return { code: 'out-of-memory', title, detail };
  }
  if (killer !== undefined) {
    const detail = `The kubelet kills the container because its ${killer} probe fails; the program itself does not crash. See the note at ${killer}Probe.`;
    return { code: 'killed-by-probe', title: `killed by its ${killer} probe`, detail };
  }
  if (end?.reason === 'StartError' || end?.reason === 'ContainerCannotRun') {
    const said = /exec: .*?(?=: unknown|$)/.exec(end.message)?.[0] ?? end.message;
    const detail = `The container cannot be started: ${oneLine(said, 300)}. The first word of command (or args) must be a program in the image, and is no shell line.`;
    return { code: 'cannot-start', title: `cannot start: ${oneLine(said, 60)}`, detail };
  }
  const words = exitCode === 0 ? [] : lastWords(evidence, pod, written.name);
  const conflict = portConflict(sight, words);
  if (conflict) return conflict;
  if (exitCode === 0) {
    const detail =
      'The program comes to its end with exit code 0, and the Pod starts it again because restartPolicy is Always. A task that ends belongs in a Job; a server has to stay in the foreground.';
    return { code: 'ends-and-restarts', title: 'ends with exit code 0', detail };
  }
  const said =
    words.length > 0 ? ` Its last words: ${oneLine(words.slice(-3).join(' | '), 400)}.` : ' It has written nothing.';
  const meaning = exitMeanings[exitCode];
  const outside = words.some((word) => nameless.test(word)) ? smallWorld : '';
  return {
    code: 'crash',
    title: `exit code ${exitCode}`,
    detail: `The program ends with exit code ${exitCode}${meaning ? `: ${meaning}` : ''}.${said}${outside}`,
  };
}

function killingProbe(evidence: Evidence, { written, life, pod }: ContainerSight): string | undefined {
  const events = evidence.witness.events(pod.uid).filter(({ container }) => container === written.name);
  for (const { reason, message } of events) {
    const probe = /failed (liveness|startup) probe/.exec(message)?.[1];
    if (reason === 'Killing' && probe !== undefined) return probe;
  }
  // A Pod has so many Events and no more: where Killing is not among them, the ends of the container show it.
  const isStopped = life.ends.every(({ exitCode }) => [0, 137, 143].includes(exitCode));
  return isStopped && events.some(({ message }) => message.startsWith('Liveness probe ')) ? 'liveness' : undefined;
}

/** What programs say of a name that nobody knows. */
const nameless = /bad address|resolve host|name or service not known|no such host|can't resolve/i;
const smallWorld = ' Outside of the cluster the trial knows only a few hosts; there your cluster may know more.';

/** What exit codes say by convention. */
const exitMeanings: Readonly<Record<number, string>> = {
  126: 'the command cannot be executed',
  127: 'the shell does not find the command',
  137: 'it was killed (SIGKILL)',
  139: 'it crashed (SIGSEGV)',
  143: 'it was told to end (SIGTERM)',
};

/** The containers of a Pod share its ports: the second that wants one does not get it. */
function portConflict({ written, pod }: ContainerSight, words: readonly string[]): Cause | undefined {
  const line = words.findLast((word) => /address already in use/i.test(word));
  if (line === undefined) return undefined;
  const mentioned = [...line.matchAll(/:(\d{1,5})\b/g)].map(([, port]) => Number(port));
  const others = [...pod.containers.values()].filter(({ name }) => name !== written.name);
  for (const other of others) {
    const port =
      mentioned.find((number) => other.ports.has(number)) ??
      (mentioned.length === 0 ? [...other.ports.keys()][0] : undefined);
    if (port === undefined) continue;
    return {
      code: 'port-conflict',
      title: `port ${port} is taken by container ${other.name}`,
      detail: `The containers of a Pod share one network: container ${other.name} listens on port ${port} already, so ${written.name} cannot, and ends. Let one of them use another port, or put it into a Pod of its own. It said: ${oneLine(line, 200)}.`,
    };
  }
  return undefined;
}

function memoryLimit(spec: Readonly<Record<string, unknown>>): string | undefined {
  const { resources } = spec as { resources?: { limits?: { memory?: unknown } } };
  const limit = resources?.limits?.memory;
  return limit === undefined ? undefined : oneLine(String(limit), 20);
}
