import type { DnsAnswer } from '../../../../api/dns.ts';
import { labelsOf } from '../../../../api/dnsWire/nameText.ts';
import { replyBytes } from '../../../../api/dnsWire/reply.ts';
import type { CorefileWords } from './corefileWords.ts';
import { type DnsRequest, type MakeHandler, type Outcome, rooted } from './serving.ts';
import { isInZone, readZone } from './zones.ts';

type ResponseClass = 'success' | 'denial' | 'error';

/** One `log`: which questions get a line. */
export interface LogRule {
  readonly zones: readonly string[];
  readonly classes: ReadonlySet<string>;
  readonly format: string;
}

const common =
  '{remote}:{port} - {>id} "{type} {class} {name} {proto} {size} {>do} {>bufsize}" {rcode} {>rflags} {rsize} {duration}';
const combined = `${common} "{>opcode}"`;
const classNames = new Set(['success', 'denial', 'error', 'all']);
/** What the plugins do for an answer, seconds: the time that passes meanwhile in the simulation is none. */
const answerS = 0.000_06;
const recordS = 0.000_004;

/** Reads the lines of `log` (https://coredns.io/plugins/log/). */
export function readLog(words: CorefileWords, blockZones: readonly string[]): readonly LogRule[] {
  const rules: LogRule[] = [];
  for (let line = words.nextUse(); line; line = words.nextUse()) {
    const last = line.at(-1) ?? '';
    const hasFormat = last.includes('{') && line.length > 1;
    const names = hasFormat ? line.slice(0, -1) : line;
    const zones = names.flatMap((word) => readZone(word) ?? []);
    const classes = new Set<string>();
    for (const [name, values] of words.block()) {
      if (name !== 'class' || values.length === 0) words.failCount();
      for (const each of values) {
        if (classNames.has(each)) classes.add(each);
        else words.fail(`invalid log class ${JSON.stringify(each)}`);
      }
    }
    rules.push({
      zones: line.length === 0 ? ['.'] : zones.length > 0 ? zones : blockZones,
      classes: classes.size > 0 ? classes : new Set(['all']),
      format: (hasFormat ? last : common).replace('{combined}', combined).replace('{common}', common),
    });
  }
  return rules;
}

/** Writes a line for each question, in the order in which they are answered. */
export function serveLog(rules: readonly LogRule[]): MakeHandler {
  return (next, serving) =>
    function* (request) {
      const name = request.question.name.toLowerCase();
      const rule = rules.find(({ zones }) => zones.some((zone) => isInZone(name, zone)));
      if (!rule) return yield* next(request);
      const startMs = serving.nowMs();
      const outcome = yield* next(request);
      if (rule.classes.has('all') || rule.classes.has(classOf(outcome.answer))) {
        serving.log(`[INFO] ${lineOf(rule.format, request, outcome, (serving.nowMs() - startMs) / 1000)}`);
      }
      return outcome;
    };
}

function classOf({ status, answers }: DnsAnswer): ResponseClass {
  if (status === 'NXDOMAIN') return 'denial';
  return status === 'NOERROR' ? (answers.length > 0 ? 'success' : 'denial') : 'error';
}

function lineOf(format: string, request: DnsRequest, { answer, writtenBy }: Outcome, waitedS: number): string {
  const { id, question, client, transport, dnssecOk, udpBytes } = request;
  const isWritten = writtenBy !== undefined;
  const query = { id, question, recursionDesired: true, checkingDisabled: false };
  const values: Readonly<Record<string, string | number>> = {
    remote: client.ip.includes(':') ? `[${client.ip}]` : client.ip,
    port: client.port,
    '>id': id,
    type: question.type,
    class: question.class,
    name: rooted(question.name),
    proto: transport,
    size: questionBytes(question.name),
    '>do': String(dnssecOk),
    '>bufsize': transport === 'tcp' ? 65_535 : udpBytes,
    rcode: isWritten ? answer.status : '-',
    '>rflags': isWritten ? flagsOf(answer) : '-',
    rsize: isWritten ? replyBytes(query, answer) : 0,
    duration: `${seconds(waitedS + answerS + recordS * answer.answers.length)}s`,
    '>opcode': 0,
  };
  return format.replace(/\{([>a-z]+)\}/g, (whole, word: string) =>
    Object.hasOwn(values, word) ? String(values[word]) : whole,
  );
}

function flagsOf({ authoritative, recursionAvailable }: DnsAnswer): string {
  return ['qr', authoritative ? 'aa' : '', 'rd', recursionAvailable ? 'ra' : '']
    .filter((flag) => flag !== '')
    .join(',');
}

function questionBytes(name: string): number {
  const header = 12;
  const typeAndClass = 4;
  return (labelsOf(name) ?? []).reduce((sum, label) => sum + label.length + 1, header + typeAndClass + 1);
}

/** Seconds with as many digits as they have, to a microsecond. */
function seconds(value: number): string {
  return value.toFixed(9).replace(/0+$/, '').replace(/\.$/, '');
}
