/**
 * Ends a command: the text goes to stderr as it is, the exit code to the shell. Only `runKubectl` catches it; it never
 * leaves this room.
 */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: number;

  constructor(text: string, exitCode = 1) {
    super(text);
    this.exitCode = exitCode;
  }
}

/** What kubectl says of its own mistakes: `error: …`. */
export function commandError(message: string): CommandError {
  return new CommandError(`error: ${message}`);
}

/** A wrong use of a verb, with the pointer to its help. */
export function usageError(verb: string, message: string): CommandError {
  return new CommandError(`error: ${message}\nSee 'kubectl ${verb} -h' for help and examples`);
}
