import { ok } from 'node:assert/strict';
import { NodeCpu } from '../../../../src/simulation/containers/cpu.ts';
import type { Flow } from '../../../../src/simulation/network/flows/flow.ts';
import type { FlowOptions } from '../../../../src/simulation/network/flows/flowOptions.ts';
import type { NetworkNamespace } from '../../../../src/simulation/network/networkNamespace.ts';
import { ServiceWorld } from '../serviceWorld.ts';

/** Addresses of three servers. */
export const three = ['10.244.1.2', '10.244.1.3', '10.244.2.2'];

/** A Service with servers that flows can count on, and a client. */
export class FlowWorld {
  readonly world = new ServiceWorld();
  readonly cpu = new NodeCpu(this.world.timeline, 4);
  readonly servers = new Map<string, { readonly namespace: NetworkNamespace; isAlive: boolean }>();
  readonly client = this.world.pod('10.244.1.200');
  readonly counts = {
    offered: 0,
    answered: 0,
    opened: 0,
    waiting: 0,
    failed: new Map<string, number>(),
    byServer: new Map<string, number>(),
  };
  readonly #waiting = new Map<string, number>();
  readonly #perConnection: number;
  #ips: string[] = [];

  /** `perConnection`: requests after which a server closes a connection. */
  constructor(limitCores?: number, ips: readonly string[] = [], perConnection = Number.POSITIVE_INFINITY) {
    this.#perConnection = perConnection;
    this.world.service({ ports: [{ port: 80, targetPort: 8080 }] });
    for (const ip of ips) this.add(ip, limitCores);
    this.publish(ips);
    this.world.sync();
  }

  add(ip: string, limitCores?: number): void {
    const namespace = this.servers.get(ip)?.namespace ?? this.world.pod(ip);
    const listener = namespace.listen({ ip: '0.0.0.0', port: 8080 }, 128, { pod: { namespace: 'default', name: ip } });
    if (typeof listener === 'string') return;
    listener.requestsPerConnection = this.#perConnection;
    const server = { namespace, isAlive: true };
    const cpu = this.cpu.container({ requestCores: 0.1, limitCores });
    listener.server = { cpu, threads: 100, isAlive: () => server.isAlive };
    this.servers.set(ip, server);
  }

  publish(ips: readonly string[]): void {
    this.#ips = [...ips];
    this.world.endpoints(8080, this.#ips);
  }

  /** Ends the process that listens there, at once or when it has done what it has. */
  stop(ip: string, how: 'killed' | 'gracefully'): void {
    const server = this.servers.get(ip);
    if (!server) return;
    if (how === 'killed') server.isAlive = false;
    server.namespace.listenerAt({ ip, port: 8080 })?.close();
  }

  open(options: Partial<FlowOptions>): Flow {
    const { counts } = this;
    return this.client.openFlow({
      target: { ip: '10.96.0.7', port: 80 },
      connections: 50,
      keeps: 'nothing',
      timeoutMs: 3_000,
      rateAt: () => 200,
      endsAfterMs: 20_000,
      mostRequests: Number.POSITIVE_INFINITY,
      late: 'sent',
      cpu: this.cpu.container({ requestCores: 0, limitCores: undefined }),
      listener: {
        offered: (count) => {
          counts.offered += count;
        },
        opened: (count) => {
          counts.opened += count;
        },
        answered: (latencyMs, count, _status, { ip }) => {
          ok(latencyMs >= 0.2 && latencyMs <= 3_000 + 1e-6, `${latencyMs}`);
          counts.answered += count;
          counts.byServer.set(ip, (counts.byServer.get(ip) ?? 0) + count);
        },
        failed: (kind, _latencyMs, count) => void counts.failed.set(kind, (counts.failed.get(kind) ?? 0) + count),
        waiting: ({ key }, count) => {
          this.#waiting.set(key, count);
        },
        changed: () => {},
      },
      ...options,
    });
  }

  get failed(): number {
    return [...this.counts.failed.values()].reduce((sum, count) => sum + count, 0);
  }

  get waiting(): number {
    return [...this.#waiting.values()].reduce((sum, count) => sum + count, 0);
  }

  run(ms: number): void {
    this.world.timeline.advanceTo(this.world.timeline.nowMs + ms);
  }
}
