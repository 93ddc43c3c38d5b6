import { code } from '../markdown.ts';
import { hoveredContainer } from './ofPod.ts';
import type { HoverSubject } from './subject.ts';

/** Words of a command that are shown. */
const maxWords = 12;
const shells = /(^|\/)(sh|bash|ash|dash|zsh|ksh|busybox|env|cmd|powershell|pwsh)(\.exe)?$/;
const shellWords = /^(&&|\|\||[|;<>]|>>|2>&1)$|\$\{?[A-Za-z_]\w*|[*?]\.|`/;

/** Which program a container runs, from its manifest and its image (https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/). */
export const command: HoverSubject = (context) => {
  const { ownerType, field } = context;
  if (field.name !== 'command' && field.name !== 'args') return undefined;
  const here = ownerType === 'Container' || ownerType === 'EphemeralContainer' ? hoveredContainer(context) : undefined;
  if (!here) return undefined;
  const { command: program = [], args = [] } = here.container;
  return [whatRuns(program, args), shellText(program, args)].filter((text) => text !== '').join(' ');
};

function whatRuns(program: readonly string[], args: readonly string[]): string {
  if (program.length > 0) {
    const words = wordsText([...program, ...args]);
    const how =
      args.length > 0
        ? 'In place of both `ENTRYPOINT` and `CMD` of the image'
        : '`command` stands in place of the `ENTRYPOINT` of the image, and its `CMD` does **not** count any more';
    return `${how}: the container runs ${words}.`;
  }
  if (args.length > 0) return `The \`ENTRYPOINT\` of the image runs, with ${wordsText(args)} in place of its \`CMD\`.`;
  return 'The container runs what the image says: its `ENTRYPOINT` with its `CMD`.';
}

function wordsText(words: readonly string[]): string {
  const shown = words.slice(0, maxWords).map((word) => code(word));
  return `${shown.join(' ')}${words.length > maxWords ? ` and ${words.length - maxWords} more words` : ''}`;
}

/** No shell reads the words, unless it is the program. */
function shellText(program: readonly string[], args: readonly string[]): string {
  const [first = ''] = program;
  if (program.length === 0 || shells.test(first)) return '';
  const word = [...program, ...args].find((each) => shellWords.test(each.replace(/\$\([A-Za-z_]\w*\)/g, '')));
  if (word === undefined) return '';
  return `**No shell reads these words:** ${code(word)} reaches the program as it stands. Begin with \`sh\`, \`-c\` to have one.`;
}
