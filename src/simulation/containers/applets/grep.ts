import { type Program, write } from '../syscalls.ts';
import { complain, eachInput, eachLine, namedRefusal } from './input.ts';
import { readOptions } from './options.ts';
import { regularExpression } from './regularExpression.ts';

/** `grep`: -E -F -i -v -c -n -q -o -l -w -x -h -H -m -e. */
export const grep: Program = function* (process) {
  const { flags, rest, problem } = readOptions(process.argv, 'EFGivcnqolwxhHsm:e:ra');
  const names = [...rest];
  const text = flags.get('e') ?? names.shift();
  if (problem !== undefined || text === undefined) {
    yield* write(
      2,
      'Usage: grep [-HhnlLoqvsrRiwFE] [-m N] [-A|B|C N] { PATTERN | -e PATTERN... | -f FILE... } [FILE]...\n',
    );
    return 2;
  }
  const dialect = flags.has('F') ? 'fixed' : flags.has('E') || process.argv[0] === 'egrep' ? 'extended' : 'basic';
  const patterns: RegExp[] = [];
  for (const line of text.split('\n')) {
    const pattern = regularExpression(line, dialect, flags.has('i') ? 'gi' : 'g');
    if (!pattern) {
      yield* complain(process, `bad regex '${line}': Invalid preceding regular expression`);
      return 2;
    }
    const source = flags.has('x')
      ? `^(?:${pattern.source})$`
      : flags.has('w')
        ? `\\b(?:${pattern.source})\\b`
        : pattern.source;
    patterns.push(new RegExp(source, pattern.flags));
  }
  const most = flags.has('m') ? Number(flags.get('m')) : Number.POSITIVE_INFINITY;
  const withName = (names.length > 1 && !flags.has('h')) || flags.has('H');
  let found = false;
  const status = yield* eachInput(process, names, namedRefusal, function* (fd, name) {
    const prefix = withName ? `${name === '-' ? '(standard input)' : name}:` : '';
    let count = 0;
    let number = 0;
    yield* eachLine(fd, function* (line) {
      number += 1;
      const hits = patterns.flatMap((pattern) => line.match(pattern) ?? []);
      if (hits.length > 0 === flags.has('v')) return 'more';
      found = true;
      count += 1;
      if (flags.has('q') || flags.has('l')) return 'enough';
      const where = prefix + (flags.has('n') ? `${number}:` : '');
      if (flags.has('o')) for (const hit of hits) yield* write(1, `${where}${hit}\n`);
      else if (!flags.has('c')) yield* write(1, `${where}${line}\n`);
      return count >= most ? 'enough' : 'more';
    });
    if (flags.has('l') && count > 0) yield* write(1, `${name}\n`);
    if (flags.has('c')) yield* write(1, `${prefix}${count}\n`);
  });
  if (found && (flags.has('q') || status === 0)) return 0;
  return status === 0 ? 1 : 2;
};
