import { commandError } from './commandError.ts';
import { dryRunOf } from './fieldValidation.ts';
import type { FlagDeclaration, ParsedFlags } from './flags.ts';

/** What becomes of the objects that belong to a deleted one. */
export const cascadeFlag: FlagDeclaration = {
  name: 'cascade',
  type: 'string',
  defaultText: 'background',
  bareText: 'background',
  doc: "What becomes of the objects that belong to it: 'background' and 'foreground' delete them, 'orphan' leaves them.",
};

export const gracePeriodFlag: FlagDeclaration = {
  name: 'grace-period',
  type: 'integer',
  defaultText: '-1',
  doc: 'Seconds that the object gets to end; -1 leaves it to the object.',
};

/** The body of a DELETE, beside which the server minds no query; a negative grace period leaves it to the object. */
export function deleteOptions(flags: ParsedFlags, graceSeconds: number): object {
  return {
    kind: 'DeleteOptions',
    apiVersion: 'v1',
    propagationPolicy: propagationOf(flags),
    ...(graceSeconds >= 0 && { gracePeriodSeconds: graceSeconds }),
    ...(dryRunOf(flags) === 'server' && { dryRun: ['All'] }),
  };
}

/** The policy that `--cascade` names. */
export function propagationOf(flags: ParsedFlags): 'Background' | 'Foreground' | 'Orphan' {
  switch (flags.text('cascade')) {
    case 'true':
    case 'background':
      return 'Background';
    case 'foreground':
      return 'Foreground';
    case 'false':
    case 'orphan':
      return 'Orphan';
    default:
      throw commandError(
        `invalid cascade value (${flags.text('cascade')}). Must be "background", "foreground", or "orphan"`,
      );
  }
}
