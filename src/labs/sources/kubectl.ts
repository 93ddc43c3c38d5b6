import { readLookingCommand, wordsOf } from '../commandReader.ts';
import type { SourceKind } from './source.ts';

/** What a kubectl command prints. */
export const kubectlSource: SourceKind<'kubectl'> = {
  read(value) {
    const command = readLookingCommand(value);
    return command === undefined ? undefined : { type: 'kubectl', command };
  },

  async look({ command }, context) {
    const { stdout, stderr, exitCode } = await context.kubectl(wordsOf(command));
    const text = stdout + stderr;
    // A command that fails says nothing of what is not there: nothing lacks in it.
    if (exitCode !== 0) return { values: [text], root: undefined, missing: stderr.trim() };
    return { values: [text], root: text };
  },

  name: ({ command }) => `The output of “${command}”`,
};
