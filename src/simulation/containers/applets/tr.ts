import { refused } from '../errno.ts';
import { Exhausted, maxFields } from '../exhaustion.ts';
import { type Program, read, write } from '../syscalls.ts';
import { unescapeText } from './escapes.ts';
import { readOptions } from './options.ts';

const classes: Readonly<Record<string, string>> = {
  lower: 'a-z',
  upper: 'A-Z',
  digit: '0-9',
  alpha: 'A-Za-z',
  alnum: '0-9A-Za-z',
  space: '\t\n\v\f\r ',
  blank: '\t ',
  punct: '!-/:-@[-`{-~',
};

/** `tr SET1 SET2`, -d -s -c. */
export const tr: Program = function* (process) {
  const { flags, rest } = readOptions(process.argv, 'dscC');
  if (rest.length === 0) {
    yield* write(2, 'Usage: tr [-cds] STRING1 [STRING2]\n');
    return 1;
  }
  let from = membersOf(rest[0] as string);
  if (flags.has('c') || flags.has('C')) {
    const excluded = new Set(from);
    from = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).filter((byte) => !excluded.has(byte));
  }
  const to = membersOf(rest[1] ?? '');
  const table = new Map<string, string>();
  from.forEach((byte, index) => {
    if (!table.has(byte)) table.set(byte, flags.has('d') ? '' : (to[index] ?? to[to.length - 1] ?? byte));
  });
  const squeezed = new Set(flags.has('s') ? (rest[1] === undefined ? from : to) : []);
  let last = '';
  for (;;) {
    const piece = yield* read(0);
    if (refused(piece) || piece === '') return 0;
    let text = '';
    for (const byte of piece) {
      const result = table.get(byte) ?? byte;
      if (result === '' || (result === last && squeezed.has(result))) continue;
      last = result;
      text += result;
    }
    yield* write(1, text);
  }
};

function membersOf(set: string): string[] {
  const text = unescapeText(set, 'printf').text.replace(/\[:(\w+):\]/g, (whole, name: string) =>
    Object.hasOwn(classes, name) ? (classes[name] as string) : whole,
  );
  const members: string[] = [];
  for (let i = 0; i < text.length; i++) {
    const low = text.charCodeAt(i);
    const high = text[i + 1] === '-' && i + 2 < text.length ? text.charCodeAt(i + 2) : low;
    if (high !== low) i += 2;
    for (let code = low; code <= high; code++) members.push(String.fromCharCode(code));
    if (members.length > maxFields) throw new Exhausted();
  }
  return members;
}
