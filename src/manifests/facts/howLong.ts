import { isDaemonImage, isShellImage, readImage } from './imageNames.ts';
import type { WrittenContainer } from './podTemplate.ts';
import { maxScriptLength, simpleCommands } from './simpleScript.ts';
import { commandOf, isShell, shellScriptOf, type WrittenCommand } from './writtenCommand.ts';

/** A container that sleeps at least so long is meant to be there, not to end; in seconds. */
const idleSeconds = 60;

/** Programs that do one thing and end, whatever they are told. */
const oneShots = new Set(
  (
    'echo printf date true false : ls env printenv pwd id whoami hostname uname mkdir touch cp mv rm chmod chown ln ' +
    'cat head wc grep sort uniq seq cut tr basename dirname expr test [ cd export set unset nslookup dig host ps df du free ' +
    'md5sum sha256sum base64 stat readlink which exit'
  ).split(' '),
);

/** True where a container's program runs until it is stopped, as far as one can tell: `tail -f`, an endless loop, a known server. */
export function looksEndless(container: WrittenContainer): boolean {
  const image = readImage(container.value.image);
  const command = commandOf(container);
  if (!command) return !isGiven(container.value.command) && !isGiven(container.value.args) && isDaemonImage(image);
  if (!command.isWhole) return command.words[0]?.text.startsWith('-') === true && isDaemonImage(image);
  const shell = shellScriptOf(command);
  return shell ? isEndlessScript(shell.script) : isEndlessCommand(command.words.map(({ text }) => text));
}

/** What ends at once in a container's program, in a few words for a message; undefined where one cannot tell. */
export function endsAtOnce(container: WrittenContainer): string | undefined {
  // A terminal waits for somebody who types, with or without stdin: `cat` in it is a usual way to keep a container.
  if (container.value.stdin === true || container.value.tty === true) return undefined;
  const command = commandOf(container);
  if (!command) {
    const isBare = !isGiven(container.value.command) && !isGiven(container.value.args);
    if (!isBare) return undefined;
    const image = readImage(container.value.image);
    if (image?.name === 'hello-world') return 'hello-world prints its greeting and ends';
    return isShellImage(image)
      ? 'The program of this image is a shell or an interpreter, which ends at once when nobody types'
      : undefined;
  }
  const isShort = isOneShot(command);
  return isShort ? 'This command does its work and ends' : undefined;
}

/** Seconds that `sleep 90` or `sleep 1m` take; undefined for another command. */
export function sleepSeconds(words: readonly string[]): number | undefined {
  if (!/^(?:[\w./-]*\/)?sleep$/.test(words[0] ?? '') || words.length < 2) return undefined;
  let seconds = 0;
  for (const word of words.slice(1)) {
    const match = /^["']?(\d+(?:\.\d+)?)([smhd]?)["']?$/.exec(word);
    if (!match) return /^["']?inf/.test(word) ? Number.POSITIVE_INFINITY : undefined;
    const [, amount, unit = ''] = match;
    seconds += Number(amount) * (unit === 'm' ? 60 : unit === 'h' ? 3600 : unit === 'd' ? 86_400 : 1);
  }
  return seconds;
}

function isOneShot(command: WrittenCommand): boolean {
  if (!command.isWhole) return false;
  const shell = shellScriptOf(command);
  if (shell && !shell.word) return shell.rest.length === 0;
  const commands = shell ? simpleCommands(shell.script) : [command.words.map(({ text }) => text)];
  if (!commands || commands.length === 0) return false;
  let sleptSeconds = 0;
  for (const words of commands) {
    const program = (words[0] ?? '').replace(/^.*\//, '');
    const seconds = sleepSeconds(words);
    if (seconds !== undefined) sleptSeconds += seconds;
    else if (words.length > 0 && !doesOneThing(program, words)) return false;
  }
  return sleptSeconds < idleSeconds;
}

function doesOneThing(program: string, words: readonly string[]): boolean {
  if (isShell(program)) return words.length === 1;
  if (program === 'env' && words.slice(1).some((word) => !word.includes('='))) return false;
  return oneShots.has(program);
}

function isEndlessCommand(words: readonly string[]): boolean {
  const program = (words[0] ?? '').replace(/^.*\//, '');
  if (sleepSeconds(words) === Number.POSITIVE_INFINITY) return true;
  return program === 'tail' && words.some((word) => /^(?:-\w*[fF]|--follow)/.test(word));
}

function isEndlessScript(text: string): boolean {
  if (text.length > maxScriptLength) return false;
  const script = text
    .replace(/(^|\s)#[^\n]*/g, '$1')
    .replace(/\d?>&\d/g, '')
    .trim();
  if (/\b(?:break|exit|return|kill|timeout)\b/.test(script)) return false;
  if (endlessLoop.test(script)) return !/\bdone[ \t]*(?:>\S*[ \t]*)?&(?!&)/.test(script);
  const last =
    script
      .split(/;|\n|&&|\|\|/)
      .at(-1)
      ?.split('|')[0] ?? '';
  return (
    !last.includes('&') &&
    isEndlessCommand(
      last
        .trim()
        .replace(/^exec\s+/, '')
        .split(/\s+/),
    )
  );
}

const endlessLoop =
  /\bwhile\s+(?:true|:|\[\s*(?:1|true)\s*\]|sleep\s+\w+)\s*[;\n]|\buntil\s+false\s*[;\n]|\bfor\s*\(\(\s*;\s*;\s*\)\)/;

function isGiven(list: unknown): boolean {
  return Array.isArray(list) ? list.length > 0 : list !== undefined && list !== null;
}
