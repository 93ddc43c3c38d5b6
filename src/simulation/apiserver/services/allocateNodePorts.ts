import { invalidValue } from '../../../api/fieldErrors.ts';
import type { Service, ServicePort } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import type { WriteMode } from '../create.ts';
import type { ServerContext } from '../serverContext.ts';
import type { Allocated } from './allocated.ts';
import { nodePortRange, nodePortsOf } from './serviceAllocations.ts';
import { needsHealthCheckPort, needsNodePorts } from './serviceNeeds.ts';

/** The first port that a dry run shows as one that would be drawn: it lies outside the range, since none is taken. */
const firstDryRunPort = 32_769;

/** The ports that one write takes, on top of those of all stored Services. */
class PortDraft {
  readonly taken = new Set<number>();
  readonly #context: ServerContext;
  readonly #owned: ReadonlySet<number>;
  readonly #mode: WriteMode;

  constructor(context: ServerContext, owned: readonly number[], mode: WriteMode) {
    this.#context = context;
    this.#owned = new Set(owned);
    this.#mode = mode;
  }

  /** Takes a port that was asked for, or says why it cannot be had. */
  take(port: number): string | undefined {
    if (this.#owned.has(port)) return undefined;
    if (port < nodePortRange.first || port > nodePortRange.last) {
      const { first, last } = nodePortRange;
      return `provided port is not in the valid range. The range of valid ports is ${first}-${last}`;
    }
    if (this.#context.services.hasNodePort(port) || this.taken.has(port)) return 'provided port is already allocated';
    this.taken.add(port);
    return undefined;
  }

  draw(): number | undefined {
    const port =
      this.#mode === 'dryRun'
        ? Math.max(firstDryRunPort - 1, ...this.taken) + 1
        : this.#context.services.freeNodePort(this.taken);
    if (port !== undefined) this.taken.add(port);
    return port;
  }
}

/** Gives each port of a Service that needs it a port on the Nodes. */
export function withNodePorts(
  context: ServerContext,
  object: Service,
  old: Stored<Service> | undefined,
  mode: WriteMode,
): Allocated {
  const ports = object.spec?.ports ?? [];
  const asked = ports.some(({ nodePort = 0 }) => nodePort > 0);
  if (!needsNodePorts(object) && !(object.spec?.type === 'LoadBalancer' && asked)) return { object };
  const draft = new PortDraft(context, old ? nodePortsOf(old) : [], mode);
  // The same port over two protocols shares one number on the Nodes.
  const byPort = new Map<number, number>();
  const filled: ServicePort[] = [];
  for (const [i, port] of ports.entries()) {
    const shared = old ? undefined : byPort.get(port.port);
    const wanted = port.nodePort || shared || (old ? 0 : askedFor(port.port, ports));
    if (wanted !== 0 && wanted !== shared) {
      const problem = draft.take(wanted);
      if (problem) return { errors: [invalidValue(['spec', 'ports', i, 'nodePort'], wanted, problem)] };
    }
    const nodePort = wanted || (needsNodePorts(object) ? draft.draw() : 0);
    if (nodePort === undefined) {
      const why = 'failed to allocate a nodePort: range is full';
      return { errors: [invalidValue(['spec', 'ports', i, 'nodePort'], 0, why)] };
    }
    if (!byPort.has(port.port)) byPort.set(port.port, nodePort);
    filled.push(nodePort === 0 ? port : { ...port, nodePort });
  }
  return { object: { ...object, spec: { ...object.spec, ports: filled } } };
}

/** Gives a Service that keeps the clients' addresses the port at which its Nodes are asked for their health. */
export function withHealthCheckPort(
  context: ServerContext,
  object: Service,
  old: Stored<Service> | undefined,
  mode: WriteMode,
): Allocated {
  if (!needsHealthCheckPort(object)) return { object };
  const draft = new PortDraft(context, old ? nodePortsOf(old) : [], mode);
  for (const { nodePort = 0 } of object.spec?.ports ?? []) if (nodePort > 0) draft.taken.add(nodePort);
  const wanted = object.spec?.healthCheckNodePort ?? 0;
  const problem = wanted > 0 ? draft.take(wanted) : undefined;
  if (problem) {
    const why = `failed to allocate requested HealthCheck NodePort ${wanted}: ${problem}`;
    return { errors: [invalidValue(['spec', 'healthCheckNodePort'], wanted, why)] };
  }
  const healthCheckNodePort = wanted > 0 ? wanted : (draft.draw() ?? 0);
  return { object: { ...object, spec: { ...object.spec, healthCheckNodePort } } };
}

function askedFor(port: number, ports: readonly ServicePort[]): number {
  return ports.find((each) => each.port === port && (each.nodePort ?? 0) > 0)?.nodePort ?? 0;
}
