import { isAnyAddress } from '../../../network/socketAddress.ts';
import { refused, type SystemError } from '../../errno.ts';
import { HttpServer } from '../../http/server.ts';
import type { Process } from '../../process.ts';
import { type Program, pause, type Run, sleep, wait, write } from '../../syscalls.ts';
import { AccessLog } from './accessLog.ts';
import { absolute } from './confFiles.ts';
import { type Configuration, folderProblem, readConfiguration } from './configuration.ts';
import { ConfProblem, type Directive } from './confText.ts';
import { answer } from './handler.ts';
import { ErrorLog, numbered, stamp } from './log.ts';
import type { NginxRequest } from './request.ts';
import { scopeMs } from './request.ts';

const mib = 1024 * 1024;
const masterBytes = 3 * mib;
const workerBytes = 2 * mib;
/** Processor time of the start, milliseconds. */
const startCpuMicros = 900;
const bindTries = 5;
const bindPauseMs = 500;
const maxWorkers = 16;

export interface MasterOptions {
  readonly conf: string;
  readonly extra: readonly Directive[];
  readonly version: string;
}

/** The folders for temporary files that nginx makes when it starts. */
const temporaryFolders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'] as const;

/** Reads the configuration and checks what a start would need; what is wrong has been said where there is nothing. */
export function* prepare(process: Process, options: MasterOptions): Run<Configuration | undefined> {
  const emerg = function* (text: string): Run<undefined> {
    yield* write(2, `${stamp(process.nowMs)} [emerg] ${process.pid}#${process.pid}: ${text}\nnginx: [emerg] ${text}\n`);
    return undefined;
  };
  const configuration = yield* readConfiguration(process, options.conf, options.extra);
  if (configuration instanceof ConfProblem) return yield* emerg(configuration.text);
  const user = configuration.main.own('user')[0];
  const warnings = [...configuration.warnings];
  if (user && process.credentials.uid !== 0) {
    warnings.unshift(
      `the "user" directive makes sense only if the master process runs with super-user privileges, ignored in ${user.file}:${user.line}`,
    );
  }
  for (const text of warnings) {
    yield* write(2, `${stamp(process.nowMs)} [warn] ${process.pid}#${process.pid}: ${text}\nnginx: [warn] ${text}\n`);
  }
  for (const name of temporaryFolders) {
    const given = configuration.http.value(`${name}_temp_path`, '');
    const kind = name === 'client_body' ? 'client' : name;
    const problem = folderProblem(process, given === '' ? `/var/cache/nginx/${kind}_temp` : absolute(given));
    if (problem) return yield* emerg(problem.text);
  }
  const pidFile = configuration.main.value('pid', '/run/nginx.pid');
  const fd = process.open(pidFile, { access: 'write', create: true, append: true });
  if (refused(fd)) return yield* emerg(`open() "${pidFile}" failed ${numbered(fd)}`);
  process.close(fd);
  return configuration;
}

/** `nginx -s` finds the master by this file. */
function* writePidFile(process: Process, configuration: Configuration): Run<void> {
  const fd = process.open(configuration.main.value('pid', '/run/nginx.pid'), { access: 'write', truncate: true });
  if (refused(fd)) return;
  yield* write(fd, `${process.pid}\n`);
  process.close(fd);
}

/** What one configuration has running. */
interface Running {
  readonly configuration: Configuration;
  readonly log: ErrorLog;
  readonly access: AccessLog;
  readonly servers: readonly HttpServer[];
  readonly workers: readonly Process[];
}

/** The master process: listens, starts workers, follows signals. */
export function* runMaster(process: Process, options: MasterOptions): Run<number> {
  process.charge(startCpuMicros);
  const configuration = yield* prepare(process, options);
  if (!configuration) return 1;
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP', 'SIGUSR1', 'SIGWINCH'] as const) {
    process.dispositions.set(signal, 'catch');
  }
  process.argv = [`nginx: master process ${process.argv.join(' ')}`];
  let running = yield* start(process, configuration, options, undefined);
  if (!running) return 1;
  yield* writePidFile(process, configuration);
  for (;;) {
    const signal = process.caught.shift();
    const { log } = running;
    switch (signal) {
      case 'SIGQUIT':
        yield* log.say(process, 'notice', 'signal 3 (SIGQUIT) received, shutting down');
        for (const server of running.servers) yield* server.stop();
        return yield* ended(process, running, 'gracefully shutting down');
      case 'SIGTERM':
      case 'SIGINT':
        yield* log.say(process, 'notice', `signal ${signal === 'SIGTERM' ? 15 : 2} (${signal}) received, exiting`);
        return yield* ended(process, running, undefined);
      case 'SIGHUP':
        running = yield* reloaded(process, options, running);
        break;
      case undefined:
        yield* pause();
    }
  }
}

function* start(
  process: Process,
  configuration: Configuration,
  options: MasterOptions,
  before: Running | undefined,
): Run<Running | undefined> {
  const [path = '/var/log/nginx/error.log', level] = configuration.main.args('error_log') ?? [];
  const log = ErrorLog.open(process, absolute(path), level);
  if (refused(log)) {
    yield* write(2, `nginx: [emerg] open() "${path}" failed ${numbered(log)}\n`);
    return undefined;
  }
  for (const server of before?.servers ?? []) server.close();
  const descriptors = yield* bindAll(process, configuration, log);
  if (!descriptors) return undefined;
  yield* log.say(process, 'notice', 'using the "epoll" event method');
  if (!before) {
    yield* log.say(process, 'notice', `nginx/${options.version}`);
    yield* log.say(process, 'notice', 'OS: Linux 6.1.0');
    yield* log.say(process, 'notice', 'getrlimit(RLIMIT_NOFILE): 1048576:1048576');
  }
  yield* log.say(process, 'notice', 'start worker processes');
  const workers = yield* startWorkers(process, configuration, log);
  const access = new AccessLog(configuration);
  const answered = new WeakMap<object, NginxRequest>();
  const servers = descriptors.map(
    (fd) =>
      new HttpServer(process, fd, {
        keepAliveMs: scopeMs(configuration.http, 'keepalive_timeout', 75_000),
        requestsPerConnection: Number(configuration.http.value('keepalive_requests', '1000')) || 1,
        onConnected: () => {
          configuration.counters.accepted += 1;
        },
        *onRequest(exchange) {
          const done = yield* answer(exchange, configuration, log, options.version);
          answered.set(exchange, done.request);
          return done.response.status === 444 ? undefined : done.response;
        },
        *onAnswered(exchange, response) {
          const request = answered.get(exchange);
          if (request) yield* access.add(exchange.thread, request, response);
        },
      }),
  );
  for (const server of servers) server.start();
  return { configuration, log, access, servers, workers };
}

/** Listens where the configuration says; tries again while a port is taken, as nginx does. */
function* bindAll(process: Process, configuration: Configuration, log: ErrorLog): Run<readonly number[] | undefined> {
  const listens = new Map(
    configuration.servers.flatMap(({ listens }) => listens).map((listen) => [`${listen.ip}:${listen.port}`, listen]),
  );
  const bound = new Map<string, number>();
  for (let tries = 0; tries < bindTries; tries++) {
    let isTaken = false;
    const refusals = new Map<number, SystemError>();
    for (const [key, { ip, port }] of listens) {
      // IPv6 is not part of this network; a wildcard takes every address of its port.
      if (bound.has(key) || ip === '::' || bound.has(`0.0.0.0:${port}`)) {
        const refusal = ip === '::' ? refusals.get(port) : undefined;
        if (refusal) yield* emerg(process, log, `bind() to [::]:${port} failed ${numbered(refusal)}`);
        continue;
      }
      if (!isAnyAddress(ip) && listens.has(`0.0.0.0:${port}`)) continue;
      const fd = process.listen({ ip, port }, 511);
      if (!refused(fd)) {
        bound.set(key, fd);
        continue;
      }
      yield* emerg(process, log, `bind() to ${ip}:${port} failed ${numbered(fd)}`);
      if (fd.errno !== 'EADDRINUSE') return undefined;
      refusals.set(port, fd);
      isTaken = true;
    }
    if (!isTaken) return [...bound.values()];
    yield* log.say(process, 'notice', 'try again to bind() after 500ms');
    if (yield* sleep(bindPauseMs)) return undefined;
  }
  yield* emerg(process, log, 'still could not bind()');
  return undefined;
}

function* emerg(process: Process, log: ErrorLog, text: string): Run<void> {
  yield* log.say(process, 'emerg', text);
  yield* write(2, `nginx: [emerg] ${text}\n`);
}

/** Workers stand in the process table; the connections are threads of the master. */
function* startWorkers(process: Process, configuration: Configuration, log: ErrorLog): Run<readonly Process[]> {
  const wanted = configuration.main.value('worker_processes', '1');
  const count = wanted === 'auto' ? 1 : Math.min(maxWorkers, Math.max(1, Number(wanted) || 1));
  const workers: Process[] = [];
  for (let i = 0; i < count; i++) {
    const worker = process.spawn({ program: idle, argv: ['nginx: worker process'], files: process.files.slice(0, 3) });
    if (refused(worker)) break;
    workers.push(worker);
    log.workerPid = worker.pid;
    yield* log.say(process, 'notice', `start worker process ${worker.pid}`);
  }
  process.holdMemory(masterBytes + count * workerBytes);
  return workers;
}

const idle: Program = function* (process) {
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.dispositions.set(signal, 'ignore');
  for (;;) yield* pause();
};

function* ended(process: Process, { log, workers }: Running, how: string | undefined): Run<number> {
  for (const worker of workers) {
    if (how !== undefined) yield* log.say(worker, 'notice', how);
    yield* log.say(worker, 'notice', 'exiting');
    yield* log.say(worker, 'notice', 'exit');
    process.kill(worker.pid, 'SIGTERM');
    yield* log.say(process, 'notice', `signal 17 (SIGCHLD) received from ${worker.pid}`);
    yield* log.say(process, 'notice', `worker process ${worker.pid} exited with code 0`);
  }
  yield* log.say(process, 'notice', 'exit');
  return 0;
}

/** `nginx -s reload`: a configuration with a mistake changes nothing. */
function* reloaded(process: Process, options: MasterOptions, running: Running): Run<Running> {
  yield* running.log.say(process, 'notice', 'signal 1 (SIGHUP) received, reconfiguring');
  yield* running.log.say(process, 'notice', 'reconfiguring');
  const configuration = yield* prepare(process, options);
  if (!configuration) return running;
  const next = yield* start(process, configuration, options, running);
  if (!next) return running;
  for (const worker of running.workers) {
    yield* next.log.say(worker, 'notice', 'gracefully shutting down');
    process.kill(worker.pid, 'SIGTERM');
    yield* wait(worker.pid, 'exit');
  }
  running.access.close(process);
  return next;
}
