import type { FieldPath } from '../../api/field.ts';
import { isShellImage, readImage } from './imageNames.ts';
import type { ManifestFacts } from './manifestFacts.ts';
import type { WrittenContainer } from './podTemplate.ts';

/** One item of `command` or `args`. */
export interface WrittenWord {
  readonly text: string;
  readonly path: FieldPath;
}

/** What is to be run, as the program gets it: each item is one word, and no shell looks at it. */
export interface WrittenCommand {
  /** The program first where it `isWhole`; else only what the image's own program gets. */
  readonly words: readonly WrittenWord[];
  readonly isWhole: boolean;
}

/** What a shell is told to do. */
export interface ShellScript {
  /** Empty for a shell without `-c`. */
  readonly script: string;
  /** The words after the script, which become `$0`, `$1` …; or the shell's own, without `-c`. */
  readonly rest: readonly WrittenWord[];
  readonly word?: WrittenWord;
}

/** `command` and `args` of a container; undefined where neither is written or one is no list of texts. */
export function commandOf({ value, path }: WrittenContainer): WrittenCommand | undefined {
  const command = wordsOf(value.command, [...path, 'command']);
  const args = wordsOf(value.args, [...path, 'args']);
  if (!command || !args || command.length + args.length === 0) return undefined;
  const isWhole = command.length > 0 || isShellImage(readImage(value.image));
  return { words: [...command, ...args], isWhole };
}

/** The commands that Kubernetes itself runs in containers: of probes and of `postStart` and `preStop`. */
export function execCommands({ objects }: ManifestFacts): WrittenCommand[] {
  return objects.flatMap(({ type, value, path }) => {
    if (type !== 'ExecAction') return [];
    const words = wordsOf(value.command, [...path, 'command']);
    return words && words.length > 0 ? [{ words, isWhole: true }] : [];
  });
}

/** All commands of a manifest. */
export function allCommands(facts: ManifestFacts): WrittenCommand[] {
  const own = (facts.pods?.containers ?? []).flatMap((container) => commandOf(container) ?? []);
  return [...own, ...execCommands(facts)];
}

/** The script of `sh -c SCRIPT`; undefined where the program is no shell. */
export function shellScriptOf({ words, isWhole }: WrittenCommand): ShellScript | undefined {
  if (!isWhole || !isShell(words[0]?.text)) return undefined;
  let at = 1;
  let takesScript = false;
  for (; at < words.length; at++) {
    const text = words[at]?.text ?? '';
    if (text === '--' || !/^[-+]\w/.test(text)) break;
    if (/^-\w*c/.test(text)) takesScript = true;
    if (/^[-+]\w*o$/.test(text)) at += 1;
  }
  if (words[at]?.text === '--') at += 1;
  const word = words[at];
  if (!takesScript || !word) return { script: '', rest: words.slice(at) };
  return { script: word.text, word, rest: words.slice(at + 1) };
}

/** True for the name or path of a shell. */
export function isShell(program: string | undefined): boolean {
  return program !== undefined && /^(?:[\w./-]*\/)?(?:sh|ash|bash|dash|ksh|zsh)$/.test(program);
}

function wordsOf(list: unknown, path: FieldPath): WrittenWord[] | undefined {
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) return undefined;
  const words = list.flatMap((text: unknown, index) =>
    typeof text === 'string' ? [{ text, path: [...path, index] }] : [],
  );
  return words.length === list.length ? words : undefined;
}
