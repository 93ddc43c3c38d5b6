import type { DnsAnswer, DnsQuestion } from '../../../api/dns.ts';
import type { LookupTry } from '../../../api/traffic.ts';
import type { Process } from '../process.ts';
import type { Run } from '../syscalls.ts';
import { askServer, dnsPort, type Reply, tryOf } from './askServer.ts';
import { type NameAnswer, nameAnswerOf } from './nameAnswer.ts';
import type { ResolverConfiguration } from './resolverConfiguration.ts';
import type { ResolverKind } from './resolverKind.ts';

/** Statuses that are no answer: another server may know more. */
const rejected: ReadonlySet<string | undefined> = new Set([undefined, 'SERVFAIL', 'NOTIMP', 'REFUSED', 'FORMERR']);

/**
 * Asks for one whole name as glibc, uClibc and Go do: one server after the other until one has an answer, then all of them once more.
 * The questions for both families go out at the same time, unless `single-request` keeps them apart.
 */
export function* askOneAtATime(
  process: Process,
  name: string,
  types: readonly string[],
  configuration: ResolverConfiguration,
  kind: ResolverKind,
  tries: LookupTry[],
): Run<NameAnswer> {
  const { options, attempts } = configuration;
  const keepsApart = options.has('single-request') || options.has('single-request-reopen');
  const servers = serversInTurn(process, configuration);
  const questions = types.map((type) => ({ name, type, class: 'IN' }));
  let last: readonly (DnsAnswer | undefined)[] = [];
  let isAnybodyThere = false;
  for (let attempt = 0; attempt < attempts; attempt++) {
    for (const [index, server] of servers.entries()) {
      const leftMs = (configuration.deadlineMs ?? Number.POSITIVE_INFINITY) - process.nowMs;
      if (leftMs <= 0) break;
      const patienceMs = kind === 'glibc' ? glibcTimeoutMs(configuration, index) : configuration.timeoutMs;
      const timeoutMs = Math.min(patienceMs, leftMs);
      const replies: Reply[] = [];
      for (const together of keepsApart ? questions.map((question) => [question]) : [questions]) {
        replies.push(...(yield* ask(process, server, together, timeoutMs, tries)));
      }
      if (replies.some(({ answer, problem }) => answer || problem === 'TIMEOUT')) isAnybodyThere = true;
      last = replies.map(({ answer }) => answer);
      if (isEnough(last)) return nameAnswerOf(name, last);
    }
  }
  const answer = nameAnswerOf(name, last);
  return isAnybodyThere ? answer : { ...answer, outcome: 'nobodyThere' };
}

/** Whether nobody else has to be asked: one that is rejected is passed over where the other is there. */
function isEnough(answers: readonly (DnsAnswer | undefined)[]): boolean {
  return answers.every((answer) => answer) && answers.some((answer) => !rejected.has(answer?.status));
}

function* ask(
  process: Process,
  server: string,
  questions: readonly DnsQuestion[],
  timeoutMs: number,
  tries: LookupTry[],
): Run<readonly Reply[]> {
  const replies = yield* askServer(process, { ip: server, port: dnsPort }, questions, timeoutMs);
  tries.push(...replies.map((reply) => tryOf(server, reply)));
  return replies;
}

/** `rotate` begins with any of them. */
function serversInTurn(process: Process, { nameServers, options }: ResolverConfiguration): readonly string[] {
  if (!options.has('rotate') || nameServers.length < 2) return nameServers;
  const first = process.kernel.randomInteger(0, nameServers.length);
  return [...nameServers.slice(first), ...nameServers.slice(0, first)];
}

/** glibc waits for the first server as long as it is told; for each further one twice as long, divided by their number. */
function glibcTimeoutMs({ timeoutMs, nameServers }: ResolverConfiguration, index: number): number {
  if (index === 0) return timeoutMs;
  return Math.max(1, Math.floor((timeoutMs / 1000) * (2 ** index / nameServers.length))) * 1000;
}
