import { refused, type SystemError } from '../errno.ts';
import { Exhausted, held, WorkLimit } from '../exhaustion.ts';
import type { Process } from '../process.ts';
import { type Program, type Run, write } from '../syscalls.ts';
import { complain, eachInput, eachLine, namedRefusal } from './input.ts';
import { readOptions } from './options.ts';
import { PatternError } from './patternSyntax.ts';
import { type RegularExpression, regularExpression } from './regularExpression.ts';

type Address = { readonly line: number } | { readonly last: true } | { readonly pattern: RegularExpression };
interface Command {
  readonly from: Address | undefined;
  readonly to: Address | undefined;
  readonly negated: boolean;
  readonly letter: string;
  readonly pattern?: RegularExpression;
  readonly every?: boolean;
  readonly replacement?: string;
  readonly prints?: boolean;
  inRange: boolean;
}

/** Commands of one script. */
const maxCommands = 1000;

/** `sed`: s///gip, p, d, q, addresses and ranges; -n -e -E -r, -i with the ending of a copy. */
export const sed: Program = function* (process) {
  const { flags, given, rest, problem } = readOptions(process.argv, 'ne:Eri::');
  const names = [...rest];
  const scripts = given.flatMap(([letter, value]) => (letter === 'e' ? [value] : []));
  const script = scripts.length > 0 ? scripts.join('\n') : names.shift();
  if (script === undefined || problem !== undefined) {
    yield* complain(process, problem ?? 'no script');
    return 1;
  }
  const commands = parse(script, flags.has('E') || flags.has('r') ? 'extended' : 'basic');
  if (typeof commands === 'string') {
    yield* complain(process, commands);
    return 1;
  }
  const copyEnding = flags.get('i');
  if (copyEnding !== undefined && names.length === 0) {
    yield* complain(process, '-i requires an argument');
    return 1;
  }
  let number = 0;
  let isRefused = false;
  const status = yield* eachInput(process, names, namedRefusal, function* (fd, name) {
    let edited = '';
    if (copyEnding !== undefined) number = 0;
    // One line is held back: only the next one, or the end, says whether it is the last.
    let waiting: string | undefined;
    const edit = function* (line: string, isLast: boolean): Run<'more' | 'enough'> {
      number += 1;
      const result = apply(process, commands, line, number, isLast, flags.has('n'));
      if (copyEnding === undefined) yield* write(1, result.text);
      else edited = held(edited + result.text);
      return result.quits ? 'enough' : 'more';
    };
    let ended = false;
    yield* eachLine(process, fd, function* (line) {
      const previous = waiting;
      waiting = line;
      if (previous === undefined || (yield* edit(previous, false)) === 'more') return 'more';
      ended = true;
      return 'enough';
    });
    if (!ended && waiting !== undefined) yield* edit(waiting, true);
    if (copyEnding === undefined) return;
    const refusal = replaceFile(process, name, edited, copyEnding);
    if (!refusal) return;
    isRefused = true;
    yield* complain(process, `can't create temp file '${name}XXXXXX': ${refusal.text}`);
  });
  return isRefused ? 1 : status;
};

/** Puts a new file in the place of one; with an ending the old one stays under a name of its own. */
function replaceFile(process: Process, name: string, text: string, copyEnding: string): SystemError | undefined {
  const old = process.stat(name);
  const made = `${name}${process.kernel.randomHex(6)}`;
  const file = process.openFile(made, { access: 'write', create: true });
  if (refused(file)) return file;
  file.addReference();
  const written = text === '' ? 0 : file.write(text);
  if (!refused(old) && file.file) file.file.mode = old.mode;
  file.dropReference();
  const refusal =
    (typeof written === 'object' && refused(written) ? written : undefined) ??
    (copyEnding === '' ? undefined : process.rename(name, name + copyEnding)) ??
    process.rename(made, name);
  if (refusal) process.unlink(made);
  return refusal;
}

function apply(
  process: Process,
  commands: Command[],
  line: string,
  number: number,
  last: boolean,
  quiet: boolean,
): { text: string; quits: boolean } {
  const work = new WorkLimit();
  let current = line;
  let text = '';
  let quits = false;
  for (const command of commands) {
    if (selects(command, current, number, last, work) === command.negated) continue;
    if (command.letter === 'd') return { text, quits };
    if (command.letter === 'p') text += `${current}\n`;
    if (command.letter === '=') text += `${number}\n`;
    if (command.letter === 's' && command.pattern) {
      const changed = substituted(current, command.pattern, command, work);
      if (command.prints && changed !== current) text += `${changed}\n`;
      current = changed;
    }
    if (command.letter === 'q') {
      quits = true;
      break;
    }
  }
  process.charge(work.takenMicros);
  return { text: quiet ? text : `${text}${current}\n`, quits };
}

function substituted(line: string, pattern: RegularExpression, command: Command, work: WorkLimit): string {
  let text = '';
  let at = 0;
  for (const match of pattern.findAll(line, work)) {
    const [begin, end] = match as [number, number];
    const group = (number: number) =>
      (match[number * 2] ?? -1) < 0 ? '' : line.slice(match[number * 2], match[number * 2 + 1]);
    text = held(text + line.slice(at, begin) + expand(command.replacement ?? '', group));
    work.take(command.replacement?.length ?? 0);
    at = end;
    if (!command.every) break;
  }
  return held(text + line.slice(at));
}

function expand(replacement: string, group: (number: number) => string): string {
  return replacement.replace(/\\([\s\S])|&/g, (whole, letter?: string) => {
    if (whole === '&') return group(0);
    if (/\d/.test(letter as string)) return group(Number(letter));
    return letter === 'n' ? '\n' : letter === 't' ? '\t' : (letter as string);
  });
}

function selects(command: Command, line: string, number: number, last: boolean, work: WorkLimit): boolean {
  if (!command.from) return true;
  if (!command.to) return hits(command.from, line, number, last, work);
  if (command.inRange) {
    if (hits(command.to, line, number, last, work) || ('line' in command.to && number >= command.to.line))
      command.inRange = false;
    return true;
  }
  if (!hits(command.from, line, number, last, work)) return false;
  command.inRange = !('line' in command.to && command.to.line <= number);
  return true;
}

function hits(address: Address, line: string, number: number, last: boolean, work: WorkLimit): boolean {
  if ('line' in address) return number === address.line;
  return 'last' in address ? last : address.pattern.find(line, 0, work) !== undefined;
}

function parse(script: string, dialect: 'basic' | 'extended'): Command[] | string {
  const commands: Command[] = [];
  let rest = script;
  const address = (): Address | undefined | PatternError => {
    const number = /^(\d+)|^\$/.exec(rest);
    if (number) {
      rest = rest.slice(number[0].length);
      return number[1] === undefined ? { last: true } : { line: Number(number[1]) };
    }
    const found = /^\/((?:\\.|[^\\/])*)\//.exec(rest);
    if (!found) return undefined;
    rest = rest.slice(found[0].length);
    const pattern = regularExpression((found[1] as string).replaceAll('\\/', '/'), dialect);
    return pattern instanceof PatternError ? pattern : { pattern };
  };
  for (rest = rest.replace(/^[\s;]+/, ''); rest !== ''; rest = rest.replace(/^[\s;]+/, '')) {
    const from = address();
    let to: Address | undefined | PatternError;
    if (from && rest.startsWith(',')) {
      rest = rest.slice(1);
      to = address();
    }
    if (from instanceof PatternError) return `bad regex: ${from.text}`;
    if (to instanceof PatternError) return `bad regex: ${to.text}`;
    if (commands.length >= maxCommands) throw new Exhausted();
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
      const marks = parts[3] as string;
      const pattern = regularExpression(source, dialect, { letters: /i/i.test(marks) ? 'anyCase' : 'exact' });
      if (pattern instanceof PatternError) return `bad regex '${source}': ${pattern.text}`;
      const every = marks.includes('g');
      commands.push({ ...base, pattern, every, replacement: parts[2] as string, prints: marks.includes('p') });
      rest = rest.slice(parts[0].length);
    } else if ('pdq='.includes(letter) && letter !== '') {
      commands.push(base);
      rest = rest.slice(1);
    } else return `unsupported command ${letter}`;
  }
  return commands;
}
