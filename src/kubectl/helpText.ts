import type { FlagDeclaration } from './flags.ts';
import { globalFlags } from './globalFlags.ts';
import { flagsOf, type Verb, verbGroups } from './verb.ts';

/** What `kubectl` and `kubectl --help` print. */
export function overviewText(verbs: readonly Verb[]): string {
  const groups = verbGroups.map((group) => {
    const lines = summaryLines(
      verbs.filter((verb) => verb.group === group),
      verbs,
    );
    return lines === '' ? '' : `${group}:\n${lines}\n`;
  });
  return [
    'kubectl controls the embedded cluster of Pod Labs.\n\n',
    ...groups,
    'Usage:\n  kubectl [flags] [options]\n\n',
    'Use "kubectl <command> --help" for more information about a given command.\n',
    'Use "kubectl options" for a list of global command-line options (applies to all commands).\n',
  ].join('');
}

/** What `kubectl VERB --help` prints. */
export function verbText(verb: Verb, command: string): string {
  const examples = verb.examples.map((example) => `  # ${example.comment}\n  ${example.command}\n`).join('\n');
  const flags = [...flagsOf(verb)].filter((flag) => !flag.hidden).sort((a, b) => (a.name < b.name ? -1 : 1));
  return [
    `${verb.summary}.\n\n`,
    examples === '' ? '' : `Examples:\n${examples}\n`,
    verb.verbs ? `Available Commands:\n${summaryLines(verb.verbs, verb.verbs)}\n` : '',
    flags.length === 0 ? '' : `Options:\n${flags.map(flagText).join('\n')}\n`,
    `Usage:\n  kubectl ${verb.verbs ? `${command} SUBCOMMAND` : verb.usage} [options]\n\n`,
    verb.verbs ? `Use "kubectl ${command} <command> --help" for more information about a given command.\n` : '',
    'Use "kubectl options" for a list of global command-line options (applies to all commands).\n',
  ].join('');
}

/** What `kubectl options` prints. */
export function optionsText(): string {
  const flags = globalFlags.filter((flag) => !flag.hidden);
  return `The following options can be passed to any command:\n\n${flags.map(flagText).join('\n')}`;
}

/** Names and summaries in two columns, wide enough for all names of the whole list. */
function summaryLines(verbs: readonly Verb[], all: readonly Verb[]): string {
  const width = Math.max(11, ...all.map((verb) => verb.name.length)) + 3;
  return verbs.map((verb) => `  ${verb.name.padEnd(width)}${verb.summary}\n`).join('');
}

function flagText(flag: FlagDeclaration): string {
  const quoted = flag.type === 'string' ? `'${flag.defaultText}'` : flag.defaultText;
  return `    ${flag.short ? `-${flag.short}, ` : ''}--${flag.name}=${quoted}:\n\t${flag.doc}\n`;
}
