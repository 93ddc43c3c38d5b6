import type { DnsAnswer, DnsQuestion } from '../../../../../api/dns.ts';
import type { LookupTry } from '../../../../../api/traffic.ts';
import type { Process } from '../../../process.ts';
import { askServer, dnsPort, type Reply, tryOf } from '../../../resolver/askServer.ts';
import type { Run } from '../../../syscalls.ts';
import { write } from '../../../syscalls.ts';
import { askOverTcp } from './askOverTcp.ts';
import type { BindRelease } from './bindRelease.ts';
import type { BindServer } from './bindServers.ts';

/** How a tool asks. */
export interface BindAskOptions {
  readonly release: BindRelease;
  readonly servers: readonly BindServer[];
  readonly port?: number;
  readonly timeoutMs: number;
  /** How often a server is asked that says nothing. */
  readonly tries: number;
  readonly transport: 'udp' | 'tcp';
  /** Whether SERVFAIL makes it ask the next server. */
  readonly onServfail: 'accept' | 'next';
  /** What nslookup tells of servers, and is a reason for it to ask the next one. */
  readonly tells?: 'servfail' | 'servfailAndNoRecursion';
}

/** An answer, and who gave it. */
export interface BindAnswer {
  readonly answer: DnsAnswer;
  readonly server: BindServer;
  readonly reply: Reply;
}

/** Asks one question until a server has an answer; what fails on the way is told as BIND's tools do. Nothing where none has. */
export function* bindAsk(
  process: Process,
  question: DnsQuestion,
  options: BindAskOptions,
  tries: LookupTry[],
): Run<BindAnswer | undefined> {
  const { servers, port = dnsPort, release } = options;
  const order =
    release.tells === 'eachFailure'
      ? servers.flatMap((server) => Array.from({ length: options.tries }, () => server))
      : Array.from({ length: options.tries }, () => servers).flat();
  const done = new Set<BindServer>();
  for (const [index, server] of order.entries()) {
    if (done.has(server)) continue;
    const address = { ip: server.ip, port };
    const [reply] =
      options.transport === 'tcp'
        ? [yield* askOverTcp(process, address, question, options.timeoutMs)]
        : yield* askServer(process, address, [question], options.timeoutMs);
    if (!reply) continue;
    tries.push(tryOf(server.ip, reply));
    const { answer } = reply;
    if (!answer) {
      if (release.tells === 'eachFailure') {
        const why = reply.problem === 'REFUSED_CONNECTION' ? 'connection refused' : words[reply.problem ?? 'TIMEOUT'];
        yield* write(1, `;; communications error to ${server.ip}#${port}: ${why}\n`);
      }
      continue;
    }
    const hasNext = order.slice(index + 1).some((each) => each !== server && !done.has(each));
    const next = hasNext ? ', trying next server' : '';
    if (answer.status === 'SERVFAIL' && options.onServfail === 'next') {
      if (options.tells && (hasNext || release.tells === 'eachFailure'))
        yield* write(1, `;; Got SERVFAIL reply from ${server.given}${next}\n`);
      done.add(server);
      if (hasNext) continue;
    } else if (
      options.tells === 'servfailAndNoRecursion' &&
      !answer.recursionAvailable &&
      (hasNext || release.tells === 'eachFailure')
    ) {
      yield* write(1, `;; Got recursion not available from ${server.given}${next}\n`);
      done.add(server);
      if (hasNext) continue;
    }
    return { answer, server, reply };
  }
  return undefined;
}

const words = { TIMEOUT: 'timed out', UNREACHABLE: 'host unreachable', REFUSED_CONNECTION: 'connection refused' };

/** The last words where no server had an answer. */
export function nobodyAnswered({ tells }: BindRelease): string {
  return tells === 'eachFailure'
    ? ';; no servers could be reached\n'
    : ';; connection timed out; no servers could be reached\n';
}
