import type { DnsAnswer } from '../../../../src/api/dns.ts';
import { coreDnsConfig } from '../../../../src/simulation/addons/coreDns.ts';
import type { RunningNameServer } from '../../../../src/simulation/containers/clusterNames.ts';
import { receiveDatagram, sendDatagram } from '../../../../src/simulation/containers/datagrams.ts';
import { refused } from '../../../../src/simulation/containers/errno.ts';
import { Directory, FileBudget } from '../../../../src/simulation/containers/filesystem.ts';
import { hasFailed, sendRequest } from '../../../../src/simulation/containers/http/client.ts';
import { HttpHeaders } from '../../../../src/simulation/containers/http/message.ts';
import type { Process } from '../../../../src/simulation/containers/process.ts';
import type { ContainerExit, RunningContainer } from '../../../../src/simulation/containers/runtime.ts';
import { SimulatedRuntime } from '../../../../src/simulation/containers/simulatedRuntime.ts';
import type { Run } from '../../../../src/simulation/containers/syscalls.ts';
import { ClusterZone } from '../../../../src/simulation/dns/clusterZone.ts';
import { Network } from '../../../../src/simulation/network/network.ts';
import { setUpOutside } from '../../../../src/simulation/outside/outsideWorld.ts';
import { Random } from '../../../../src/simulation/random.ts';
import { startMs, ZoneWorld } from '../../dns/zoneWorld.ts';

/** What kubeadm writes. */
export const kubeadmCorefile = coreDnsConfig.data?.Corefile ?? '';

const ip = '10.244.0.2';
const files = () => new Directory({ mode: 0o755, budget: new FileBudget() });

/** A Pod with CoreDNS on a Node of a cluster whose objects a test puts into `world`. */
export class CoreDnsPod {
  readonly world = new ZoneWorld();
  readonly announced: RunningNameServer[] = [];
  readonly network: Network;
  readonly container: RunningContainer;
  exit: ContainerExit | undefined;
  readonly #runtime: SimulatedRuntime;
  readonly #corefile = files();

  constructor(
    corefile = kubeadmCorefile,
    options: {
      image?: string;
      args?: string[];
      resolvConf?: string;
      more?: Record<string, string>;
      cluster?: 'none' | 'silent';
    } = {},
  ) {
    const { timeline } = this.world;
    const clockMs = () => startMs + timeline.nowMs;
    this.network = new Network(timeline, new Random(1));
    setUpOutside({ timeline, clockMs, random: new Random(2), network: this.network });
    this.#runtime = new SimulatedRuntime({
      timeline,
      clockMs,
      random: new Random(3),
      network: this.network,
      node: this.network.addNamespace({ ip: '192.168.0.11', nodeName: 'node-1', kind: 'node' }),
      cores: 4,
      ...(options.cluster !== 'none' && {
        clusterNames: {
          openZone: (settings) => {
            const zone = new ClusterZone(this.world.index, settings);
            if (options.cluster !== 'silent') return zone;
            return { isSynced: false, find: (question) => new ZoneWorld().unsynced(settings).find(question) };
          },
          announce: (server) => void this.announced.push(server),
        },
      }),
    });
    const sandbox = this.#runtime.createSandbox({ hostname: 'coredns-1', network: { ip } });
    for (const [name, text] of Object.entries({ Corefile: corefile, ...options.more })) this.write(name, text);
    const etc = files();
    const resolvConf = etc.createFile('resolv.conf', 0o644, 0, options.resolvConf ?? 'nameserver 192.168.0.1\n');
    const started = this.#runtime.start(
      sandbox,
      {
        id: '1'.padStart(64, '0'),
        name: 'coredns',
        image: options.image ?? 'registry.k8s.io/coredns/coredns:v1.12.1',
        args: options.args ?? ['-conf', '/etc/coredns/Corefile'],
        env: new Map(),
        mounts: [
          { path: '/etc/coredns', volume: this.#corefile, readOnly: true },
          ...(refused(resolvConf) ? [] : [{ path: '/etc/resolv.conf', volume: resolvConf, readOnly: true }]),
        ],
      },
      (exit) => {
        this.exit = exit;
      },
    );
    if ('exitCode' in started) throw new Error(started.message);
    this.container = started;
    this.run(1_000);
  }

  /** A file beside the Corefile, or another Corefile: what the kubelet does when the ConfigMap has changed. */
  write(name: string, text: string): void {
    this.#corefile.remove(name, 0);
    this.#corefile.createFile(name, 0o644, 0, text);
  }

  run(ms: number): void {
    this.world.run(ms);
  }

  /** All that it has logged. */
  get log(): string {
    return this.container.log
      .entries()
      .map(({ text }) => `${text}\n`)
      .join('');
  }

  /** Lets a program run in the Node's network until it ends: what it answers. */
  onNode<T>(program: (process: Process) => Run<T>, waitMs = 20_000): T | undefined {
    let answer: T | undefined;
    this.#runtime.runOnNode(program, (value) => {
      answer = value;
    });
    for (let waitedMs = 0; answer === undefined && waitedMs < waitMs; waitedMs++) this.run(1);
    return answer;
  }

  /** Status and body of a request to one of its ports; what Linux calls the error where there is none. */
  get(port: number, path: string): string {
    const answer = this.onNode(function* (process) {
      const headers = new HttpHeaders([['Host', ip]]);
      const request = { method: 'GET', target: path, version: '1.1' as const, headers, body: '' };
      const outcome = yield* sendRequest(process, { ip, port }, request, 5_000);
      if (!hasFailed(outcome)) return `${outcome.status} ${outcome.body}`;
      return typeof outcome.problem === 'string' ? outcome.problem : outcome.problem.errno;
    });
    return answer ?? '';
  }

  /** What it answers over UDP; nothing where it does not within 10 s. */
  ask(name: string, type = 'A', questionClass = 'IN'): DnsAnswer | undefined {
    const found = this.onNode(function* (process) {
      const fd = process.connectUdp({ ip, port: 53 });
      if (refused(fd)) return 'refused' as const;
      sendDatagram(process, fd, { id: 4711, question: { name, type, class: questionClass } });
      const received = yield* receiveDatagram(process, fd, 10_000);
      process.close(fd);
      return refused(received) || typeof received.content === 'string' ? 'none' : (received.content.answer ?? 'none');
    });
    return typeof found === 'object' ? found : undefined;
  }
}
