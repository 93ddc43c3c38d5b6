import type { SourceKind } from './source.ts';

/** What a kubectl command prints. */
export const kubectlSource: SourceKind<'kubectl'> = {
  read(value) {
    const command = value.text();
    if (command === undefined) return undefined;
    if (!/^kubectl\s+\S[^\n]*$/.test(command))
      return value.problem('This should be one line that begins with kubectl.');
    return { type: 'kubectl', command };
  },

  async look({ command }, { runKubectl }) {
    const { stdout, stderr, exitCode } = await runKubectl(command);
    const text = stdout + stderr;
    if (exitCode !== 0) return { values: [text], root: text, missing: stderr.trim() };
    return { values: [text], root: text };
  },

  name: ({ command }) => `The output of "${command}"`,
};
