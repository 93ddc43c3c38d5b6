import { unescapeText } from '../applets/escapes.ts';
import type { Image } from '../image.ts';
import { type Program, work, write } from '../syscalls.ts';
import { folder } from './baseFiles.ts';
import { debianFiles, usrWith } from './distributions.ts';
import { pi } from './pi.ts';

/** What `bpi(2000)` costs perl, milliseconds of processor time: an assumption of the right order. */
const bpiCpuMs = 6000;
const bpiDigits = 2000;
/** More digits are refused: the host really computes them. */
const maxDigits = 20_000;

/** `perl -Mbignum=bpi -wle "print bpi(2000)"` of the documentation's Job, and `perl -e 'print "text"'`. */
const perl: Program = function* (process) {
  const words = process.argv.slice(1);
  const script = scriptOf(words);
  if (words[0] === '-v') {
    yield* write(1, `\nThis is perl 5, version ${process.env.get('PERL_VERSION')} (simulated)\n`);
    return 0;
  }
  const end = words.some((word) => /^-\w*l/.test(word)) ? '\n' : '';
  const digits = Number(/^\s*print\s+bpi\s*\(?\s*(\d+)\s*\)?\s*;?\s*$/.exec(script ?? '')?.[1] ?? Number.NaN);
  if (digits >= 1 && digits <= maxDigits && words.some((word) => word.startsWith('-Mbignum'))) {
    yield* work(Math.max(1, bpiCpuMs * (digits / bpiDigits) ** 2));
    yield* write(1, `${pi(digits)}${end}`);
    return 0;
  }
  const text = /^\s*print\s*\(?\s*(?:"((?:[^"\\$@]|\\.)*)"|'([^']*)')\s*\)?\s*;?\s*$/.exec(script ?? '');
  if (text) {
    yield* write(1, `${text[1] === undefined ? text[2] : unescapeText(text[1], 'printf').text}${end}`);
    return 0;
  }
  yield* write(2, 'perl: Pod Labs simulates `print bpi(N)` and `print "text"` only, not the language.\n');
  return 255;
};

function scriptOf(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => /^-\w*e$/.test(word));
  return at < 0 ? undefined : words[at + 1];
}

/** docker.io/library/perl. */
export function perlImage(version: string): Image {
  return {
    files: {
      ...debianFiles,
      usr: usrWith({ local: folder({ bin: folder({ perl: { kind: 'program', program: perl } }) }) }),
    },
    entrypoint: [],
    command: ['perl', '-de0'],
    env: { PERL_VERSION: version },
    workingDir: '/usr/src/app',
    stopSignal: 'SIGTERM',
  };
}
