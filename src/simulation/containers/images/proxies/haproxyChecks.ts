import { refused } from '../../errno.ts';
import { HttpHeaders, statusTextOf } from '../../http/message.ts';
import type { Process } from '../../process.ts';
import { connect, type Run, sleep } from '../../syscalls.ts';
import { forward } from './forward.ts';
import { argsOf, type BackendServer, type Section } from './haproxyConf.ts';

/** Health checks as haproxy does them where nothing else is said: every 2 s, down after 3 failures, up after 2 successes. */
const checkMs = 2_000;
const fall = 3;
const rise = 2;
const checkLimitMs = 2_000;

/** Writes a line of the log. */
export type Say = (level: string, text: string) => Run<unknown>;

/** What is known of the servers behind the proxy. */
export class Health {
  readonly #down = new Set<BackendServer>();
  isDown(server: BackendServer): boolean {
    return this.#down.has(server);
  }
  mark(server: BackendServer, state: 'up' | 'down'): void {
    if (state === 'down') this.#down.add(server);
    else this.#down.delete(server);
  }
}

/** `server … check`: tries to connect, or asks where `option httpchk` says so. */
export function startChecks(process: Process, section: Section, health: Health, say: Say): void {
  const checked = section.servers.filter(({ isChecked }) => isChecked);
  if (checked.length === 0) return;
  process.startThread(function* (thread) {
    const counts = new Map<BackendServer, number>();
    for (;;) {
      for (const server of checked) {
        const why = yield* check(thread, section, server);
        const isDown = health.isDown(server);
        const count = (why === undefined) === isDown ? (counts.get(server) ?? 0) + 1 : 0;
        counts.set(server, count);
        if (count < (isDown ? rise : fall)) continue;
        health.mark(server, isDown ? 'up' : 'down');
        counts.set(server, 0);
        const left = section.servers.filter((one) => !health.isDown(one)).length;
        yield* say(
          'WARNING',
          `Server ${section.name}/${server.name} is ${isDown ? 'UP' : 'DOWN'}, reason: ${why ?? 'Layer4 check passed'}, check duration: 0ms. ${left} active and 0 backup servers left.`,
        );
        if (left === 0)
          yield* say(
            'ALERT',
            `${section.kind === 'listen' ? 'proxy' : 'backend'} '${section.name}' has no server available!`,
          );
      }
      if (yield* sleep(checkMs)) return 0;
    }
  });
}

function* check(thread: Process, section: Section, server: BackendServer): Run<string | undefined> {
  const asked = argsOf(section, 'option', 'httpchk');
  if (!asked) {
    const fd = yield* connect(server.address, checkLimitMs);
    if (refused(fd))
      return fd.errno === 'ETIMEDOUT' ? 'Layer4 timeout' : `Layer4 connection problem, info: "${fd.text}"`;
    thread.close(fd);
    return undefined;
  }
  const [method, target] = asked.length > 1 ? asked : ['OPTIONS', asked[0] ?? '/'];
  const request = {
    method: method ?? 'OPTIONS',
    target: target ?? '/',
    version: '1.0' as const,
    headers: new HttpHeaders(),
    body: '',
  };
  const outcome = yield* forward(thread, server.address, request, { connectMs: checkLimitMs, answerMs: checkLimitMs });
  if ('failed' in outcome)
    return outcome.failed === 'connect'
      ? `Layer4 connection problem, info: "${outcome.problem?.text ?? ''}"`
      : 'Layer7 timeout';
  return outcome.status < 400
    ? undefined
    : `Layer7 wrong status, code: ${outcome.status}, info: "${statusTextOf(outcome.status)}"`;
}
