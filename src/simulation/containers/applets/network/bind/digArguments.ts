import { classNumber, typeName, typeNumber } from '../../../../../api/dnsWire/recordTypes.ts';
import { reverseName } from '../../../resolver/reverseName.ts';

/** Parts of an answer that dig shows or leaves out: `+[no]answer` and its like. */
export const digParts = [
  'comments',
  'question',
  'answer',
  'authority',
  'additional',
  'stats',
  'ttlid',
  'class',
] as const;
export type DigPart = (typeof digParts)[number];

/** One question of a dig command. */
export interface DigLookup {
  readonly name: string;
  readonly type: string;
  readonly class: string;
  readonly server: string | undefined;
  readonly port: number | undefined;
  readonly parts: ReadonlySet<DigPart>;
  /** Others that are on: `tcp`, `recurse`, `edns`, `cookie`, `search`, `showsearch`, `identify`, `adflag`. */
  readonly options: ReadonlySet<string>;
  readonly tries: number;
  readonly ndots: number | undefined;
  /** The only search domain (`+domain`). */
  readonly domain: string | undefined;
}

/** A dig command. Shortness, a missing head and patience are those of all its questions. */
export interface DigCommand {
  readonly lookups: readonly DigLookup[];
  readonly isShort: boolean;
  readonly hasHead: boolean;
  readonly timeoutMs: number | undefined;
  readonly asks: 'names' | 'version' | 'help';
}

/** Switches whose name dig also takes cut short or under another one. */
const otherNames: Readonly<Record<string, string>> = {
  vc: 'tcp',
  rec: 'recurse',
  recursive: 'recurse',
  ttlunits: 'ttlid',
  ttl: 'ttlid',
  cl: 'class',
  defname: 'search',
  timeout: 'time',
  adf: 'adflag',
  stat: 'stats',
  ques: 'question',
  comm: 'comments',
  auth: 'authority',
  addit: 'additional',
  ans: 'answer',
};
const switches = new Set(
  (
    'tcp recurse edns cookie search showsearch identify adflag cdflag aaflag aaonly dnssec do nsid besteffort ignore fail keepopen ' +
    'multiline nssearch onesoa qr raflag rrcomments split sigchase tcflag trace unknownformat crypto dns64prefix expire header-only ' +
    'expandaaaa keepalive mapped zflag coflag badcookie idnin idnout subnet sit bufsize padding qid opcode yaml'
  ).split(' '),
);
const everything: ReadonlySet<DigPart> = new Set(digParts);

type Draft = { -readonly [Key in keyof DigLookup]: DigLookup[Key] } & { parts: Set<DigPart>; options: Set<string> };

/** Reads the words of a dig command; a text that says which one it does not know. */
export function digCommand(words: readonly string[]): DigCommand | string {
  const basis: Draft = {
    name: '.',
    type: '',
    class: 'IN',
    server: undefined,
    port: undefined,
    parts: new Set(everything),
    options: new Set(['recurse', 'edns', 'cookie', 'adflag']),
    tries: 3,
    ndots: undefined,
    domain: undefined,
  };
  const lookups: Draft[] = [];
  const command = {
    isShort: false,
    hasHead: true,
    timeoutMs: undefined as number | undefined,
    asks: 'names' as DigCommand['asks'],
  };
  const current = () => lookups.at(-1) ?? basis;
  const begin = (name: string, more: Partial<Draft> = {}) =>
    void lookups.push({ ...basis, parts: new Set(basis.parts), options: new Set(basis.options), name, ...more });
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (word.startsWith('@')) current().server = word.slice(1);
    else if (word.startsWith('+')) {
      const problem = switchOf(word.slice(1), current(), command);
      if (problem) return `Invalid option: ${word}`;
    } else if (word.startsWith('-') && word.length > 1) {
      const letter = word[1] as string;
      if ('46uimr'.includes(letter) && word.length === 2) continue;
      if (letter === 'v' || letter === 'h') {
        command.asks = letter === 'v' ? 'version' : 'help';
        continue;
      }
      if (!'xtcpqbfky'.includes(letter)) return `Invalid option: ${word}`;
      const value = word.length > 2 ? word.slice(2) : (words[++at] ?? '');
      if (letter === 'x') begin(reverseName(value) ?? value, { type: 'PTR' });
      else if (letter === 'q') begin(value);
      else if (letter === 't') current().type = value.toUpperCase();
      else if (letter === 'c') current().class = value.toUpperCase();
      else if (letter === 'p') current().port = Number(value) || undefined;
    } else if (typeNumber(word.toUpperCase()) !== undefined) current().type = word.toUpperCase();
    else if (classNumber(word.toUpperCase()) !== undefined) current().class = word.toUpperCase();
    else begin(word);
  }
  if (lookups.length === 0) lookups.push({ ...basis, type: basis.type || 'NS' });
  return { ...command, lookups: lookups.map((lookup) => ({ ...lookup, type: knownType(lookup.type) })) };
}

/** `TYPE65` is HTTPS; what is no type at all is asked for as A. */
function knownType(word: string): string {
  const number = typeNumber(word);
  return number === undefined ? 'A' : typeName(number);
}

/** Sets what `+word` says; true where there is no such option. */
function switchOf(
  word: string,
  lookup: Draft,
  command: { isShort: boolean; hasHead: boolean; timeoutMs: number | undefined },
): boolean {
  const [whole = '', value] = word.split('=', 2);
  const isOff = whole.startsWith('no') && whole !== 'nocmd' && !switches.has(whole);
  const bare = whole === 'nocmd' ? 'cmd' : isOff ? whole.slice(2) : whole;
  const name = (Object.hasOwn(otherNames, bare) && otherNames[bare]) || bare;
  const isOn = !isOff && whole !== 'nocmd';
  const number = Number.parseInt(value ?? '', 10);
  if (name === 'short') command.isShort = isOn;
  else if (name === 'cmd') command.hasHead = isOn;
  else if (name === 'all') {
    command.hasHead = isOn;
    for (const part of digParts.slice(0, 6)) set(lookup.parts, part, isOn);
  } else if (name === 'time') command.timeoutMs = Math.max(1, Math.min(300, number || 1)) * 1000;
  else if (name === 'tries') lookup.tries = Math.max(1, Math.min(100, number || 1));
  else if (name === 'retry') lookup.tries = Math.max(1, Math.min(100, (Number.isNaN(number) ? 0 : number) + 1));
  else if (name === 'ndots') lookup.ndots = Number.isNaN(number) ? undefined : number;
  else if (name === 'domain') {
    lookup.domain = value;
    lookup.options.add('search');
  } else if ((digParts as readonly string[]).includes(name)) set(lookup.parts, name as DigPart, isOn);
  else if (switches.has(name)) {
    set(lookup.options, name, isOn);
    if (name === 'showsearch' && isOn) lookup.options.add('search');
  } else return true;
  return false;
}

function set<T>(all: Set<T>, one: T, isOn: boolean): void {
  if (isOn) all.add(one);
  else all.delete(one);
}
