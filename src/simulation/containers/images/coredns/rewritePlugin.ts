import type { DnsRecord } from '../../../../api/dns.ts';
import { labelsOf } from '../../../../api/dnsWire/nameText.ts';
import type { CorefileWords } from './corefileWords.ts';
import { failed, type MakeHandler, rooted } from './serving.ts';

const matches = ['exact', 'prefix', 'suffix', 'substring'] as const;

/** So much of a name that is none is logged. */
const maxShown = 300;

/** One rule about names, in lower case without a dot at their end. */
export interface RewriteRule {
  readonly match: (typeof matches)[number];
  readonly from: string;
  readonly to: string;
  /** Whether the next rules are looked at too. */
  readonly then: 'stop' | 'continue';
  /** Whether the names of the answer are written back. */
  readonly answers: 'back' | 'asTheyAre';
}

/** Reads the lines of `rewrite` (https://coredns.io/plugins/rewrite/): rules about names, without regular expressions. */
export function readRewrite(words: CorefileWords): readonly RewriteRule[] {
  const rules: RewriteRule[] = [];
  for (let line = words.nextUse(); line; line = words.nextUse()) {
    const rest = [...line];
    const then = rest[0] === 'continue' || rest[0] === 'stop' ? (rest.shift() as RewriteRule['then']) : 'stop';
    const field = rest.shift();
    if (field === undefined) {
      words.refuse('no rule type specified for rewrite');
      break;
    }
    if (!['name', 'type', 'class', 'edns0', 'ttl', 'cname', 'rcode'].includes(field)) {
      words.refuse(`invalid rule type ${JSON.stringify(field)}`);
      break;
    }
    const named = matches.find((each) => each === rest[0]?.toLowerCase());
    if (field !== 'name' || rest[0] === 'regex') {
      words.refuse(`Pod Labs does not simulate rewrite ${field === 'name' ? 'name regex' : field}`);
      break;
    }
    if (named) rest.shift();
    const [from, to, ...answer] = rest;
    if (!from || to === undefined || (answer.length > 0 && answer.join(' ') !== 'answer auto')) {
      words.refuse('too few arguments for a name rule');
      break;
    }
    const match = named ?? 'exact';
    const whole = match === 'exact';
    rules.push({
      match,
      from: whole ? plain(from) : from.toLowerCase().replace(/\.$/, match === 'suffix' ? '' : '.'),
      to: whole ? plain(to) : to.toLowerCase().replace(/\.$/, match === 'suffix' ? '' : '.'),
      then,
      answers: whole || answer.length > 0 ? 'back' : 'asTheyAre',
    });
  }
  return rules;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/(?<=.)\.$/, '');
}

/** Asks for another name, and answers for the one that was asked for. */
export function serveRewrite(rules: readonly RewriteRule[]): MakeHandler {
  return (next) =>
    function* (request) {
      const { question } = request;
      let name = question.name.toLowerCase();
      let isBack = false;
      for (const rule of rules) {
        const rewritten = applied(rule, name);
        if (rewritten === undefined) continue;
        name = rewritten;
        isBack ||= rule.answers === 'back';
        if (!labelsOf(name))
          return failed('SERVFAIL', `invalid name after rewrite: ${rooted(name.slice(0, maxShown))}`);
        if (rule.then === 'stop') break;
      }
      if (name === question.name.toLowerCase()) return yield* next(request);
      const outcome = yield* next({ ...request, question: { ...question, name } });
      if (!isBack) return outcome;
      const back = (records: readonly DnsRecord[]) =>
        records.map((record) => (record.name.toLowerCase() === name ? { ...record, name: question.name } : record));
      const { answer } = outcome;
      return { ...outcome, answer: { ...answer, answers: back(answer.answers), additional: back(answer.additional) } };
    };
}

function applied({ match, from, to }: RewriteRule, name: string): string | undefined {
  if (match === 'exact') return name === from ? to : undefined;
  if (match === 'prefix') return name.startsWith(from) ? to + name.slice(from.length) : undefined;
  if (match === 'suffix') return name.endsWith(from) ? name.slice(0, name.length - from.length) + to : undefined;
  return name.includes(from) ? name.replaceAll(from, () => to) : undefined;
}
