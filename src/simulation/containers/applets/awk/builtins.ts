import type { Process } from '../../process.ts';
import type { Run } from '../../syscalls.ts';
import { formatDate } from '../date.ts';
import type { Patterns } from './patterns.ts';
import { fieldsOf } from './record.ts';
import type { Streams } from './streams.ts';
import { formatted, fromOutside, numberOf, textOf, type Value } from './values.ts';
import type { Variables } from './variables.ts';

/** What awk's functions work with. */
export interface World {
  readonly process: Process;
  readonly variables: Variables;
  readonly patterns: Patterns;
  readonly streams: Streams;
}

/** Processor time to go through a text, microseconds each byte (an assumption of the right order). */
const microsPerByte = 0.01;

/** Counts the processor time to go through a text: a loop over long ones must let virtual time pass. */
export function chargeForText({ process }: World, text: string): void {
  process.charge(text.length * microsPerByte);
}

/** Functions whose arguments are plain values. */
export function* callBuiltin(world: World, name: string, args: readonly Value[]): Run<Value> {
  for (const value of args) if (typeof value === 'string') chargeForText(world, value);
  const text = (index: number) => textOf(args[index]);
  const number = (index: number) => numberOf(args[index]);
  switch (name) {
    case 'length':
      return text(0).length;
    case 'substr':
      return substring(text(0), number(1), args.length > 2 ? number(2) : Number.POSITIVE_INFINITY);
    case 'index':
      return text(1) === '' ? 0 : text(0).indexOf(text(1)) + 1;
    case 'sprintf':
      return formatted(text(0), args.slice(1));
    case 'tolower':
      return text(0).replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
    case 'toupper':
      return text(0).replace(/[a-z]+/g, (letters) => letters.toUpperCase());
    case 'sin':
    case 'cos':
    case 'exp':
    case 'log':
    case 'sqrt':
      return Math[name](number(0));
    case 'atan2':
      return Math.atan2(number(0), number(1));
    case 'int':
      return Math.trunc(number(0));
    case 'rand':
      return world.process.kernel.randomInteger(0, 2 ** 30) / 2 ** 30;
    case 'srand':
      return 0;
    case 'system':
      return yield* world.streams.run(text(0));
    case 'close':
      return yield* world.streams.close(text(0));
    case 'fflush':
      return 0;
    case 'systime':
      return Math.floor(world.process.nowMs / 1000);
    case 'strftime':
      return formatDate(args.length > 1 ? number(1) * 1000 : world.process.nowMs, args.length > 0 ? text(0) : '%c');
    default:
      return bits(name, args.map(numberOf));
  }
}

function bits(name: string, [a = 0, b = 0]: readonly number[]): number {
  switch (name) {
    case 'and':
      return (a & b) >>> 0;
    case 'or':
      return (a | b) >>> 0;
    case 'xor':
      return (a ^ b) >>> 0;
    case 'compl':
      return ~a >>> 0;
    case 'lshift':
      return (a << b) >>> 0;
    default:
      return a >>> b;
  }
}

function substring(text: string, from: number, count: number): string {
  // Where POSIX lets places before the text count, busybox begins at its first.
  const begin = Math.max(0, Math.round(from) - 1);
  return text.slice(begin, Number.isFinite(count) ? Math.max(begin, begin + Math.round(count)) : undefined);
}

/** `split`: fills the array and says how many there are. */
export function splitInto(world: World, text: string, array: string, separator: string): number {
  chargeForText(world, text);
  const parts = fieldsOf(text, separator, world.patterns);
  const target = world.variables.array(array);
  world.variables.forget(target.size);
  target.clear();
  for (const [index, part] of parts.entries()) world.variables.setElement(target, String(index + 1), fromOutside(part));
  return parts.length;
}

/** `match`: sets RSTART and RLENGTH. */
export function matchIn(world: World, text: string, pattern: string): number {
  const found = world.patterns.find(pattern, text);
  world.variables.setGlobal('RSTART', found ? found[0] + 1 : 0);
  world.variables.setGlobal('RLENGTH', found ? found[1] - found[0] : -1);
  return found ? found[0] + 1 : 0;
}

/** `sub` and `gsub`: the new text and how often it was changed. `&` stands for what matched. */
export function substituted(
  world: World,
  pattern: string,
  by: string,
  text: string,
  which: 'first' | 'all',
): { text: string; count: number } {
  chargeForText(world, text);
  const first = world.patterns.find(pattern, text);
  const matches = which === 'all' ? world.patterns.findAll(pattern, text) : first ? [first] : [];
  const pieces: string[] = [];
  let at = 0;
  for (const [begin, end] of matches) {
    const matched = text.slice(begin, end);
    pieces.push(
      text.slice(at, begin),
      by.replace(/\\\\|\\&|&/g, (sign) => replacements[sign] ?? matched),
    );
    at = end;
  }
  return { text: pieces.join('') + text.slice(at), count: matches.length };
}

const replacements: Readonly<Record<string, string>> = { '\\\\': '\\', '\\&': '&' };
