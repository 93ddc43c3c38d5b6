import type { Container, ContainerStatus, Probe } from '../api/generated/objects.ts';
import type { ShownState } from './containerState.ts';
import { isObject, textOf } from './looseValues.ts';
import { clip } from './mermaid.ts';

type ProbeKind = 'startup' | 'readiness' | 'liveness';

/** A probe of a container as a diagram shows it. */
export interface ProbePart {
  readonly kind: ProbeKind;
  /** The probe's field in the container: `readinessProbe`. */
  readonly field: `${ProbeKind}Probe`;
  /** What it does and how often: `GET :8080/ every 10 s`. */
  readonly text: string;
  /** The rest of its timing: `, first after 5 s`; empty for the usual. */
  readonly timing: string;
  /** What follows from it. */
  readonly effect: string;
  /** How it goes, as far as the container's status tells; missing where nothing runs. */
  readonly state?: ShownState;
}

const kinds: readonly ProbeKind[] = ['startup', 'readiness', 'liveness'];

/** What a manifest may leave out (the API server's defaults for probes). */
const defaultPeriodSeconds = 10;
const defaultFailures = 3;

/** The probes of a container in the order in which they matter; what has no probe's shape is left out. */
export function probesOf(container: Container, status: ContainerStatus | undefined): ProbePart[] {
  const starting = isObject(container.startupProbe) && status?.started !== true;
  return kinds.flatMap((kind) => {
    const field = `${kind}Probe` as const;
    const probe = container[field];
    if (!isObject(probe)) return [];
    const state = status?.state?.running && stateOf(kind, status, starting);
    const text = `${actionText(probe)} every ${seconds(probe.periodSeconds, defaultPeriodSeconds)}`;
    return [{ kind, field, text, timing: timingOf(probe), effect: effectOf(kind, probe), ...(state && { state }) }];
  });
}

function actionText({ httpGet, tcpSocket, grpc, exec }: Probe): string {
  if (isObject(httpGet)) {
    const scheme = textOf(httpGet.scheme) === 'HTTPS' ? 'https://' : '';
    const path = textOf(httpGet.path) || '/';
    return `GET ${scheme}${textOf(httpGet.host)}:${textOf(httpGet.port)}${path.startsWith('/') ? path : `/${path}`}`;
  }
  if (isObject(tcpSocket)) return `connect to ${textOf(tcpSocket.host)}:${textOf(tcpSocket.port)}`;
  if (isObject(grpc)) {
    const service = textOf(grpc.service);
    return `gRPC :${textOf(grpc.port)}${service === '' ? '' : ` ${service}`}`;
  }
  if (isObject(exec)) return `run ${clip(words(exec.command).join(' '), 36)}`;
  return '(no action yet)';
}

function timingOf({ initialDelaySeconds, timeoutSeconds }: Probe): string {
  const delay = textOf(initialDelaySeconds);
  const timeout = textOf(timeoutSeconds);
  const first = delay === '' || delay === '0' ? '' : `, first after ${delay} s`;
  return timeout === '' || timeout === '1' ? first : `${first}, timeout ${timeout} s`;
}

function effectOf(kind: ProbeKind, probe: Probe): string {
  const failures = textOf(probe.failureThreshold) || String(defaultFailures);
  const after = failures === '1' ? 'after one failure' : `after ${failures} failures in a row`;
  const effects: Readonly<Record<ProbeKind, string>> = {
    startup: `the other probes wait for it; ${after} the container is restarted`,
    readiness: `${after} no traffic from Services`,
    liveness: `${after} the container is restarted`,
  };
  return effects[kind];
}

/** The API tells of the startup probe (`started`) and the readiness probe (`ready`); of liveness only the restarts tell. */
function stateOf(kind: ProbeKind, status: ContainerStatus, starting: boolean): ShownState | undefined {
  if (kind === 'startup') {
    return starting ? { state: 'pending', text: 'not passed yet' } : { state: 'ready', text: 'passed' };
  }
  if (starting) return { state: 'pending', text: 'waits for the startup probe' };
  if (kind === 'liveness') return undefined;
  return status.ready ? { state: 'ready', text: 'passes' } : { state: 'pending', text: 'does not pass' };
}

function seconds(value: unknown, otherwise: number): string {
  return `${textOf(value) || otherwise} s`;
}

function words(value: unknown): string[] {
  return Array.isArray(value) ? value.slice(0, 40).map(textOf) : [];
}
