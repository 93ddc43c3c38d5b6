import { refused } from '../../errno.ts';
import type { Process } from '../../process.ts';
import { type Program, pause, type Run, sleep, work, write } from '../../syscalls.ts';
import { goFlag } from '../web/goFlags.ts';
import { type Configuration, type ConfigurationSource, formOf, readConfiguration } from './configuration.ts';
import { CoreDns, wakeSignal } from './coreDns.ts';
import { corefileDigest } from './corefileDigest.ts';
import { corefileImports } from './corefileImports.ts';
import { formatDuration } from './goText.ts';
import { Metrics } from './metricsPage.ts';
import { type Release, saysProcessors } from './release.ts';

const mib = 1024 * 1024;
const memoryBytes = 14 * mib;
/** Processor time of the start, milliseconds: to read the Corefile and set up the plugins. */
const startCpuMs = 60;
const maxCorefileBytes = 128 * 1024;
const dnsPort = 53;

/** `/coredns`: the name server (https://coredns.io/manual/toc/). */
export function coreDnsProgram(release: Release): Program {
  return function* (process) {
    const { argv } = process;
    const banner = `CoreDNS-${release.version}\nlinux/amd64, ${release.goVersion}, ${release.revision}\n`;
    if (/^--?version$/.test(argv[1] ?? '')) {
      yield* write(1, banner);
      return 0;
    }
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGUSR1', wakeSignal] as const)
      process.dispositions.set(signal, 'catch');
    process.holdMemory(memoryBytes);
    yield* work(startCpuMs);
    if (saysProcessors(release)) yield* write(1, `${processorsLine(process)}\n`);
    const source = readSource(process);
    const configuration = typeof source === 'string' ? source : readConfiguration(source);
    if (typeof configuration === 'string') return yield* giveUp(configuration);
    const metrics = new Metrics(release);
    const coreDns = new CoreDns(process, configuration, metrics);
    const problem = yield* coreDns.start();
    if (problem !== undefined) return yield* giveUp(problem);
    const zones = configuration.sites.map(({ zone, port }) => `${zone === '.' ? '.' : `${zone}.`}:${port}\n`);
    yield* write(1, zones.sort().join('') + reloadLine(configuration) + banner);
    announce(process, coreDns);
    const reloader = startReloader(process, coreDns, metrics);
    return yield* run(process, coreDns, reloader);
  };
}

/** Deals with signals until one of them ends the program. */
function* run(process: Process, coreDns: CoreDns, reload: () => Run<void>): Run<number> {
  for (;;) {
    const signal = process.caught.shift();
    const { fatal } = coreDns;
    if (fatal !== undefined) return yield* giveUp(fatal);
    if (signal === 'SIGTERM' || signal === 'SIGINT') {
      yield* write(
        1,
        `[INFO] ${signal}: ${signal === 'SIGTERM' ? 'Shutting down servers then terminating' : 'Shutting down'}\n`,
      );
      yield* end(process, coreDns);
      return 0;
    }
    if (signal === 'SIGQUIT') {
      yield* write(1, '[INFO] SIGQUIT: Quitting process immediately\n');
      return 0;
    }
    if (signal === 'SIGUSR1') {
      yield* write(1, '[INFO] SIGUSR1: Reloading\n');
      yield* reload();
    } else if (signal === undefined) yield* pause();
  }
}

/** For a while it still answers, so that clients hear in time that it goes. */
function* end(process: Process, coreDns: CoreDns): Run<void> {
  coreDns.beginEnd();
  const lameduckMs = Math.max(0, ...coreDns.configuration.set.map((plugin) => plugin.lameduckMs ?? 0));
  if (lameduckMs === 0) return;
  yield* write(1, `[INFO] plugin/health: Going into lameduck mode for ${formatDuration(lameduckMs)}\n`);
  const endMs = process.nowMs + lameduckMs;
  while (process.nowMs < endMs) {
    process.caught.length = 0;
    yield* sleep(endMs - process.nowMs);
  }
}

/** `log.Fatal`. */
function* giveUp(problem: string): Run<number> {
  yield* write(2, `${problem}\n`);
  return 1;
}

function processorsLine({ kernel: { cpu } }: Process): string {
  const quota = cpu.limits.limitCores;
  if (quota === undefined) return `maxprocs: Leaving GOMAXPROCS=${cpu.nodeCores}: CPU quota undefined`;
  const why = quota < 1 ? 'using minimum allowed GOMAXPROCS' : 'determined from CPU quota';
  return `maxprocs: Updating GOMAXPROCS=${Math.max(1, Math.floor(quota))}: ${why}`;
}

function reloadLine({ set, form }: Configuration): string {
  const isWatched = set.some(({ reload }) => reload);
  return isWatched ? `[INFO] plugin/reload: Running configuration SHA512 = ${corefileDigest(form)}\n` : '';
}

/** What the configuration is read from, as its file is now; or why that cannot be. */
function readSource(process: Process): ConfigurationSource | string {
  const { argv, kernel } = process;
  const file = goFlag(argv, 'conf') ?? 'Corefile';
  const text = readText(process, file);
  if (text === undefined) return `loading Caddyfile via flag: open ${file}: no such file or directory`;
  const { clusterNames, network } = kernel;
  return {
    file,
    text,
    env: process.env,
    imported: corefileImports(process, file),
    defaultPort: Number(goFlag(argv, 'dns.port') ?? goFlag(argv, 'p') ?? dnsPort),
    readFile: (path) => readText(process, path),
    ownAddresses: [network.ip],
    randomName: () => `${randomDigits(process)}.${randomDigits(process)}`,
    ...(clusterNames && { openZone: (settings) => clusterNames.openZone(settings) }),
  };
}

/** A number of 63 bits or a little less. */
function randomDigits({ kernel }: Process): string {
  return `${kernel.randomInteger(1, 10)}${Array.from({ length: 18 }, () => kernel.randomInteger(0, 10)).join('')}`;
}

/** A file's text; nothing where there is none. */
function readText(process: Process, path: string): string | undefined {
  const node = process.stat(path);
  return refused(node) || node.kind !== 'file' ? undefined : node.content.text.slice(0, maxCorefileBytes);
}

/** Tells the cluster that questions are answered here. */
function announce(process: Process, coreDns: CoreDns): void {
  process.kernel.clusterNames?.announce({
    address: { ip: process.kernel.network.ip, port: dnsPort },
    get isRunning() {
      return process.state !== 'ended';
    },
    answerOutside: (question, world) => coreDns.answerOutside(question, world),
  });
}

/** Looks for another Corefile now and then, and goes over to it; what is returned does that at once. */
function startReloader(process: Process, coreDns: CoreDns, metrics: Metrics): () => Run<void> {
  let tried = coreDns.configuration.form;
  const reload = function* (): Run<void> {
    yield* write(1, '[INFO] Reloading\n');
    const source = readSource(process);
    const configuration = typeof source === 'string' ? source : readConfiguration(source);
    const problem = typeof configuration === 'string' ? configuration : coreDns.change(configuration);
    if (problem === undefined) {
      yield* write(1, `${reloadLine(coreDns.configuration)}[INFO] Reloading complete\n`);
      return;
    }
    metrics.countFailedReload();
    const why = `Corefile changed but reload failed: starting with listener file descriptors: ${problem}`;
    yield* write(1, `[ERROR] Restart failed: ${problem}\n[ERROR] plugin/reload: ${why}\n`);
  };
  process.startThread(function* (thread) {
    for (;;) {
      const watched = coreDns.configuration.set.find((plugin) => plugin.reload)?.reload;
      if (!watched) return 0;
      const { intervalMs, jitterMs } = watched;
      yield* sleep(intervalMs + thread.kernel.randomInteger(0, jitterMs) - Math.floor(jitterMs / 2));
      const source = readSource(process);
      if (typeof source === 'string') continue;
      const form = formOf(source);
      if (typeof form !== 'string') {
        yield* write(1, `[WARNING] plugin/reload: Corefile parse failed: ${form.problem}\n`);
        continue;
      }
      // The same file is not tried again, be it right or wrong.
      if (form === tried) continue;
      tried = form;
      yield* reload();
    }
  });
  return reload;
}
