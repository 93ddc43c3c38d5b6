import type {
  Container,
  ContainerPort,
  ContainerState,
  ContainerStatus,
  EnvVar,
  Pod,
  Probe,
  ResourceFieldSelector,
} from '../../api/generated/objects.ts';
import { parseQuantity, toNumber } from '../../api/quantity.ts';
import { booleanText, type DescribeText, describeTime, zeroTime } from './describeText.ts';

/**
 * The containers of one of a Pod's lists, with what the kubelet reports of them; without a Pod, those of a template,
 * which stand a little further in.
 */
export function describeContainers(
  text: DescribeText,
  title: string,
  containers: readonly Container[],
  statuses: readonly ContainerStatus[],
  pod: Pod | undefined,
): void {
  text.line(0, pod ? `${title}:` : `  ${title}:`);
  for (const container of containers) {
    const status = statuses.find((one) => one.name === container.name);
    text.line(1, pod ? `${container.name}:` : ` ${container.name}:`);
    if (status) text.line(2, 'Container ID:', status.containerID ?? '');
    text.line(2, 'Image:', container.image ?? '');
    if (status) text.line(2, 'Image ID:', status.imageID);
    describePorts(text, container.ports ?? []);
    const seccomp = container.securityContext?.seccompProfile;
    if (seccomp) text.line(2, 'SeccompProfile:', seccomp.type);
    if (seccomp?.localhostProfile) text.line(2, 'LocalhostProfile:', seccomp.localhostProfile);
    describeList(text, 'Command:', container.command ?? []);
    describeList(text, 'Args:', container.args ?? []);
    if (status) {
      describeState(text, 'State:', status.state ?? {});
      if (status.lastState?.terminated) describeState(text, 'Last State:', status.lastState);
      text.line(2, 'Ready:', booleanText(status.ready));
      text.line(2, 'Restart Count:', String(status.restartCount));
    }
    describeResources(text, 2, 'Limits:', container.resources?.limits);
    describeResources(text, 2, 'Requests:', container.resources?.requests);
    if (container.livenessProbe) text.line(2, 'Liveness:', probeText(container.livenessProbe));
    if (container.readinessProbe) text.line(2, 'Readiness:', probeText(container.readinessProbe));
    if (container.startupProbe) text.line(2, 'Startup:', probeText(container.startupProbe));
    describeEnvironment(text, container, pod);
    describeMounts(text, container);
  }
}

function describePorts(text: DescribeText, ports: readonly ContainerPort[]): void {
  const plural = ports.length > 1 ? 'Ports:' : 'Port:';
  const named = ports.map((port) => {
    const number = `${port.containerPort}/${port.protocol ?? ''}`;
    return port.name ? `${number} (${port.name})` : number;
  });
  text.line(2, plural, named.join(', ') || '<none>');
  const hostPorts = ports.map((port) => {
    const number = `${port.hostPort ?? 0}/${port.protocol ?? ''}`;
    return port.name ? `${number} (${port.name})` : number;
  });
  text.line(2, `Host ${plural}`, hostPorts.join(', ') || '<none>');
}

function describeList(text: DescribeText, title: string, words: readonly string[]): void {
  if (words.length === 0) return;
  text.line(2, title);
  for (const word of words) for (const line of word.split('\n')) text.line(3, line);
}

function describeState(text: DescribeText, title: string, state: ContainerState): void {
  if (state.running) {
    text.line(2, title, 'Running');
    text.line(3, 'Started:', timeText(state.running.startedAt));
  } else if (state.terminated) {
    const { reason, message, exitCode, signal, startedAt, finishedAt } = state.terminated;
    text.line(2, title, 'Terminated');
    if (reason) text.line(3, 'Reason:', reason);
    if (message) text.line(3, 'Message:', message);
    text.line(3, 'Exit Code:', String(exitCode));
    if (signal) text.line(3, 'Signal:', String(signal));
    text.line(3, 'Started:', timeText(startedAt));
    text.line(3, 'Finished:', timeText(finishedAt));
  } else {
    text.line(2, title, 'Waiting');
    if (state.waiting?.reason) text.line(3, 'Reason:', state.waiting.reason);
  }
}

function timeText(time: string | undefined): string {
  return time ? describeTime(time) : zeroTime;
}

/** Amounts of resources below a title, sorted; nothing where there is none. */
export function describeResources(
  text: DescribeText,
  level: number,
  title: string,
  amounts: Readonly<Record<string, string>> | undefined,
): void {
  const entries = Object.entries(amounts ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return;
  text.line(level, title);
  for (const [name, amount] of entries) text.line(level + 1, `${name}:`, amount);
}

function probeText(probe: Probe): string {
  const numbers = `delay=${probe.initialDelaySeconds ?? 0}s timeout=${probe.timeoutSeconds ?? 1}s period=${probe.periodSeconds ?? 10}s #success=${probe.successThreshold ?? 1} #failure=${probe.failureThreshold ?? 3}`;
  if (probe.exec) return `exec [${(probe.exec.command ?? []).join(' ')}] ${numbers}`;
  if (probe.httpGet) {
    const { scheme = 'HTTP', host = '', port, path = '' } = probe.httpGet;
    const slash = path === '' || path.startsWith('/') ? '' : '/';
    return `http-get ${scheme.toLowerCase()}://${host}:${port}${slash}${path} ${numbers}`;
  }
  if (probe.tcpSocket) return `tcp-socket ${probe.tcpSocket.host ?? ''}:${probe.tcpSocket.port} ${numbers}`;
  if (probe.grpc) return `grpc <pod>:${probe.grpc.port} ${probe.grpc.service ?? ''} ${numbers}`;
  return `unknown ${numbers}`;
}

function describeEnvironment(text: DescribeText, container: Container, pod: Pod | undefined): void {
  if ((container.envFrom ?? []).length > 0) {
    text.line(2, 'Environment Variables from:');
    for (const { configMapRef, secretRef, prefix } of container.envFrom ?? []) {
      const source = configMapRef ?? secretRef;
      const kind = configMapRef ? 'ConfigMap' : 'Secret';
      const withPrefix = prefix ? ` with prefix '${prefix}'` : '';
      text.line(3, source?.name ?? '', `${kind}${withPrefix}`, `Optional: ${source?.optional ?? false}`);
    }
  }
  const variables = container.env ?? [];
  if (variables.length === 0) {
    text.line(2, 'Environment:', '<none>');
    return;
  }
  text.line(2, 'Environment:');
  for (const variable of variables) describeVariable(text, variable, container, pod);
}

function describeVariable(text: DescribeText, variable: EnvVar, container: Container, pod: Pod | undefined): void {
  const name = `${variable.name}:`;
  const from = variable.valueFrom;
  if (!from) {
    const [first = '', ...rest] = (variable.value ?? '').split('\n');
    text.line(3, name, first);
    for (const line of rest) text.line(3, '', line);
  } else if (from.fieldRef) {
    const { apiVersion = 'v1', fieldPath } = from.fieldRef;
    text.line(3, name, `${downwardValue(pod, fieldPath)} (${apiVersion}:${fieldPath})`);
  } else if (from.resourceFieldRef) {
    text.line(3, name, `${resourceValue(from.resourceFieldRef, container)} (${from.resourceFieldRef.resource})`);
  } else if (from.secretKeyRef) {
    const { key, name: secret = '', optional = false } = from.secretKeyRef;
    text.line(3, name, `<set to the key '${key}' in secret '${secret}'>`, `Optional: ${optional}`);
  } else if (from.configMapKeyRef) {
    const { key, name: map = '', optional = false } = from.configMapKeyRef;
    text.line(3, name, `<set to the key '${key}' of config map '${map}'>`, `Optional: ${optional}`);
  }
}

/** The amount in units of the divisor, rounded up. kubectl looks at this container, whichever is named. */
function resourceValue({ resource, divisor = '1' }: ResourceFieldSelector, { resources }: Container): string {
  const [list, ...name] = resource.split('.');
  const amounts = list === 'limits' ? resources?.limits : resources?.requests;
  const amount = parseQuantity(amounts?.[name.join('.')] ?? '0');
  const unit = parseQuantity(divisor === '0' ? '1' : divisor);
  const value = amount && unit ? String(Math.ceil(toNumber(amount) / toNumber(unit))) : '';
  return value === '0' && (resource === 'limits.cpu' || resource === 'limits.memory') ? 'node allocatable' : value;
}

/** kubectl looks up the metadata only; what the kubelet knows it leaves blank. */
function downwardValue(pod: Pod | undefined, fieldPath: string): string {
  if (fieldPath === 'metadata.name') return pod?.metadata?.name ?? '';
  if (fieldPath === 'metadata.namespace') return pod?.metadata?.namespace ?? '';
  if (fieldPath === 'metadata.uid') return pod?.metadata?.uid ?? '';
  return '';
}

function describeMounts(text: DescribeText, container: Container): void {
  const mounts = [...(container.volumeMounts ?? [])].sort((a, b) => (a.mountPath < b.mountPath ? -1 : 1));
  if (mounts.length === 0) {
    text.line(2, 'Mounts:', '<none>');
    return;
  }
  text.line(2, 'Mounts:');
  for (const mount of mounts) {
    const flags = [mount.readOnly ? 'ro' : 'rw', ...(mount.subPath ? [`path="${mount.subPath}"`] : [])];
    text.line(3, `${mount.mountPath} from ${mount.name} (${flags.join(',')})`);
  }
}
