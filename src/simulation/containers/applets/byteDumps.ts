import { refused } from '../errno.ts';
import { type Program, type Run, write } from '../syscalls.ts';
import { complain, namedRefusal, openInput, readAll } from './input.ts';
import { readOptions } from './options.ts';
import { sizeOf } from './sizes.ts';

/** `od`, -A d|o|x|n, -t x1|o1|d1|u1|c|a|x2|o2, -c -b -x -d -v, -N BYTES, -j BYTES. */
export const od: Program = function* (process) {
  const { flags, rest, problem } = readOptions(process.argv, 'A:t:cbxdovN:j:w:');
  if (problem !== undefined) {
    yield* complain(process, problem);
    return 1;
  }
  const bytes = yield* inputOf(process, rest, flags.get('j'), flags.get('N'));
  if (bytes === undefined) return 1;
  const type =
    flags.get('t') ??
    (flags.has('c') ? 'c' : flags.has('b') ? 'o1' : flags.has('x') ? 'x2' : flags.has('d') ? 'u2' : 'o2');
  const form = /^([xoduc a])([124]?)/.exec(type);
  if (!form) {
    yield* complain(process, `invalid type string '${type}'`);
    return 1;
  }
  const base = flags.get('A') ?? 'o';
  const offset = (at: number) => {
    if (base === 'n') return '';
    return at.toString(base === 'x' ? 16 : base === 'd' ? 10 : 8).padStart(base === 'x' ? 6 : 7, '0');
  };
  const lineOf = (line: string) => unitsOf(line, form[1] as string, Number(form[2] || (form[1] === 'c' ? 1 : 2)));
  return yield* lines(
    bytes,
    Number(flags.get('j') ?? 0) || 0,
    flags.has('v') ? 'shown' : 'starred',
    offset,
    lineOf,
    base === 'n' ? '' : '\n',
  );
};

/** `hexdump`, -C, -n BYTES, -s OFFSET; without -C in words of two bytes. */
export const hexdump: Program = function* (process) {
  const isCanonical = /(?:^|\/)hd$/.test(process.argv[0] ?? '');
  const { flags, rest, problem } = readOptions(process.argv, 'Cvn:s:bcdoxe:');
  if (problem !== undefined) {
    yield* complain(process, problem);
    return 1;
  }
  const bytes = yield* inputOf(process, rest, flags.get('s'), flags.get('n'));
  if (bytes === undefined) return 1;
  const width = flags.has('C') || isCanonical ? 8 : 7;
  const offset = (at: number) => at.toString(16).padStart(width, '0');
  const lineOf = (line: string) => (width === 8 ? canonical(line) : unitsOf(line, 'x', 2).padEnd(40));
  return yield* lines(
    bytes,
    Number(flags.get('s') ?? 0) || 0,
    flags.has('v') ? 'shown' : 'starred',
    offset,
    lineOf,
    '\n',
  );
};

/** `xxd`, -p, -l LENGTH, -s SEEK, -c COLUMNS, -r -p. */
export const xxd: Program = function* (process) {
  const { flags, rest, problem } = readOptions(process.argv, 'pl:s:c:g:rui');
  if (problem !== undefined) {
    yield* complain(process, problem);
    return 1;
  }
  const bytes = yield* inputOf(process, rest, flags.get('s'), flags.get('l'));
  if (bytes === undefined) return 1;
  if (flags.has('r')) {
    const digits = flags.has('p') ? bytes.replace(/\s/g, '') : hexOfDump(bytes);
    yield* write(
      1,
      (digits.match(/[0-9a-fA-F]{2}/g) ?? []).map((pair) => String.fromCharCode(Number.parseInt(pair, 16))).join(''),
    );
    return 0;
  }
  const columns = Math.max(1, Math.min(256, Number(flags.get('c') ?? (flags.has('p') ? 30 : 16)) || 16));
  for (let at = 0; at < bytes.length; at += columns) {
    const line = bytes.slice(at, at + columns);
    const hex = [...line].map(hexOf);
    const pairs = hex.map((pair, index) => (index % 2 === 1 ? `${pair} ` : pair)).join('');
    const where = (at + (Number(flags.get('s') ?? 0) || 0)).toString(16).padStart(8, '0');
    const width = columns * 2 + Math.ceil(columns / 2);
    const shown = flags.has('p') ? hex.join('') : `${where}: ${pairs.padEnd(width)} ${printable(line)}`;
    if (yield* write(1, `${shown}\n`)) return 1;
  }
  return 0;
};

function hexOfDump(text: string): string {
  return text
    .split('\n')
    .map((line) => (/^[0-9a-f]+: (.*?)(?: {2}|$)/.exec(line)?.[1] ?? '').replace(/\s/g, ''))
    .join('');
}

function* inputOf(
  process: Parameters<Program>[0],
  names: readonly string[],
  skip: string | undefined,
  most: string | undefined,
): Run<string | undefined> {
  let bytes = '';
  for (const name of names.length > 0 ? names : ['-']) {
    const fd = openInput(process, name);
    if (refused(fd)) {
      yield* complain(process, namedRefusal(name, fd));
      return undefined;
    }
    bytes += yield* readAll(fd);
    if (fd !== 0) process.close(fd);
  }
  const begin = sizeOf(skip ?? '0') ?? 0;
  return bytes.slice(begin, most === undefined ? undefined : begin + (sizeOf(most) ?? 0));
}

/** Sixteen bytes a line; a line like the one before is a star. */
function* lines(
  bytes: string,
  begin: number,
  repeats: 'shown' | 'starred',
  offset: (at: number) => string,
  lineOf: (line: string) => string,
  end: string,
): Run<number> {
  let before: string | undefined;
  let starred = false;
  for (let at = 0; at < bytes.length; at += 16) {
    const line = bytes.slice(at, at + 16);
    const isLast = at + 16 >= bytes.length;
    if (line === before && repeats === 'starred' && !(isLast && line.length < 16)) {
      if (!starred && (yield* write(1, '*\n'))) return 1;
      starred = true;
      continue;
    }
    starred = false;
    before = line;
    if (yield* write(1, `${offset(begin + at)}${lineOf(line)}\n`)) return 1;
  }
  yield* write(1, offset(begin + bytes.length) + end);
  return 0;
}

function unitsOf(line: string, kind: string, size: number): string {
  let text = '';
  for (let at = 0; at < line.length; at += size) {
    if (kind === 'c') {
      text += ` ${characterOf(line.charCodeAt(at)).padStart(3)}`;
      continue;
    }
    let value = 0;
    for (let i = size - 1; i >= 0; i--) value = value * 256 + (line.charCodeAt(at + i) || 0);
    const radix = kind === 'x' ? 16 : kind === 'o' ? 8 : 10;
    const width = { x: [2, 4, 8], o: [3, 6, 11], u: [3, 5, 10], d: [4, 6, 11] }[kind]?.[Math.log2(size)] ?? 4;
    if (kind === 'd' && value >= 2 ** (size * 8 - 1)) value -= 2 ** (size * 8);
    const digits = value.toString(radix);
    text += ` ${kind === 'd' || kind === 'u' ? digits.padStart(width) : digits.padStart(width, '0')}`;
  }
  return text;
}

const names: Readonly<Record<number, string>> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
};

function characterOf(code: number): string {
  const name = names[code];
  if (name) return name;
  return code >= 32 && code < 127 ? String.fromCharCode(code) : code.toString(8).padStart(3, '0');
}

function canonical(line: string): string {
  const hex = [...line].map(hexOf);
  const columns = `${hex.slice(0, 8).join(' ').padEnd(23)}  ${hex.slice(8).join(' ').padEnd(23)}`;
  return `  ${columns}  |${printable(line)}|`;
}

function hexOf(character: string): string {
  return character.charCodeAt(0).toString(16).padStart(2, '0');
}

function printable(line: string): string {
  return line.replace(/[^ -~]/g, '.');
}
