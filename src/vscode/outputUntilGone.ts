import type { EndableClient } from './endableClient.ts';
import type { CommandOutput } from './terminalSession.ts';

/**
 * The output of a command that ends with its cluster: when that goes, the sentence is printed, the command is broken off as
 * by Ctrl-C, and what it says after that is dropped. `letGo` is for when the command has ended.
 */
export function outputUntilGone(
  output: CommandOutput,
  onGone: EndableClient['onEnd'],
): { output: CommandOutput; letGo: () => void } {
  let isGone = false;
  const listeners: (() => void)[] = [];
  const letGo = onGone(({ message }) => {
    output.stderr(`${message}\n`);
    isGone = true;
    for (const listener of listeners) listener();
  });
  const whileThere = (print: (text: string) => void) => (text: string) => {
    if (!isGone) print(text);
  };
  return {
    letGo,
    output: {
      stdout: whileThere(output.stdout),
      stderr: whileThere(output.stderr),
      columns: output.columns,
      ...(output.input && { input: output.input }),
      cancellation: {
        get aborted() {
          return isGone || output.cancellation.aborted;
        },
        onAbort: (listener) => {
          listeners.push(listener);
          output.cancellation.onAbort(listener);
        },
      },
    },
  };
}
