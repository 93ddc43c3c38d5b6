import { Exhausted, WorkLimit } from '../exhaustion.ts';
import { type Program, write } from '../syscalls.ts';
import { complain, eachInput, eachLine, namedRefusal } from './input.ts';
import { readOptions } from './options.ts';
import { PatternError } from './patternSyntax.ts';
import { type RegularExpression, regularExpression } from './regularExpression.ts';

/** Patterns of one call. */
const maxPatterns = 1000;

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
  const patterns: RegularExpression[] = [];
  const within = flags.has('x') ? 'line' : flags.has('w') ? 'word' : undefined;
  for (const line of text.split('\n', maxPatterns + 1)) {
    const pattern = regularExpression(line, dialect, {
      letters: flags.has('i') ? 'anyCase' : 'exact',
      ...(within && { within }),
    });
    if (pattern instanceof PatternError) {
      yield* complain(process, `bad regex '${line}': ${pattern.text}`);
      return 2;
    }
    if (patterns.length >= maxPatterns) throw new Exhausted();
    patterns.push(pattern);
  }
  const most = flags.has('m') ? Number(flags.get('m')) : Number.POSITIVE_INFINITY;
  const withName = (names.length > 1 && !flags.has('h')) || flags.has('H');
  let found = false;
  const status = yield* eachInput(process, names, namedRefusal, function* (fd, name) {
    const prefix = withName ? `${name === '-' ? '(standard input)' : name}:` : '';
    let count = 0;
    let number = 0;
    yield* eachLine(process, fd, function* (line) {
      number += 1;
      const work = new WorkLimit();
      const isHit = patterns.some((pattern) => pattern.find(line, 0, work));
      process.charge(work.takenMicros);
      if (isHit === flags.has('v')) return 'more';
      found = true;
      count += 1;
      if (flags.has('q') || flags.has('l')) return 'enough';
      const where = prefix + (flags.has('n') ? `${number}:` : '');
      if (flags.has('o')) {
        for (const pattern of patterns) {
          for (const [begin, end] of pattern.findAll(line, work))
            if (begin !== end) yield* write(1, `${where}${line.slice(begin, end)}\n`);
        }
      }
      if (!flags.has('c') && !flags.has('o')) yield* write(1, `${where}${line}\n`);
      return count >= most ? 'enough' : 'more';
    });
    if (flags.has('l') && count > 0) yield* write(1, `${name}\n`);
    if (flags.has('c')) yield* write(1, `${prefix}${count}\n`);
  });
  if (found && (flags.has('q') || status === 0)) return 0;
  return status === 0 ? 1 : 2;
};
