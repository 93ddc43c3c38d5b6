import { readOptions } from '../../applets/options.ts';
import { refused } from '../../errno.ts';
import type { Process } from '../../process.ts';
import { signalNumbers } from '../../signals.ts';
import { compute, type Program, type Run, write } from '../../syscalls.ts';
import { ConfProblem, type Directive, parseConf } from './confText.ts';
import { numbered } from './log.ts';
import { type MasterOptions, prepare, runMaster } from './master.ts';

const signals = { stop: 'SIGTERM', quit: 'SIGQUIT', reload: 'SIGHUP', reopen: 'SIGUSR1' } as const;

/** The `nginx` executable: `-t`, `-T`, `-s`, `-g`, `-c`, `-v`, `-V`; without them it serves. */
export function nginxProgram(version: string): Program {
  return function* (process) {
    const { flags, given, problem } = readOptions(process.argv, 'tTqs:g:c:p:e:vVh?');
    if (problem !== undefined) {
      yield* write(2, `nginx: invalid option: "${problem.replace(/^[^:]*: /, '')}"\n`);
      return 1;
    }
    if (flags.has('v') || flags.has('V')) {
      yield* write(2, `nginx version: nginx/${version}\n`);
      return 0;
    }
    const conf = flags.get('c') ?? '/etc/nginx/nginx.conf';
    const extra: Directive[] = [];
    for (const [letter, text] of given) {
      if (letter !== 'g') continue;
      const parsed = parseConf(text.trimEnd().endsWith(';') ? text : `${text};`, 'command line');
      if (parsed instanceof ConfProblem) {
        yield* write(2, `nginx: [emerg] ${parsed.text}\n`);
        return 1;
      }
      extra.push(...parsed);
    }
    const options: MasterOptions = { conf, extra, version };
    if (flags.has('s')) return yield* sendSignal(process, flags.get('s') ?? '');
    if (flags.has('t') || flags.has('T')) return yield* test(process, options, flags.has('T'));
    const staysInFront =
      extra.some(({ name, args }) => name === 'daemon' && args[0] === 'off') ||
      (yield* confSaysDaemonOff(process, conf));
    if (staysInFront) return yield* runMaster(process, options);
    return yield* becomeDaemon(process, options);
  };
}

function* confSaysDaemonOff(process: Process, conf: string): Run<boolean> {
  yield* compute();
  const node = process.stat(conf);
  return !refused(node) && node.kind === 'file' && /^[ \t]*daemon[ \t]+off;/m.test(node.content.read(0, 65_536));
}

/** The server goes on in the background and its parent ends: in a container without another process 1 that is the end. */
function* becomeDaemon(process: Process, options: MasterOptions): Run<number> {
  const child = process.spawn({ program: (master) => runMaster(master, options), argv: process.argv });
  yield* compute();
  return refused(child) ? 1 : 0;
}

function* test(process: Process, options: MasterOptions, shows: boolean): Run<number> {
  const configuration = yield* prepare(process, options);
  if (!configuration) {
    yield* write(2, `nginx: configuration file ${options.conf} test failed\n`);
    return 1;
  }
  yield* write(
    2,
    `nginx: the configuration file ${options.conf} syntax is ok\nnginx: configuration file ${options.conf} test is successful\n`,
  );
  const node = process.stat(options.conf);
  if (shows && !refused(node) && node.kind === 'file')
    yield* write(1, `# configuration file ${options.conf}:\n${node.content.text}\n`);
  return 0;
}

function* sendSignal(process: Process, name: string): Run<number> {
  const signal = Object.hasOwn(signals, name) ? signals[name as keyof typeof signals] : undefined;
  if (!signal) {
    yield* write(2, `nginx: invalid option: "-s ${name}"\n`);
    return 1;
  }
  for (const path of ['/run/nginx.pid', '/tmp/nginx.pid']) {
    const node = process.stat(path);
    if (refused(node) || node.kind !== 'file') continue;
    const pid = Number(node.content.text.trim());
    const refusal = pid > 0 ? process.kill(pid, signal) : undefined;
    if (!refusal && pid > 0) {
      yield* write(
        2,
        `${new Date(process.nowMs).toISOString().slice(0, 19).replace('T', ' ').replaceAll('-', '/')} [notice] ${process.pid}#${process.pid}: signal process started\n`,
      );
      return 0;
    }
    yield* write(2, `nginx: [alert] kill(${pid}, ${signalNumbers[signal]}) failed (3: No such process)\n`);
    return 1;
  }
  const missing = process.stat('/run/nginx.pid');
  yield* write(2, `nginx: [error] open() "/run/nginx.pid" failed ${refused(missing) ? numbered(missing) : ''}\n`);
  return 1;
}
