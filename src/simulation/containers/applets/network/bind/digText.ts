import type { DnsAnswer, DnsQuestion, DnsRecord } from '../../../../../api/dns.ts';
import { replyTo } from '../../../../../api/dnsWire/reply.ts';
import type { BindAnswer } from './bindAsk.ts';
import type { BindRelease } from './bindRelease.ts';
import type { DigLookup } from './digArguments.ts';
import { questionLine, recordLine } from './recordText.ts';

/** What dig shows of an answer but its head. */
export function digText(
  { parts, options, port = 53 }: DigLookup,
  question: DnsQuestion,
  { answer, server, reply }: BindAnswer,
  {
    release,
    cookie,
    nowMs,
    transport,
  }: { release: BindRelease; cookie: string; nowMs: number; transport: 'UDP' | 'TCP' },
): string {
  const style = { ttl: parts.has('ttlid'), class: parts.has('class') };
  const hasCookie = options.has('cookie') && options.has('edns') && release.isModern;
  let text = '';
  if (parts.has('comments')) text += headText(question, answer, reply.id, { release, options, cookie, hasCookie });
  const section = (title: string, lines: readonly string[]) => {
    if (lines.length === 0) return;
    if (parts.has('comments')) text += `;; ${title} SECTION:\n`;
    text += lines.map((line) => `${line}\n`).join('');
    if (parts.has('comments')) text += '\n';
  };
  const linesOf = (records: readonly DnsRecord[]) => records.map((record) => recordLine(record, style));
  if (parts.has('question')) section('QUESTION', [questionLine(question, style)]);
  if (parts.has('answer')) section('ANSWER', linesOf(answer.answers));
  if (parts.has('authority')) section('AUTHORITY', linesOf(answer.authority));
  if (parts.has('additional')) section('ADDITIONAL', linesOf(answer.additional));
  if (!parts.has('stats')) return text;
  const bytes = messageBytes(question, answer, release, { options, hasCookie, transport });
  const by = release.tells === 'eachFailure' ? ` (${transport})` : '';
  return `${text};; Query time: ${reply.tookMs} msec\n;; SERVER: ${server.ip}#${port}(${server.given})${by}\n;; WHEN: ${when(nowMs)}\n;; MSG SIZE  rcvd: ${bytes}\n\n`;
}

function headText(
  question: DnsQuestion,
  answer: DnsAnswer,
  id: number,
  {
    release,
    options,
    cookie,
    hasCookie,
  }: { release: BindRelease; options: ReadonlySet<string>; cookie: string; hasCookie: boolean },
): string {
  const wantsRecursion = options.has('recurse');
  const flags = ['qr', answer.authoritative && 'aa', wantsRecursion && 'rd', answer.recursionAvailable && 'ra'].filter(
    (flag) => flag,
  );
  const counts = [
    1,
    answer.answers.length,
    answer.authority.length,
    answer.additional.length + (options.has('edns') ? 1 : 0),
  ];
  const isLeak = release.isModern && /(^|\.)local$/i.test(question.name);
  const lines = [
    ';; Got answer:',
    ...(isLeak
      ? [
          ';; WARNING: .local is reserved for Multicast DNS',
          ';; You are currently testing what happens when an mDNS query is leaked to DNS',
        ]
      : []),
    `;; ->>HEADER<<- opcode: QUERY, status: ${answer.status}, id: ${id}`,
    `;; flags: ${flags.join(' ')}; QUERY: ${counts[0]}, ANSWER: ${counts[1]}, AUTHORITY: ${counts[2]}, ADDITIONAL: ${counts[3]}`,
    ...(wantsRecursion && !answer.recursionAvailable ? [';; WARNING: recursion requested but not available'] : []),
    '',
    ...(options.has('edns')
      ? [
          ';; OPT PSEUDOSECTION:',
          `; EDNS: version: 0, flags:${options.has('dnssec') || options.has('do') ? ' do' : ''}; udp: ${release.udpBytes}`,
          // CoreDNS sends a client's cookie back as it came.
          ...(hasCookie ? [`; COOKIE: ${cookie} (echoed)`] : []),
        ]
      : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** How long the message was on the wire. */
function messageBytes(
  question: DnsQuestion,
  answer: DnsAnswer,
  { udpBytes }: BindRelease,
  { options, hasCookie, transport }: { options: ReadonlySet<string>; hasCookie: boolean; transport: 'UDP' | 'TCP' },
): number {
  const edns = {
    udpBytes,
    version: 0,
    flags: 0,
    options: hasCookie ? [{ code: 10, data: new Uint8Array(8) }] : [],
  };
  const query = {
    id: 0,
    recursionDesired: true,
    checkingDisabled: false,
    question,
    ...(options.has('edns') && { edns }),
  };
  return replyTo(query, answer, transport === 'TCP' ? 'tcp' : 'udp').length;
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Mon Nov 30 12:24:42 UTC 2026`. */
function when(nowMs: number): string {
  const time = new Date(nowMs);
  const clock = time.toISOString().slice(11, 19);
  const day = String(time.getUTCDate()).padStart(2, '0');
  return `${days[time.getUTCDay()]} ${months[time.getUTCMonth()]} ${day} ${clock} UTC ${time.getUTCFullYear()}`;
}
