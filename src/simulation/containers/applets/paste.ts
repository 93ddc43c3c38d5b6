import { refused } from '../errno.ts';
import { held } from '../exhaustion.ts';
import { type Program, write } from '../syscalls.ts';
import { complain, namedRefusal, openInput, readAll } from './input.ts';
import { readOptions } from './options.ts';

/** `paste`, -d LIST, -s: lines of several files beside each other. */
export const paste: Program = function* (process) {
  const { flags, rest } = readOptions(process.argv, 'd:s');
  const delimiters = (flags.get('d') ?? '\t').replace(/\\(.)/g, (_, letter: string) =>
    letter === 'n' ? '\n' : letter === 't' ? '\t' : letter === '0' ? '' : letter,
  );
  const delimiterAt = (index: number) => (delimiters === '' ? '' : (delimiters[index % delimiters.length] as string));
  const files: string[][] = [];
  let input: string[] | undefined;
  for (const name of rest.length > 0 ? rest : ['-']) {
    const fd = openInput(process, name);
    if (refused(fd)) {
      yield* complain(process, namedRefusal(name, fd));
      return 1;
    }
    const lines: string[] = name === '-' && input ? input : (yield* readAll(fd)).replace(/\n$/, '').split('\n');
    if (name === '-') input = lines;
    files.push(lines);
    if (fd !== 0) process.close(fd);
  }
  if (flags.has('s')) {
    for (const lines of files) {
      yield* write(1, `${lines.reduce((text, line, index) => held(text + delimiterAt(index - 1) + line))}\n`);
    }
    return 0;
  }
  const next = files.map((lines) => ({ lines, at: 0 }));
  const left = () => next.some(({ lines, at }) => at < lines.length);
  const shared = new Map(next.map((cursor) => [cursor.lines, cursor]));
  while (left()) {
    let row = '';
    for (const [index, lines] of files.entries()) {
      const cursor = shared.get(lines) as (typeof next)[number];
      row += (index > 0 ? delimiterAt(index - 1) : '') + (lines[cursor.at] ?? '');
      cursor.at += 1;
    }
    for (const one of next) one.at = (shared.get(one.lines) as typeof one).at;
    if (yield* write(1, `${held(row)}\n`)) return 1;
  }
  return 0;
};
