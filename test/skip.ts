/** Skips the running test and puts the reason into its title, where the report shows it. */
export function skip(context: Mocha.Context, reason: string): never {
  const runnable = context.runnable();
  runnable.title += ` (${reason})`;
  context.skip();
}
