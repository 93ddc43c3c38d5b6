import { refused } from '../errno.ts';
import { programOf } from '../executable.ts';
import { Exhausted, held, maxFields, maxTextBytes } from '../exhaustion.ts';
import { type Program, wait } from '../syscalls.ts';
import { complain, readAll } from './input.ts';

/** `xargs COMMAND`, -n, -I, -r, -0. */
export const xargs: Program = function* (process) {
  const words = process.argv.slice(1);
  let perCall = Number.POSITIVE_INFINITY;
  let placeholder: string | undefined;
  let skipsEmpty = false;
  let separator: string | undefined;
  while (words[0]?.startsWith('-')) {
    const option = words.shift() as string;
    if (option.startsWith('-n')) perCall = Math.max(1, Number(option.slice(2) || words.shift()) || 1);
    else if (option.startsWith('-I')) placeholder = option.slice(2) || words.shift() || '{}';
    else if (option === '-r') skipsEmpty = true;
    else if (option === '-0') separator = '\0';
  }
  const command = words.length > 0 ? words : ['echo'];
  const text = yield* readAll(0);
  const whole = separator ?? (placeholder === undefined ? undefined : '\n');
  const items = whole === undefined ? (text.match(/\S+/g) ?? []) : text.split(whole).filter((line) => line !== '');
  if (items.length > maxFields) throw new Exhausted();
  if (placeholder !== undefined) perCall = 1;
  let status = 0;
  for (let at = 0; at === 0 || at < items.length; at += perCall) {
    const batch = items.slice(at, at + perCall);
    if (batch.length === 0 && (skipsEmpty || placeholder !== undefined)) break;
    const mark = placeholder;
    const argv =
      mark === undefined ? [...command, ...batch] : command.map((word) => replacedIn(word, mark, batch[0] ?? ''));
    const found = programOf(process.kernel.mounts, argv, process.env, process.cwd, process.credentials);
    if (typeof found === 'string') {
      yield* complain(process, `${command[0]}: No such file or directory`);
      return 127;
    }
    const child = process.spawn(found);
    if (refused(child)) return 1;
    const ended = yield* wait(child.pid, 'exit');
    if (!refused(ended) && ended.exitCode !== 0) status = 123;
    if (items.length === 0) break;
  }
  return status;
};

function replacedIn(word: string, mark: string, by: string): string {
  const pieces = word.split(mark);
  if (pieces.length * by.length > maxTextBytes) throw new Exhausted();
  return held(pieces.join(by));
}
