import { refused } from '../errno.ts';
import { type Program, type Run, write } from '../syscalls.ts';
import { cannotOpen, complain, openInput, readAll } from './input.ts';
import { readOptions } from './options.ts';
import { sizeOf } from './sizes.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** `split`, -l LINES, -b BYTES[k|m], -a LENGTH: cuts a file into `xaa`, `xab`, … */
export const split: Program = function* (process) {
  const { flags, rest } = readOptions(process.argv, 'l:b:a:');
  const [name = '-', prefix = 'x'] = rest;
  const size = sizeOf(flags.get('b') ?? flags.get('l') ?? '1000');
  const suffixLength = Number(flags.get('a') ?? '2') || 2;
  if (size === undefined || size < 1) {
    yield* complain(process, `invalid number '${flags.get('b') ?? flags.get('l')}'`);
    return 1;
  }
  const fd = openInput(process, name);
  if (refused(fd)) {
    yield* complain(process, cannotOpen(name, fd));
    return 1;
  }
  const text = yield* readAll(fd);
  const put = function* (index: number, piece: string): Run<boolean> {
    const suffix = suffixOf(index, suffixLength);
    if (suffix === undefined) {
      yield* complain(process, 'suffixes exhausted');
      return false;
    }
    const out = process.open(prefix + suffix, { access: 'write', create: true, truncate: true });
    if (refused(out)) {
      yield* complain(process, cannotOpen(prefix + suffix, out));
      return false;
    }
    const refusal = yield* write(out, piece);
    process.close(out);
    return !refusal;
  };
  let index = 0;
  if (flags.has('b')) {
    for (let at = 0; at < text.length; at += size) {
      if (!(yield* put(index++, text.slice(at, at + size)))) return 1;
    }
    return 0;
  }
  const lines = text.split(/(?<=\n)/);
  for (let at = 0; at < lines.length && text !== ''; at += size) {
    if (!(yield* put(index++, lines.slice(at, at + size).join('')))) return 1;
  }
  return 0;
};

function suffixOf(index: number, length: number): string | undefined {
  let suffix = '';
  let rest = index;
  for (let i = 0; i < length; i++) {
    suffix = letters[rest % 26] + suffix;
    rest = Math.floor(rest / 26);
  }
  return rest > 0 ? undefined : suffix;
}
