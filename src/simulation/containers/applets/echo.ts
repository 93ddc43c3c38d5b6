import { type Program, write } from '../syscalls.ts';
import { unescapeText } from './escapes.ts';

/** What `echo` prints for these arguments. */
export function echoText(args: readonly string[]): string {
  let start = 0;
  let lineEnd = '\n';
  let escapes = false;
  while (/^-[neE]+$/.test(args[start] ?? '')) {
    for (const letter of (args[start] as string).slice(1)) {
      if (letter === 'n') lineEnd = '';
      else escapes = letter === 'e';
    }
    start += 1;
  }
  const text = args.slice(start).join(' ');
  if (!escapes) return text + lineEnd;
  const unescaped = unescapeText(text, 'echo');
  return unescaped.ended ? unescaped.text : unescaped.text + lineEnd;
}

export const echo: Program = function* (process) {
  const refusal = yield* write(1, echoText(process.argv.slice(1)));
  if (refusal) yield* write(2, `echo: write error: ${refusal.text}\n`);
  return refusal ? 1 : 0;
};
