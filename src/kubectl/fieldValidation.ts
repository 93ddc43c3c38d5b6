import { commandError } from './commandError.ts';
import type { ParsedFlags } from './flags.ts';

/** What `--validate` asks of the server. */
export function fieldValidation(flags: ParsedFlags): 'Strict' | 'Warn' | 'Ignore' {
  switch (flags.text('validate')) {
    case '':
    case 'strict':
    case 'true':
      return 'Strict';
    case 'warn':
      return 'Warn';
    case 'ignore':
    case 'false':
      return 'Ignore';
    default:
      throw commandError(
        `invalid - validate option ${JSON.stringify(flags.text('validate'))}; must be one of: strict (or true), warn, ignore (or false)`,
      );
  }
}

/** How a command is rehearsed. */
export type DryRun = 'none' | 'client' | 'server';

/** What `--dry-run` asks for. */
export function dryRunOf(flags: ParsedFlags): DryRun {
  const text = flags.text('dry-run');
  if (text === 'none' || text === 'client' || text === 'server') return text;
  // The flag alone, and the boolean of old, still mean the client.
  if (text === 'unchanged' || text === 'true') return 'client';
  if (text === 'false') return 'none';
  throw commandError(`Invalid dry-run value (${text}). Must be "none", "server", or "client".`);
}

/** What is added to a line of success in a rehearsal. */
export function dryRunSuffix(dryRun: DryRun): string {
  return dryRun === 'none' ? '' : dryRun === 'client' ? ' (dry run)' : ' (server dry run)';
}
