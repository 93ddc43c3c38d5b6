import { type ChangeReport, changeReport } from './changeReport.ts';
import { commandError, usageError } from './commandError.ts';
import { type DryRun, dryRunOf, fieldValidation } from './fieldValidation.ts';
import type { ParsedFlags } from './flags.ts';
import type { KubectlHost } from './host.ts';
import { type ManifestEntry, readManifests } from './manifestSource.ts';

/** What `create -f` and `replace -f` need before they write the objects of manifests. */
export interface ManifestWrite {
  readonly entries: readonly ManifestEntry[];
  readonly dryRun: DryRun;
  /** What goes with each request. */
  readonly query: Readonly<Record<string, string>>;
  readonly report: ChangeReport;
}

/** Reads the manifests and the flags of a verb that writes whole objects; without an object it fails. */
export async function manifestWrite(verb: string, flags: ParsedFlags, host: KubectlHost): Promise<ManifestWrite> {
  if (flags.args.length > 0) throw usageError(verb, `Unexpected args: [${flags.args.join(' ')}]`);
  if (!flags.given('filename')) throw commandError('must specify one of -f and -k');
  const report = await changeReport(flags, host);
  const dryRun = dryRunOf(flags);
  const query = {
    fieldManager: flags.text('field-manager'),
    fieldValidation: fieldValidation(flags),
    ...(dryRun === 'server' && { dryRun: 'All' }),
  };
  const entries = await readManifests(flags, host);
  if (entries.length === 0) throw commandError(`no objects passed to ${verb}`);
  return { entries, dryRun, query, report };
}
