import { type PodFacts, resolvePort } from './podFacts.ts';
import type { PortFacts, ServiceFacts } from './serviceFacts.ts';

/** A port of a Service, and what becomes of it at its Pods. */
export interface PortPart {
  /** Its place in the Service's list. */
  readonly index: number;
  /** `http: 80/TCP → targetPort http (8080)`. */
  readonly text: string;
  /** `nodePort 30080 of every Node → 80`; empty without one. */
  readonly nodePort: string;
  /** What is wrong, or probably wrong, with where it leads. */
  readonly problem: string;
  /** `failed`: it leads nowhere. `pending`: nobody says that it leads anywhere. */
  readonly state?: 'failed' | 'pending';
}

/** A Service's ports as its Pods take them. `listed` are the port numbers that an EndpointSlice has, by the port's name. */
export function portParts(
  { sort, ports, selector }: ServiceFacts,
  pods: readonly PodFacts[],
  listed: ReadonlyMap<string, number> = new Map(),
): PortPart[] {
  return ports.map((port) => {
    const own = listed.get(port.name);
    const numbers = own === undefined ? numbersOf(port, pods) : [own];
    const trouble = selector === undefined ? undefined : troubleOf(port, pods);
    const nodePort = port.nodePort === undefined ? '' : `nodePort ${port.nodePort} of every Node → ${port.port ?? '?'}`;
    const text = sort === 'headless' ? headlessText(port, numbers) : wayText(port, numbers);
    return { index: port.index, text, nodePort, problem: '', ...(trouble ?? headlessTrouble(sort, port, numbers)) };
  });
}

function numbersOf({ target, protocol }: PortFacts, pods: readonly PodFacts[]): number[] {
  const numbers = pods.flatMap((pod) => resolvePort(target, protocol, pod) ?? []);
  return [...new Set(numbers)].sort((a, b) => a - b);
}

function wayText(port: PortFacts, numbers: readonly number[]): string {
  return `${titleOf(port)}${port.port ?? '?'}/${port.protocol} → ${targetText(port, numbers)}`;
}

/** Nobody translates ports on the way to a headless Service's Pods: a client asks for the Pod's own. */
function headlessText(port: PortFacts, numbers: readonly number[]): string {
  const at = numbers.length === 0 ? targetText(port, numbers) : numbers.join(' or ');
  return `${titleOf(port)}${at}/${port.protocol}, the Pod’s own`;
}

function titleOf({ name }: PortFacts): string {
  return name === '' ? '' : `${name}: `;
}

function targetText({ target }: PortFacts, numbers: readonly number[]): string {
  if (typeof target === 'number') return `targetPort ${target}`;
  const resolved = numbers.length === 0 ? '' : ` (${numbers.slice(0, 3).join(' or ')})`;
  return `targetPort ${target || '?'}${resolved}`;
}

function troubleOf(
  { target, protocol }: PortFacts,
  pods: readonly PodFacts[],
): Pick<PortPart, 'problem' | 'state'> | undefined {
  if (pods.length === 0) return undefined;
  if (typeof target === 'string') {
    const without = pods.filter((pod) => resolvePort(target, protocol, pod) === undefined);
    if (without.length === 0) return undefined;
    if (without.length === pods.length) {
      return { problem: `no container has a ${protocol} port named ${target || '?'}`, state: 'failed' };
    }
    return { problem: `${countOf(without)} of ${countOf(pods)} Pods have no port named ${target}`, state: 'failed' };
  }
  // Whether a port is declared changes nothing; but who declares others has most likely forgotten to change one.
  const declared = pods.flatMap(({ ports }) => ports);
  if (declared.length === 0) return undefined;
  if (declared.some((port) => port.number === target && port.protocol === protocol)) return undefined;
  const others = [...new Set(declared.map(({ number, protocol: own }) => `${number}/${own}`))].slice(0, 3).join(', ');
  return {
    problem: `no container declares ${target}/${protocol}, but ${others}: who listens there?`,
    state: 'pending',
  };
}

function headlessTrouble(
  sort: ServiceFacts['sort'],
  { port }: PortFacts,
  numbers: readonly number[],
): Pick<PortPart, 'problem' | 'state'> | undefined {
  if (sort !== 'headless' || port === undefined || numbers.length === 0 || numbers.includes(port)) return undefined;
  return { problem: `the Service’s port ${port} is not translated: there is no proxy on the way`, state: 'pending' };
}

function countOf(pods: readonly PodFacts[]): number {
  return pods.reduce((sum, { count }) => sum + count, 0);
}
