import { type FieldPath, formatPath } from '../field.ts';
import { quote } from '../fieldErrors.ts';
import type { Container, ContainerPort, PodSpec } from '../generated/objects.ts';

/** More than this nobody is told: the server's header for warnings ends after 4,096 letters. */
const mostWarnings = 1_000;

interface PortUse {
  readonly at: string;
  readonly port: ContainerPort;
}

/** Containers of one network namespace that claim one port; ordinary init containers are gone by then. */
export function portWarnings(spec: PodSpec, at: FieldPath): string[] {
  const texts: string[] = [];
  const before: PortUse[] = [];
  for (const list of ['initContainers', 'containers'] as const) {
    for (const [i, container] of (spec[list] ?? []).entries()) {
      if (list === 'initContainers' && container.restartPolicy !== 'Always') continue;
      if (texts.length >= mostWarnings) return texts;
      texts.push(...containerPortWarnings(container, [...at, list, i, 'ports'], before));
    }
  }
  return texts;
}

function containerPortWarnings({ ports = [] }: Container, path: FieldPath, before: PortUse[]): string[] {
  const texts: string[] = [];
  for (const [j, port] of ports.entries()) {
    const at = formatPath([...path, j]);
    if (port.hostIP && !port.hostPort) texts.push(`${at}: hostIP set without hostPort: ${printedPort(port)}`);
    for (const other of before) {
      if (texts.length >= mostWarnings) return texts;
      if (other.port.containerPort !== port.containerPort || other.port.protocol !== port.protocol) continue;
      const how = overlap(port, other.port);
      if (how) texts.push(`${at}: ${how} with ${other.at}`);
    }
    const named = port.name ? before.find((other) => other.port.name === port.name) : undefined;
    if (named) {
      const who = 'services and probes that select ports by name will use';
      texts.push(`${at}: duplicate port name ${quote(port.name ?? '')} with ${named.at}, ${who} ${named.at}`);
    }
    before.push({ at, port });
  }
  return texts;
}

/** How two definitions of one port get into each other's way. */
function overlap(a: ContainerPort, b: ContainerPort): string | undefined {
  const [ipA = '', ipB = ''] = [a.hostIP, b.hostIP];
  const [portA = 0, portB = 0] = [a.hostPort, b.hostPort];
  if (ipA === ipB && portA === portB) return 'duplicate port definition';
  if (portA === 0 || portB === 0) return 'overlapping port definition';
  return portA === portB && (ipA === '') !== (ipB === '') ? 'dangerously ambiguous port definition' : undefined;
}

/** As Go prints a structure: `{Name: HostPort:0 ContainerPort:80 Protocol:TCP HostIP:127.0.0.1}`. */
function printedPort({ name = '', hostPort = 0, containerPort, protocol = '', hostIP = '' }: ContainerPort): string {
  return `{Name:${name} HostPort:${hostPort} ContainerPort:${containerPort} Protocol:${protocol} HostIP:${hostIP}}`;
}
