import { CommandError, commandError } from './commandError.ts';
import { noKustomizeText } from './commonFlags.ts';
import { type FlagDeclaration, parseFlags } from './flags.ts';
import { checkGlobalFlags, countingWarnings, globalFlags } from './globalFlags.ts';
import { optionsText, overviewText, verbText } from './helpText.ts';
import type { KubectlHost } from './host.ts';
import { flagsOf, type Verb } from './verb.ts';
import { verbs } from './verbs.ts';

/**
 * Runs one command of the built-in kubectl; `argv` is what stands after `kubectl`. All output goes to the host, and the
 * promise holds the exit code: 0, 1, 130 after Ctrl-C, or that of the command an `exec` ran. It rejects only where we
 * made a mistake or the cluster cannot be reached.
 */
export async function runKubectl(argv: readonly string[], host: KubectlHost): Promise<number> {
  try {
    return await run(argv, host);
  } catch (failure) {
    if (!(failure instanceof CommandError)) throw failure;
    if (failure.message !== '') host.stderr(`${failure.message}\n`);
    return failure.exitCode;
  }
}

async function run(argv: readonly string[], host: KubectlHost): Promise<number> {
  const found = findVerb(argv);
  if (!found) {
    if (wantsHelp(argv) || argv.length === 0) {
      host.stdout(overviewText(verbs));
      return 0;
    }
    parseFlags('', argv, globalFlags);
    throw commandError("a command is missing\nSee 'kubectl --help' for usage.");
  }
  const { name, words } = found;
  if (name === 'help') return showHelp(words, host);
  if (name === 'options') {
    host.stdout(optionsText());
    return 0;
  }
  if (name === 'alpha') {
    host.stderr('No alpha commands are available in this version of kubectl\n');
    return 0;
  }
  const verb = verbs.find((candidate) => isNamed(candidate, name));
  if (!verb) throw unknownCommand(name);
  return runVerb(verb, verb.name, words, host);
}

async function runVerb(verb: Verb, command: string, words: readonly string[], host: KubectlHost): Promise<number> {
  const own = new Set(flagsOf(verb).map(({ name }) => name));
  const declared = [...flagsOf(verb), ...globalFlags.filter(({ name }) => !own.has(name))];
  const found = verb.verbs && findVerb(words, declared);
  const below = found && verb.verbs?.find((candidate) => isNamed(candidate, found.name));
  if (found && below) return runVerb(below, `${command} ${below.name}`, found.words, host);
  if (wantsHelp(words)) {
    parseFlags(command, words, declared);
    host.stdout(verbText(verb, command));
    return 0;
  }
  // Verbs that only hold others have no flags of their own.
  if (verb.verbs && verb.flags.length === 0) {
    if (found) {
      parseFlags(command, found.words, globalFlags);
      throw new CommandError(
        `error: unknown command "${[found.name, ...found.words].join(' ')}"\nSee 'kubectl ${command} -h' for help and examples`,
      );
    }
    if (verb.failsAlone) throw new CommandError(verbText(verb, command).trimEnd());
    host.stdout(verbText(verb, command));
    return 0;
  }
  const flags = parseFlags(command, words, declared);
  if (flags.text('kustomize') !== '') throw commandError(noKustomizeText);
  checkGlobalFlags(flags, own);
  const missing = verb.flags.filter((flag) => flag.required && !flags.given(flag.name));
  if (missing.length > 0) {
    throw commandError(`required flag(s) ${missing.map((flag) => JSON.stringify(flag.name)).join(', ')} not set`);
  }
  const counted = countingWarnings(host);
  const exitCode = (await verb.run(flags, counted.host)) ?? 0;
  if (flags.enabled('warnings-as-errors')) counted.check();
  return exitCode;
}

/** The verb that a command line names, known or not; undefined where it names none. */
export function verbNamed(argv: readonly string[]): { readonly name: string; readonly known: boolean } | undefined {
  const name = findVerb(argv)?.name;
  if (name === undefined) return undefined;
  const known = ['help', 'options', 'alpha'].includes(name) || verbs.some((verb) => isNamed(verb, name));
  return { name, known };
}

function isNamed(verb: Verb, word: string): boolean {
  return verb.name === word || (verb.aliases?.includes(word) ?? false);
}

function showHelp(words: readonly string[], host: KubectlHost): number {
  const verb = verbs.find((candidate) => candidate.name === words[0]);
  const below = verb?.verbs?.find((candidate) => isNamed(candidate, words[1] ?? ''));
  if (below && verb) host.stdout(verbText(below, `${verb.name} ${below.name}`));
  else if (verb) host.stdout(verbText(verb, verb.name));
  else if (words.length === 0) host.stdout(overviewText(verbs));
  else host.stderr(`Unknown help topic [${words.map((word) => `\`${word}\``).join(' ')}]\n\n\n${overviewText(verbs)}`);
  return 0;
}

/** The first word that is neither a global flag nor its value; flags may stand before the verb. */
function findVerb(
  argv: readonly string[],
  flags: readonly FlagDeclaration[] = globalFlags,
): { name: string; words: string[] } | undefined {
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] as string;
    if (!word.startsWith('-')) return { name: word, words: [...argv.slice(0, index), ...argv.slice(index + 1)] };
    if (takesNextWord(word, flags)) index += 1;
  }
  return undefined;
}

function takesNextWord(word: string, flags: readonly FlagDeclaration[]): boolean {
  if (word.includes('=')) return false;
  const flag = flags.find((candidate) => word === `--${candidate.name}` || word === `-${candidate.short}`);
  return flag !== undefined && flag.type !== 'boolean' && flag.bareText === undefined;
}

/** Words behind `--` belong to the command that an exec runs. */
function wantsHelp(words: readonly string[]): boolean {
  const dash = words.indexOf('--');
  return (dash < 0 ? words : words.slice(0, dash)).some((word) => word === '--help' || word === '-h');
}

function unknownCommand(name: string): CommandError {
  const close = [...verbs.map((verb) => verb.name), 'options', 'help'].filter(
    (known) => editDistance(known, name) <= 2 || (name !== '' && known.startsWith(name)),
  );
  const suggestions =
    close.length === 0 ? '' : `\n\nDid you mean this?\n${close.map((known) => `\t${known}\n`).join('')}`;
  return new CommandError(`error: unknown command ${JSON.stringify(name)} for "kubectl"${suggestions}`.trimEnd());
}

/** How many letters must be added, dropped or replaced to get from one word to the other. */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let row = Array.from({ length: b.length + 1 }, (_value, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replace = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replace, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
