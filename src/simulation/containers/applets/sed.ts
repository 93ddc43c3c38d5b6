import { type Program, write } from '../syscalls.ts';
import { complain, eachInput, linesOf, namedRefusal, readAll } from './input.ts';
import { readOptions } from './options.ts';
import { regularExpression } from './regularExpression.ts';

type Address = { readonly line: number } | { readonly last: true } | { readonly pattern: RegExp };
interface Command {
  readonly from: Address | undefined;
  readonly to: Address | undefined;
  readonly negated: boolean;
  readonly letter: string;
  readonly pattern?: RegExp;
  readonly replacement?: string;
  readonly prints?: boolean;
  inRange: boolean;
}

/** `sed`: s///gip, p, d, q, addresses and ranges; -n -e -E -r. */
export const sed: Program = function* (process) {
  const { flags, rest, problem } = readOptions(process.argv, 'ne:Eri::');
  const names = [...rest];
  const script = flags.get('e') ?? names.shift();
  if (script === undefined || problem !== undefined) {
    yield* complain(process, problem ?? 'no script');
    return 1;
  }
  const commands = parse(script, flags.has('E') || flags.has('r') ? 'extended' : 'basic');
  if (typeof commands === 'string') {
    yield* complain(process, commands);
    return 1;
  }
  let number = 0;
  return yield* eachInput(process, names, namedRefusal, function* (fd) {
    const lines = linesOf(yield* readAll(fd));
    for (const [index, line] of lines.entries()) {
      number += 1;
      const result = apply(commands, line, number, index === lines.length - 1, flags.has('n'));
      yield* write(1, result.text);
      if (result.quits) return;
    }
  });
};

function apply(
  commands: Command[],
  line: string,
  number: number,
  last: boolean,
  quiet: boolean,
): { text: string; quits: boolean } {
  let current = line;
  let text = '';
  let quits = false;
  for (const command of commands) {
    if (selects(command, current, number, last) === command.negated) continue;
    if (command.letter === 'd') return { text, quits };
    if (command.letter === 'p') text += `${current}\n`;
    if (command.letter === '=') text += `${number}\n`;
    if (command.letter === 's' && command.pattern) {
      command.pattern.lastIndex = 0;
      const changed = current.replace(command.pattern, (...groups) => expand(command.replacement ?? '', groups));
      if (command.prints && changed !== current) text += `${changed}\n`;
      current = changed;
    }
    if (command.letter === 'q') {
      quits = true;
      break;
    }
  }
  return { text: quiet ? text : `${text}${current}\n`, quits };
}

function expand(replacement: string, groups: readonly unknown[]): string {
  return replacement.replace(/\\([\s\S])|&/g, (whole, letter?: string) => {
    if (whole === '&') return String(groups[0]);
    if (/\d/.test(letter as string)) {
      const group = groups[Number(letter)];
      return typeof group === 'string' ? group : '';
    }
    return letter === 'n' ? '\n' : letter === 't' ? '\t' : (letter as string);
  });
}

function selects(command: Command, line: string, number: number, last: boolean): boolean {
  if (!command.from) return true;
  if (!command.to) return hits(command.from, line, number, last);
  if (command.inRange) {
    if (hits(command.to, line, number, last) || ('line' in command.to && number >= command.to.line))
      command.inRange = false;
    return true;
  }
  if (!hits(command.from, line, number, last)) return false;
  command.inRange = !('line' in command.to && command.to.line <= number);
  return true;
}

function hits(address: Address, line: string, number: number, last: boolean): boolean {
  if ('line' in address) return number === address.line;
  return 'last' in address ? last : line.search(address.pattern) >= 0;
}

function parse(script: string, dialect: 'basic' | 'extended'): Command[] | string {
  const commands: Command[] = [];
  let rest = script;
  const address = (): Address | undefined | 'bad' => {
    const number = /^(\d+)|^\$/.exec(rest);
    if (number) {
      rest = rest.slice(number[0].length);
      return number[1] === undefined ? { last: true } : { line: Number(number[1]) };
    }
    const found = /^\/((?:\\.|[^\\/])*)\//.exec(rest);
    if (!found) return undefined;
    rest = rest.slice(found[0].length);
    const pattern = regularExpression((found[1] as string).replaceAll('\\/', '/'), dialect, '');
    return pattern ? { pattern } : 'bad';
  };
  for (rest = rest.replace(/^[\s;]+/, ''); rest !== ''; rest = rest.replace(/^[\s;]+/, '')) {
    const from = address();
    let to: Address | undefined | 'bad';
    if (from && rest.startsWith(',')) {
      rest = rest.slice(1);
      to = address();
    }
    if (from === 'bad' || to === 'bad') return 'bad regex';
    const negated = /^\s*!/.test(rest);
    rest = rest.replace(/^\s*!?\s*/, '');
    const letter = rest[0] ?? '';
    const base = { from, to, negated, letter, inRange: false };
    if (letter === 's') {
      const separator = rest[1] ?? '';
      if (separator === '' || separator === '\\' || separator === '\n') return "unknown option to 's'";
      const mark = separator.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
      const parts = new RegExp(
        `^s${mark}((?:\\\\[\\s\\S]|(?!${mark})[^\\\\])*)${mark}((?:\\\\[\\s\\S]|(?!${mark})[^\\\\])*)${mark}([gipI]*)`,
      ).exec(rest);
      if (!parts) return "unmatched '/'".replace('/', separator);
      const source = (parts[1] as string).replaceAll(`\\${separator}`, separator);
      const pattern = regularExpression(
        source,
        dialect,
        `${/g/.test(parts[3] as string) ? 'g' : ''}${/i/i.test(parts[3] as string) ? 'i' : ''}`,
      );
      if (!pattern) return 'bad regex';
      commands.push({ ...base, pattern, replacement: parts[2] as string, prints: /p/.test(parts[3] as string) });
      rest = rest.slice(parts[0].length);
    } else if ('pdq='.includes(letter) && letter !== '') {
      commands.push(base);
      rest = rest.slice(1);
    } else return `unsupported command ${letter}`;
  }
  return commands;
}
