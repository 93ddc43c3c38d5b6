import type { WrittenContainer } from '../../facts/podTemplate.ts';
import type { AppliedManifest } from '../applying.ts';
import { containersOf, type Evidence, itemsAt, podsOf } from '../evidence.ts';
import type { TrialRemark } from '../noteMaker.ts';
import type { PodLife } from '../podLife.ts';
import { counted, oneLine, spanText } from '../spans.ts';
import type { SeenEvent } from '../witness.ts';

const kinds = ['startup', 'readiness', 'liveness'] as const;
type ProbeKind = (typeof kinds)[number];
type Probe = Readonly<Record<string, unknown>>;

/** Says of each probe whether it passes, and why not. */
export function probeNotes(evidence: Evidence, manifest: AppliedManifest): TrialRemark[] {
  const pods = podsOf(evidence, manifest);
  return containersOf(manifest).flatMap((written) =>
    kinds.flatMap((kind) => {
      const probe = written.value[`${kind}Probe`];
      if (probe === null || typeof probe !== 'object') return [];
      const remarks = pods.flatMap((pod) => {
        const remark = remarkOf(evidence, { kind, probe: probe as Probe, written, pod });
        return remark ? [remark] : [];
      });
      // The Pod with the worst news speaks for all.
      const worst =
        remarks.find(({ severity }) => severity === 'error') ?? remarks.find(({ severity }) => severity === 'warning');
      const chosen = worst ?? remarks[0];
      return chosen ? [chosen] : [];
    }),
  );
}

interface ProbeSight {
  readonly kind: ProbeKind;
  readonly probe: Probe;
  readonly written: WrittenContainer;
  readonly pod: PodLife;
}

function remarkOf(evidence: Evidence, sight: ProbeSight): TrialRemark | undefined {
  const { kind, written, pod } = sight;
  const life = pod.containers.get(written.name);
  if (!life || life.startsMs.length === 0) return undefined;
  const events = evidence.witness.events(pod.uid).filter(({ container }) => container === written.name);
  const word = kind[0]?.toUpperCase() + kind.slice(1);
  const failures = events.filter(({ message }) => message.startsWith(`${word} probe `));
  const kills = events.filter(
    ({ reason, message }) => reason === 'Killing' && message.includes(`failed ${kind} probe`),
  );
  const base = { path: [...written.path, `${kind}Probe`], part: 'key' } as const;
  const startMs = life.startsMs[0] ?? 0;
  const count = failures.reduce((sum, failure) => sum + failure.count, 0);
  // A Pod has so many Events and no more: where Killing is not among them, the ends of the container show it.
  const isStopped = life.restarts > 0 && life.ends.every(({ exitCode }) => [0, 137, 143].includes(exitCode));
  if (kills.length > 0 || (kind === 'liveness' && count > 0 && isStopped)) {
    const killMs = (kills[0]?.firstMs ?? life.ends[0]?.atMs ?? startMs) - startMs;
    return { ...base, severity: 'error', code: 'probe-kills', ...killing(sight, failures, killMs) };
  }
  if (kind === 'liveness') {
    if (count === 0) return undefined;
    const why = reasonOf(sight, failures);
    const title = `fails ${counted(count, 'time')}: ${why.title}`;
    return { ...base, severity: 'warning', code: 'probe-fails', title, detail: why.detail };
  }
  const passes = kind === 'readiness' ? life.readyMs !== undefined : life.status?.started === true;
  if (!passes && failures.length > 0) {
    const why = reasonOf(sight, failures);
    const effect =
      kind === 'startup'
        ? 'the container counts as not started, and no other probe runs'
        : 'the container is never ready, so no Service sends it requests; it is not restarted for that';
    const detail = `${why.detail} It has not passed once within ${spanText(evidence.witness.nowMs)}: ${effect}.`;
    return { ...base, severity: 'error', code: 'probe-never-passes', title: `never passes: ${why.title}`, detail };
  }
  if (!passes) return undefined;
  const readyMs = kind === 'readiness' ? (life.readyMs ?? startMs) : startMs;
  const later = failures.filter(({ lastMs }) => lastMs > readyMs + 100);
  if (kind === 'readiness' && later.length > 0) {
    const why = reasonOf(sight, later);
    const title = `passes after ${spanText(readyMs - startMs)}, and fails later: ${why.title}`;
    return {
      ...base,
      severity: 'warning',
      code: 'probe-fails',
      title,
      detail: `${why.detail} While it fails, no Service sends requests to this container.`,
    };
  }
  if (kind === 'startup' && count === 0) return undefined;
  const before = count > 0 ? `, ${counted(count, 'failure')} before` : '';
  const title =
    kind === 'startup'
      ? `passes after ${counted(count, 'failure')}`
      : readyMs - startMs < 50 && count === 0
        ? 'passes at once'
        : `passes ${spanText(readyMs - startMs)} after the start${before}`;
  const detail =
    count > 0
      ? `Failing while a program starts is normal. ${reasonOf(sight, failures).detail}`
      : 'It passes at its first try.';
  return { ...base, severity: 'info', code: 'probe-passes', title, detail };
}

function killing(sight: ProbeSight, failures: readonly SeenEvent[], killMs: number): Why {
  const { kind, probe } = sight;
  const why = reasonOf(sight, failures);
  const [delay, period, threshold] = [
    numberOf(probe.initialDelaySeconds, 0),
    numberOf(probe.periodSeconds, 10),
    numberOf(probe.failureThreshold, 3),
  ];
  const advice =
    kind === 'liveness'
      ? 'If the program only needs longer to start, give it a startupProbe, which holds the liveness probe back.'
      : 'If the program only needs longer to start, raise failureThreshold or periodSeconds.';
  return {
    title: `kills the container after ${spanText(killMs)}: ${why.title}`,
    detail: `${why.detail} A container has at most initialDelaySeconds + periodSeconds × failureThreshold = ${delay} + ${period} × ${threshold} = ${delay + period * threshold} s, then the kubelet kills and restarts it. ${advice}`,
  };
}

interface Why {
  readonly title: string;
  readonly detail: string;
}

function reasonOf(sight: ProbeSight, failures: readonly SeenEvent[]): Why {
  const { probe, pod, written } = sight;
  const message = failures.at(-1)?.message ?? '';
  const said = oneLine(message.replace(/^\w+ probe (failed|errored)[^:]*: /, ''), 200);
  const status = /statuscode: (\d+)/.exec(message)?.[1];
  const port = portOf(probe, written);
  if (/connection refused/.test(message) && port !== undefined) return refused(pod, port);
  if (status !== undefined) {
    const path = oneLine(String((probe.httpGet as { path?: unknown } | undefined)?.path ?? '/'), 60);
    const title = `HTTP ${status} at ${path}`;
    const detail = `The server answers ${path} with the status ${status}; a probe passes with 200 to 399. Use a path that the program serves.`;
    return { title, detail };
  }
  if (/deadline exceeded|timed? ?out/i.test(message)) {
    const seconds = numberOf(probe.timeoutSeconds, 1);
    return {
      title: `no answer within ${seconds} s`,
      detail: `The answer takes longer than timeoutSeconds, which is ${seconds}. It says: ${said}.`,
    };
  }
  if (probe.exec !== undefined) {
    return {
      title: `command fails: ${said}`,
      detail: `The command in the container ends with another exit code than 0: ${said}.`,
    };
  }
  return { title: said, detail: `The kubelet says: ${said}.` };
}

function refused(pod: PodLife, port: number): Why {
  const listeners = [...pod.containers.values()].flatMap(({ name, ports }) =>
    [...ports].map(([number, reach]) => ({ name, number, reach })),
  );
  const here = listeners.find(({ number }) => number === port);
  if (here?.reach === 'loopback') {
    return {
      title: `refused, ${here.name} listens on 127.0.0.1:${port} only`,
      detail: `Container ${here.name} listens on port ${port} of 127.0.0.1 alone, which only its own Pod reaches; the kubelet asks at the Pod's address, and so do Services. Let the program listen on 0.0.0.0.`,
    };
  }
  if (here) {
    return {
      title: `connection refused at port ${port}`,
      detail: `Container ${here.name} does listen on port ${port}, but not yet when the probe asked.`,
    };
  }
  const open = listeners.filter(({ reach }) => reach === 'everywhere').map(({ number }) => number);
  if (open.length === 0) {
    return {
      title: `connection refused, nobody listens on port ${port}`,
      detail: `Nothing in the Pod listened on port ${port}, or on any other port, while the probe asked.`,
    };
  }
  const ports = open.slice(0, 5).join(', ');
  return {
    title: `connection refused at port ${port}; port ${ports} is open`,
    detail: `Nothing in the Pod listens on port ${port}; what is open is ${ports}. A containerPort in the manifest opens nothing, the program does. Use the port that the program listens on.`,
  };
}

function portOf(probe: Probe, { value }: WrittenContainer): number | undefined {
  const { httpGet, tcpSocket, grpc } = probe as Record<string, { port?: unknown } | undefined>;
  const port = (httpGet ?? tcpSocket ?? grpc)?.port;
  if (typeof port === 'number') return port;
  const named = itemsAt(value, ['ports']).find(({ name }) => name === port)?.containerPort;
  return typeof named === 'number' ? named : Number(port) || undefined;
}

function numberOf(value: unknown, usual: number): number {
  return typeof value === 'number' ? value : usual;
}
