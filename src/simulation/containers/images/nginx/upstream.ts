import type { SocketAddress } from '../../../network/socketAddress.ts';
import { resolveName } from '../../names.ts';
import type { Process } from '../../process.ts';
import type { Run } from '../../syscalls.ts';
import { ConfProblem, type Directive } from './confText.ts';
import { durationMs } from './scope.ts';

export interface UpstreamServer {
  readonly address: SocketAddress;
  readonly weight: number;
  readonly isBackup: boolean;
  readonly isDown: boolean;
  /** Failures within `failTimeoutMs` after which it is left out for as long; 0 for never. */
  readonly maxFails: number;
  readonly failTimeoutMs: number;
}

/** The servers behind a name, in turn by their weights (https://nginx.org/en/docs/http/ngx_http_upstream_module.html). */
export class Upstream {
  readonly servers: readonly UpstreamServer[];
  readonly #current = new Map<UpstreamServer, number>();
  readonly #failures = new Map<UpstreamServer, { count: number; lastMs: number }>();

  constructor(servers: readonly UpstreamServer[]) {
    this.servers = servers;
  }

  static *read(process: Process, { args, block = [], file, line }: Directive): Run<Upstream | ConfProblem> {
    const servers: UpstreamServer[] = [];
    for (const directive of block) {
      if (directive.name !== 'server') continue;
      const [text = '', ...options] = directive.args;
      const [, host = text, port = '80'] = /^(.*):(\d+)$/.exec(text) ?? [];
      const ip = yield* resolveName(process, host);
      if (ip === undefined)
        return new ConfProblem(`host not found in upstream "${text}" in ${directive.file}:${directive.line}`);
      const option = (name: string) => options.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);
      servers.push({
        address: { ip, port: Number(port) },
        weight: Math.max(1, Number(option('weight') ?? 1) || 1),
        isBackup: options.includes('backup'),
        isDown: options.includes('down'),
        maxFails: Number(option('max_fails') ?? 1),
        failTimeoutMs: durationMs(option('fail_timeout') ?? '10s', 10_000),
      });
    }
    if (servers.length === 0) return new ConfProblem(`no servers are inside upstream "${args[0]}" in ${file}:${line}`);
    return new Upstream(servers);
  }

  /** The next server in turn that has not been tried; nothing where none is left. */
  next(tried: ReadonlySet<UpstreamServer>, nowMs: number): UpstreamServer | undefined {
    const alive = this.servers.filter((one) => !one.isDown && !tried.has(one) && !this.#isOut(one, nowMs));
    const primary = alive.filter(({ isBackup }) => !isBackup);
    const choice = primary.length > 0 ? primary : alive;
    let best: UpstreamServer | undefined;
    let total = 0;
    for (const server of choice) {
      total += server.weight;
      const current = (this.#current.get(server) ?? 0) + server.weight;
      this.#current.set(server, current);
      if (!best || current > (this.#current.get(best) ?? 0)) best = server;
    }
    if (best) this.#current.set(best, (this.#current.get(best) ?? 0) - total);
    return best;
  }

  failed(server: UpstreamServer, nowMs: number): void {
    const before = this.#failures.get(server);
    const isOld = !before || nowMs - before.lastMs > server.failTimeoutMs;
    this.#failures.set(server, { count: isOld ? 1 : before.count + 1, lastMs: nowMs });
  }

  succeeded(server: UpstreamServer): void {
    this.#failures.delete(server);
  }

  /** A single server is never left out. */
  #isOut(server: UpstreamServer, nowMs: number): boolean {
    if (this.servers.length === 1 || server.maxFails === 0) return false;
    const failures = this.#failures.get(server);
    return (
      failures !== undefined && failures.count >= server.maxFails && nowMs - failures.lastMs < server.failTimeoutMs
    );
  }
}
