import { globalFlags } from './commonFlags.ts';
import type { FlagDeclaration } from './flags.ts';
import { type Verb, verbGroups } from './verb.ts';

/** What `kubectl` and `kubectl --help` print. */
export function overviewText(verbs: readonly Verb[]): string {
  const groups = verbGroups.map((group) => {
    const lines = verbs.filter((verb) => verb.group === group).map(summaryLine);
    return lines.length === 0 ? '' : `${group}:\n${lines.join('')}\n`;
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
  const flags = [...verb.flags].filter((flag) => !flag.hidden).sort((a, b) => (a.name < b.name ? -1 : 1));
  return [
    `${verb.summary}.\n\n`,
    examples === '' ? '' : `Examples:\n${examples}\n`,
    verb.verbs ? `Available Commands:\n${verb.verbs.map(summaryLine).join('')}\n` : '',
    flags.length === 0 ? '' : `Options:\n${flags.map(flagText).join('\n')}\n`,
    `Usage:\n  kubectl ${verb.verbs ? `${command} SUBCOMMAND` : verb.usage} [options]\n\n`,
    'Use "kubectl options" for a list of global command-line options (applies to all commands).\n',
  ].join('');
}

/** What `kubectl options` prints. */
export function optionsText(): string {
  const flags = globalFlags.filter((flag) => !flag.hidden);
  return `The following options can be passed to any command:\n\n${flags.map(flagText).join('\n')}`;
}

function summaryLine(verb: Verb): string {
  return `  ${verb.name.padEnd(15)} ${verb.summary}\n`;
}

function flagText(flag: FlagDeclaration): string {
  const quoted = flag.type === 'string' ? `'${flag.defaultText}'` : flag.defaultText;
  return `    ${flag.short ? `-${flag.short}, ` : ''}--${flag.name}=${quoted}:\n\t${flag.doc}\n`;
}
