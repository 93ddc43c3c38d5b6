import { toBytes } from '../../../../src/simulation/containers/bytes.ts';
import { FileBudget, RegularFile } from '../../../../src/simulation/containers/filesystem.ts';
import { type LookUpOptions, type Lookup, lookUp } from '../../../../src/simulation/containers/resolver/lookUp.ts';
import type { Mount } from '../../../../src/simulation/containers/runtime.ts';
import { SimulatedRuntime } from '../../../../src/simulation/containers/simulatedRuntime.ts';
import { Network } from '../../../../src/simulation/network/network.ts';
import { Random } from '../../../../src/simulation/random.ts';
import { Timeline } from '../../../../src/simulation/timeline.ts';
import { Programs } from '../../network/runProgram.ts';
import { nameServer, nameServerOverTcp } from './nameServer.ts';
import { answerOfTestZone } from './testZone.ts';

/** A Pod's usual file. */
export const podResolverFile =
  'search default.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n';
const hosts = '127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost\n10.244.0.7\tclient\n';
/** Name servers; the second says nothing. */
const answering = ['10.96.0.10', '10.96.0.13'];
const silent = '10.96.0.12';

/** What a script did. */
export interface ScriptRun {
  readonly stdout: string;
  readonly stderr: string;
  /** Both, as they came. */
  readonly output: string;
  readonly exitCode: number | undefined;
  /** Each question that a server heard: `A web.shop`. */
  readonly questions: readonly string[];
  readonly tookMs: number;
}

/** A Pod at 10.244.0.7 that is called client, and name servers with the test zone. */
export class NameWorld {
  readonly timeline = new Timeline();
  readonly network = new Network(this.timeline, new Random(1));
  readonly programs = new Programs(this.timeline);
  readonly runtime: SimulatedRuntime;
  readonly #sandbox;
  readonly #questions: string[] = [];
  #count = 0;

  constructor() {
    const node = { nodeName: 'node-1' };
    this.runtime = new SimulatedRuntime({
      timeline: this.timeline,
      clockMs: () => Date.UTC(2026, 10, 30, 12, 24, 42) + this.timeline.nowMs,
      random: new Random(1),
      network: this.network,
      node: this.network.addNamespace({ ip: '172.18.0.2', kind: 'node', ...node }),
      cores: 4,
    });
    this.#sandbox = this.runtime.createSandbox({
      hostname: 'client',
      network: { ip: '10.244.0.7' },
      pod: { namespace: 'default', name: 'client' },
    });
    for (const ip of [...answering, silent]) {
      const server = nameServer(
        (question) => (ip === silent ? undefined : answerOfTestZone(question)),
        ({ type, name }) => this.#questions.push(`${ip === silent ? 'silent ' : ''}${type} ${name}`),
      );
      const namespace = this.network.addNamespace({ ip, kind: 'pod', ...node });
      this.programs.run(namespace, server);
      const overTcp = nameServerOverTcp(answerOfTestZone, ({ type, name }) =>
        this.#questions.push(`tcp ${type} ${name}`),
      );
      if (ip !== silent) this.programs.run(namespace, overTcp);
    }
    this.timeline.advanceTo(100);
  }

  /** One look-up of a program; what came of it, what the servers heard, and how long it took. */
  lookUp(
    name: string,
    options: LookUpOptions,
    resolverFile = podResolverFile,
  ): { lookup: Lookup; heard: readonly string[]; tookMs: number } {
    this.#questions.length = 0;
    const { network } = this.#sandbox;
    const owner = { pod: { namespace: 'default', name: 'client' } };
    const program = this.programs.run(
      network,
      function* (process) {
        for (const mount of [file('/etc/resolv.conf', resolverFile), file('/etc/hosts', hosts)]) {
          process.kernel.mounts.mount(mount.path, mount.volume, 'readOnly', 0);
        }
        const startMs = process.nowMs;
        const lookup = yield* lookUp(process, toBytes(name), options);
        return { lookup, tookMs: process.nowMs - startMs };
      },
      owner,
    );
    for (let hours = 0; !program.answer && hours < 40; hours++)
      this.timeline.advanceTo(this.timeline.nowMs + 3_600_000);
    if (!program.answer) throw new Error(`The look-up of ${name} does not end`);
    return { ...program.answer, heard: [...this.#questions] };
  }

  /** Runs a script in a container of its own, at most so long. */
  run(
    script: string,
    options: { image?: string; resolverFile?: string; hosts?: string; limitMs?: number } = {},
  ): ScriptRun {
    const { image = 'busybox:1.36', resolverFile = podResolverFile, limitMs = 600_000 } = options;
    this.#count += 1;
    this.#questions.length = 0;
    let ended: { exitCode: number; atMs: number } | undefined;
    const startMs = this.timeline.nowMs;
    const container = this.runtime.start(
      this.#sandbox,
      {
        id: String(this.#count).padStart(64, '0'),
        name: 'client',
        image,
        command: ['sh', '-c', script],
        env: new Map(),
        mounts: [file('/etc/resolv.conf', resolverFile), file('/etc/hosts', options.hosts ?? hosts)],
      },
      ({ exitCode }) => {
        ended = { exitCode, atMs: this.timeline.nowMs };
      },
    );
    if ('exitCode' in container) throw new Error(container.message);
    while (!ended && this.timeline.nowMs < startMs + limitMs) this.timeline.advanceTo(this.timeline.nowMs + 50);
    container.signal('SIGKILL');
    const textOf = (streams: readonly string[]) =>
      container.log
        .entries()
        .filter((entry) => streams.includes(entry.stream))
        .map((entry) => `${entry.text}\n`)
        .join('');
    return {
      stdout: textOf(['stdout']),
      stderr: textOf(['stderr']),
      output: textOf(['stdout', 'stderr']),
      exitCode: ended?.exitCode,
      questions: [...this.#questions],
      tookMs: (ended?.atMs ?? this.timeline.nowMs) - startMs,
    };
  }
}

function file(path: string, text: string): Mount {
  return { path, volume: new RegularFile(new FileBudget(), 0o644, 0, toBytes(text)), readOnly: false };
}
