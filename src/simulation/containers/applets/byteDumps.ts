import type { Process } from '../process.ts';
import { type Program, type Run, write } from '../syscalls.ts';
import { type ByteRange, eachBlock } from './byteStream.ts';
import { complain, eachInput, namedRefusal, readAll } from './input.ts';
import { type Options, readOptions } from './options.ts';
import { sizeOf } from './sizes.ts';

/** `od`, -A d|o|x|n, -t c|x|o|d|u with 1, 2, 4 or 8 bytes, -c -b -x -d -v, -N BYTES, -j BYTES, -w BYTES. */
export const od: Program = function* (process) {
  const line = yield* asked(process, 'A:t:cbxdovN:j:w:', 'j', 'N');
  if (!line) return 1;
  const { flags, rest, range } = line;
  const type =
    flags.get('t') ??
    (flags.has('c') ? 'c' : flags.has('b') ? 'o1' : flags.has('x') ? 'x2' : flags.has('d') ? 'u2' : 'o2');
  const form = /^([xoduc])([1248]?)/.exec(type);
  if (!form) {
    yield* complain(process, `invalid character '${type[0] ?? ''}' in type string '${type}'`);
    return 1;
  }
  const base = flags.get('A') ?? 'o';
  const offset = (at: number) => {
    if (base === 'n') return '';
    return at.toString(base === 'x' ? 16 : base === 'd' ? 10 : 8).padStart(base === 'x' ? 6 : 7, '0');
  };
  const [, kind = 'o', size] = form;
  return yield* dump(process, rest, {
    range,
    rowBytes: Math.max(1, Math.min(256, Number(flags.get('w') ?? 16) || 16)),
    repeats: flags.has('v') ? 'shown' : 'starred',
    offset,
    lineOf: (line) => unitsOf(line, kind, Number(size || (kind === 'c' ? 1 : 4))),
    end: base === 'n' ? '' : '\n',
  });
};

/** `hexdump`, -C, -n BYTES, -s OFFSET; without -C in words of two bytes. */
export const hexdump: Program = function* (process) {
  const isCanonical = /(?:^|\/)hd$/.test(process.argv[0] ?? '');
  const line = yield* asked(process, 'Cvn:s:bcdoxe:', 's', 'n');
  if (!line) return 1;
  const { flags, rest, range } = line;
  const width = flags.has('C') || isCanonical ? 8 : 7;
  return yield* dump(process, rest, {
    range,
    rowBytes: 16,
    repeats: flags.has('v') ? 'shown' : 'starred',
    offset: (at) => at.toString(16).padStart(width, '0'),
    lineOf: (line) => (width === 8 ? canonical(line) : unitsOf(line, 'x', 2).padEnd(40)),
    end: '\n',
  });
};

/** `xxd`, -p, -l LENGTH, -s SEEK, -c COLUMNS, -r -p. */
export const xxd: Program = function* (process) {
  const line = yield* asked(process, 'pl:s:c:g:rui', 's', 'l');
  if (!line) return 1;
  const { flags, rest, range } = line;
  if (flags.has('r')) {
    return yield* eachInput(process, rest, namedRefusal, function* (fd) {
      const text = yield* readAll(fd);
      const digits = flags.has('p') ? text.replace(/\s/g, '') : hexOfDump(text);
      const pairs = digits.match(/[0-9a-fA-F]{2}/g) ?? [];
      yield* write(1, pairs.map((pair) => String.fromCharCode(Number.parseInt(pair, 16))).join(''));
    });
  }
  const columns = Math.max(1, Math.min(256, Number(flags.get('c') ?? (flags.has('p') ? 30 : 16)) || 16));
  const width = columns * 2 + Math.ceil(columns / 2);
  let at = range.skip;
  return yield* eachBlock(process, rest, range, columns, function* (row) {
    const hex = [...row].map(hexOf);
    const pairs = hex.map((pair, index) => (index % 2 === 1 ? `${pair} ` : pair)).join('');
    const where = at.toString(16).padStart(8, '0');
    const shown = flags.has('p') ? hex.join('') : `${where}: ${pairs.padEnd(width)} ${printable(row)}`;
    at += row.length;
    return (yield* write(1, `${shown}\n`)) ? 'enough' : 'more';
  });
};

function hexOfDump(text: string): string {
  return text
    .split('\n')
    .map((line) => (/^[0-9a-f]+: (.*?)(?: {2}|$)/.exec(line)?.[1] ?? '').replace(/\s/g, ''))
    .join('');
}

/** The command line of a dump and the range that two of its flags say; nothing where it was refused. */
function* asked(process: Process, specification: string, skipFlag: string, mostFlag: string): Run<Asked | undefined> {
  const { flags, rest, problem } = readOptions(process.argv, specification);
  const [skip, most = '0'] = [flags.get(skipFlag) ?? '0', flags.get(mostFlag)];
  const [first, count] = [sizeOf(skip), sizeOf(most)];
  if (problem !== undefined || first === undefined || count === undefined) {
    yield* complain(process, problem ?? `invalid number '${first === undefined ? skip : most}'`);
    return undefined;
  }
  return { flags, rest, range: { skip: first, most: flags.has(mostFlag) ? count : Number.POSITIVE_INFINITY } };
}

interface Asked extends Pick<Options, 'flags' | 'rest'> {
  readonly range: ByteRange;
}

/** How a dump looks. */
interface Dump {
  readonly range: ByteRange;
  readonly rowBytes: number;
  /** Whether rows like the one before are left out, but for a star. */
  readonly repeats: 'shown' | 'starred';
  readonly offset: (at: number) => string;
  readonly lineOf: (row: string) => string;
  /** What ends the last line, which is the size. */
  readonly end: string;
}

function* dump(process: Process, names: readonly string[], form: Dump): Run<number> {
  const { range, rowBytes, repeats, offset, lineOf, end } = form;
  let before: string | undefined;
  let starred = false;
  let at = range.skip;
  let isRefused = false;
  const put = function* (text: string): Run<'more' | 'enough'> {
    isRefused = (yield* write(1, text)) !== undefined;
    return isRefused ? 'enough' : 'more';
  };
  const status = yield* eachBlock(process, names, range, rowBytes, function* (row) {
    const from = at;
    at += row.length;
    if (row === before && repeats === 'starred') {
      if (starred) return 'more';
      starred = true;
      return yield* put('*\n');
    }
    starred = false;
    before = row;
    return yield* put(`${offset(from)}${lineOf(row)}\n`);
  });
  const hasNothing = status !== 0 && at === range.skip;
  if (isRefused || hasNothing) return 1;
  yield* write(1, offset(at) + end);
  return status;
}

/** How wide a unit of 1, 2, 4 and 8 bytes is. */
const widths: Readonly<Record<string, readonly number[]>> = {
  x: [2, 4, 8, 16],
  o: [3, 6, 11, 22],
  u: [3, 5, 10, 20],
  d: [4, 6, 11, 20],
};

/** A row in units of so many bytes, the least significant first. */
function unitsOf(row: string, kind: string, size: number): string {
  let text = '';
  for (let at = 0; at < row.length; at += size) {
    if (kind === 'c') {
      text += ` ${characterOf(row.charCodeAt(at)).padStart(3)}`;
      continue;
    }
    let value = 0n;
    for (let i = size - 1; i >= 0; i--) value = value * 256n + BigInt(row.charCodeAt(at + i) || 0);
    if (kind === 'd') value = BigInt.asIntN(size * 8, value);
    const digits = value.toString(kind === 'x' ? 16 : kind === 'o' ? 8 : 10);
    text += ` ${digits.padStart(widths[kind]?.[Math.log2(size)] ?? 4, kind === 'd' || kind === 'u' ? ' ' : '0')}`;
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
