import { splitCommandLine } from '../kubectl/commandLine.ts';
import { verbNamed } from '../kubectl/kubectl.ts';
import type { YamlFields, YamlValue } from './yamlFields.ts';

/** Verbs that only look: a check may run them again and again. */
const lookingVerbs = ['get', 'describe', 'logs', 'events', 'top', 'rollout', 'auth', 'explain', 'version'];
/** What a rollout can be asked for without changing anything. */
const lookingAtRollouts = ['history', 'status'];
/** The flags with which a command goes on until somebody stops it. */
const followingFlags: ReadonlyMap<string, RegExp> = new Map(
  Object.entries({
    logs: /^(-p*f.*|--follow(=(?!false$).*)?)$/,
    get: /^(-A*w.*|--watch(-only)?(=(?!false$).*)?)$/,
    events: /^(-A*w.*|--watch(=(?!false$).*)?)$/,
  }),
);

/** Reads one line of kubectl. */
export function readCommand(value: YamlValue): string | undefined {
  const command = value.text();
  if (command === undefined) return undefined;
  const problem = problemOfCommand(command);
  return problem === undefined ? command : value.problem(problem);
}

/** Reads a list of lines of kubectl; none where the field is missing. */
export function readCommands(fields: YamlFields, name: string): string[] {
  return (fields.get(name)?.list() ?? []).flatMap((item) => {
    const command = readCommand(item);
    if (command !== undefined && followsForEver(command)) {
      item.problem('This command goes on until somebody stops it, and here nobody does.');
      return [];
    }
    return command ?? [];
  });
}

/** Reads a line of kubectl that changes nothing and ends by itself. */
export function readLookingCommand(value: YamlValue): string | undefined {
  const command = readCommand(value);
  if (command === undefined) return undefined;
  if (isLooking(command) && !followsForEver(command) && belowOf(command, 'rollout') !== 'status') return command;
  return value.problem(`A check only looks, and at once: it runs ${lookingVerbs.join(', ')}, and follows nothing.`);
}

/** What is wrong with a line that should be one of kubectl; nothing where it can be run. */
export function problemOfCommand(command: string): string | undefined {
  if (!/^kubectl\s[^\n]+$/.test(command)) return 'This should be one line that begins with kubectl.';
  const { problem } = splitCommandLine(command);
  if (problem !== undefined) return problem;
  const verb = verbNamed(wordsOf(command));
  return verb === undefined || verb.known ? undefined : `kubectl knows no command "${verb.name}".`;
}

/** Whether a command only looks at the cluster. */
export function isLooking(command: string): boolean {
  const verb = verbNamed(wordsOf(command))?.name ?? '';
  return lookingVerbs.includes(verb) && (verb !== 'rollout' || lookingAtRollouts.includes(belowOf(command, verb)));
}

/** Whether a command goes on until somebody stops it. */
export function followsForEver(command: string): boolean {
  const words = wordsOf(command);
  const verb = verbNamed(words)?.name ?? '';
  return verb === 'attach' || words.some((word) => followingFlags.get(verb)?.test(word));
}

/** The word behind a verb that says which of its commands is meant. */
function belowOf(command: string, verb: string): string {
  const words = wordsOf(command);
  return words.slice(words.indexOf(verb) + 1).find((word) => !word.startsWith('-')) ?? '';
}

/** What stands after `kubectl`. */
export function wordsOf(command: string): string[] {
  return splitCommandLine(command).words.slice(1);
}
