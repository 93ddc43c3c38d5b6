/** Thrown when we, not the user, made a mistake. Only the edges (`vscode/`, `server/`, `bin/`) catch it. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** States what must hold at this point of the program; throws `InvariantError` where it does not. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}
