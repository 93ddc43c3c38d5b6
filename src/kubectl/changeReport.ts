import type { KindInfo } from '../api/kinds.ts';
import type { KubernetesObject } from '../api/objects.ts';
import { CommandError } from './commandError.ts';
import { dryRunOf, dryRunSuffix } from './fieldValidation.ts';
import type { ParsedFlags } from './flags.ts';
import type { KubectlHost } from './host.ts';
import { objectPrinter } from './printObjects.ts';
import { resourceName } from './resourceArguments.ts';

/** Tells of one object that was changed: `deployment.apps/web scaled`, or the object itself in the format of `-o`. */
export type ChangeReport = (
  info: Pick<KindInfo, 'group' | 'singular'>,
  object: KubernetesObject,
  operation: string,
) => void;

/** The report that the flags ask for. */
export async function changeReport(flags: ParsedFlags, host: KubectlHost): Promise<ChangeReport> {
  const printer = await objectPrinter(flags, host);
  const suffix = dryRunSuffix(dryRunOf(flags));
  return (info, object, operation) => {
    if (printer) host.stdout(printer.print(object));
    else host.stdout(`${resourceName(info, object.metadata?.name ?? '')} ${operation}${suffix}\n`);
  };
}

/** Does something with each of several things; what fails does not keep the others from it, and is told at the end. */
export async function forEach<T>(things: readonly T[], act: (thing: T) => Promise<void>): Promise<void> {
  const errors: string[] = [];
  for (const thing of things) {
    try {
      await act(thing);
    } catch (failure) {
      if (!(failure instanceof CommandError) || failure.message === '') throw failure;
      errors.push(failure.message);
    }
  }
  if (errors.length > 0) throw new CommandError(joinErrors(errors));
}

/** A lone mistake of kubectl begins with `error: `; several get a line each without it. */
export function joinErrors(errors: readonly string[]): string {
  if (errors.length === 1) return errors[0] ?? '';
  return errors.map((error) => error.replace(/^error: /, '')).join('\n');
}
