import type { DnsAnswer, DnsQuestion } from '../../../../api/dns.ts';
import type { SocketAddress } from '../../../network/socketAddress.ts';
import type { OutsideWorld } from '../../clusterNames.ts';
import { refused } from '../../errno.ts';
import { type HttpResponse, textResponse } from '../../http/message.ts';
import { HttpServer } from '../../http/server.ts';
import type { Process } from '../../process.ts';
import { type Run, sleep, write } from '../../syscalls.ts';
import { formatGoAddress, goListenProblem } from '../web/goListen.ts';
import { metricsType } from '../web/metrics.ts';
import { pathOf } from '../web/query.ts';
import { simply } from '../web/smallServers.ts';
import { type Configuration, readConfiguration } from './configuration.ts';
import { DnsServer } from './dnsServer.ts';
import { type DnsListener, listenDns } from './listenDns.ts';
import type { Metrics } from './metricsPage.ts';
import { outsideAnswer } from './outsideAnswer.ts';
import type { DnsRequest, Handling } from './serving.ts';
import { sendProbe } from './upstream.ts';

/** How often the start looks whether all has been read from the API server, says that it waits, and when it goes on anyway, milliseconds. */
const syncLookMs = 100;
const syncLogMs = 500;
const syncLimitMs = 5_000;

/** By this a thread wakes the program's main part. */
export const wakeSignal = 'SIGALRM';

/** CoreDNS while it runs: its configuration, and what listens for it. */
export class CoreDns {
  readonly #process: Process;
  readonly #metrics: Metrics;
  readonly #dns = new Map<number, DnsListener>();
  readonly #http = new Map<string, HttpServer>();
  readonly #lines: string[] = [];
  #configuration: Configuration;
  #server: DnsServer;
  #outside: DnsServer | undefined;
  #isEnding = false;
  #fatal: string | undefined;

  constructor(process: Process, configuration: Configuration, metrics: Metrics) {
    this.#process = process;
    this.#metrics = metrics;
    this.#configuration = configuration;
    this.#server = this.#makeServer(configuration);
  }

  get configuration(): Configuration {
    return this.#configuration;
  }

  /** What a plugin says because of which the program must end. */
  get fatal(): string | undefined {
    return this.#fatal;
  }

  /** Starts to serve; or what CoreDNS says why it cannot. */
  *start(): Run<string | undefined> {
    const problem = this.#listenHttp(this.#configuration);
    if (problem !== undefined) return problem;
    yield* this.#waitForZones();
    const refusal = this.#listenDns(this.#configuration);
    if (refusal === undefined) this.#watchForLoops();
    return refusal;
  }

  /** Goes over to another configuration; or what CoreDNS says why it cannot, and then all stays as it is. */
  change(configuration: Configuration): string | undefined {
    const problem = this.#listenHttp(configuration) ?? this.#listenDns(configuration);
    if (problem !== undefined) {
      this.#listenHttp(this.#configuration);
      this.#listenDns(this.#configuration);
      return problem;
    }
    this.#configuration = configuration;
    this.#server = this.#makeServer(configuration);
    this.#outside = undefined;
    this.#watchForLoops();
    return undefined;
  }

  /** From now on it is neither ready nor well, and still answers. */
  beginEnd(): void {
    this.#isEnding = true;
    for (const [key, server] of this.#http) if (key.startsWith('ready ')) server.close();
  }

  /** Writes what plugins have logged. */
  *writeLog(thread: Process): Run<void> {
    while (this.#lines.length > 0) {
      const text = this.#lines.splice(0).join('\n');
      if (yield* write(1, `${text}\n`)) return;
      thread.charge(1);
    }
  }

  answer(request: DnsRequest, port: number): Handling {
    return this.#server.answer(request, port);
  }

  /** See `RunningNameServer.answerOutside`. */
  answerOutside(question: DnsQuestion, world: OutsideWorld): DnsAnswer {
    if (!this.#outside) {
      // Read once more: nothing is shared with the plugins that answer inside.
      const { source } = this.#configuration;
      const again = readConfiguration({ ...source, randomName: () => 'nobody.asks.for.it' });
      const sites = typeof again === 'string' ? [] : again.sites;
      this.#outside = new DnsServer(
        { sites },
        {
          nowMs: () => this.#process.nowMs,
          randomInteger: (low, high) => world.randomInteger(low, high),
          log: () => {},
        },
      );
    }
    return outsideAnswer(this.#outside, question, world);
  }

  #makeServer(configuration: Configuration): DnsServer {
    const process = this.#process;
    return new DnsServer(
      configuration,
      {
        nowMs: () => process.nowMs,
        randomInteger: (low, high) => process.kernel.randomInteger(low, high),
        log: (line) => void this.#lines.push(line),
      },
      (site, request, outcome) => this.#metrics.count(site, request, outcome),
    );
  }

  #watchForLoops(): void {
    const process = this.#process;
    for (const { zone, set } of this.#configuration.sites) {
      const loop = set.find((plugin) => plugin.loop?.zone === zone)?.loop;
      const port = this.#configuration.sites.find((site) => site.zone === zone)?.port;
      if (!loop || port === undefined) continue;
      loop.onLoop = (text) => {
        this.#fatal ??= text;
        process.kernel.signal(process, wakeSignal, 'inside');
      };
      process.startThread((thread) => sendProbe(thread, loop.name, port));
    }
  }

  *#waitForZones(): Run<void> {
    const isSynced = () => this.#configuration.set.every(({ zone }) => zone?.isSynced !== false);
    if (this.#configuration.set.every(({ zone }) => !zone)) return;
    for (let waitedMs = syncLookMs; ; waitedMs += syncLookMs) {
      yield* sleep(syncLookMs);
      if (isSynced() || this.#process.caught.length > 0) return;
      if (waitedMs >= syncLimitMs) {
        yield* write(1, '[WARNING] plugin/kubernetes: starting server with unsynced Kubernetes API\n');
        return;
      }
      if (waitedMs % syncLogMs === 0) {
        yield* write(1, '[INFO] plugin/kubernetes: waiting for Kubernetes API before starting server\n');
      }
    }
  }

  #listenDns({ sites }: Configuration): string | undefined {
    const ports = new Set(sites.map(({ port }) => port));
    for (const port of ports) {
      if (this.#dns.has(port)) continue;
      const listener = listenDns(this.#process, port, this);
      if (typeof listener === 'string') return `Listen: ${listener}`;
      this.#dns.set(port, listener);
    }
    for (const [port, listener] of this.#dns) {
      if (ports.has(port)) continue;
      listener.close();
      this.#dns.delete(port);
    }
    return undefined;
  }

  #listenHttp({ set }: Configuration): string | undefined {
    const wanted = new Map<string, SocketAddress>();
    for (const { name, listens } of set) if (listens) wanted.set(`${name} ${formatGoAddress(listens)}`, listens);
    for (const [key, server] of this.#http) {
      if (wanted.has(key)) continue;
      server.close();
      this.#http.delete(key);
    }
    for (const [key, address] of wanted) {
      if (this.#http.has(key)) continue;
      const fd = this.#process.listen(address);
      if (refused(fd)) return goListenProblem(address, fd);
      const [name = ''] = key.split(' ');
      const server = new HttpServer(this.#process, fd, {
        onRequest: simply(({ request }) => this.#answerHttp(name, pathOf(request.target).path)),
      });
      server.start();
      this.#http.set(key, server);
    }
    return undefined;
  }

  #answerHttp(name: string, path: string): HttpResponse {
    if (name === 'health' && path === '/health')
      return this.#isEnding ? textResponse(503, '') : textResponse(200, 'OK');
    if (name === 'ready' && path === '/ready') {
      const waiting = this.#configuration.set.filter(({ zone }) => zone?.isSynced === false);
      return waiting.length === 0 && this.#dns.size > 0
        ? textResponse(200, 'OK')
        : textResponse(503, waiting.map((plugin) => plugin.name).join(','));
    }
    if (name === 'prometheus' && path === '/metrics') {
      return textResponse(200, this.#metrics.page(this.#configuration), metricsType);
    }
    return textResponse(404, '404 page not found\n');
  }
}
