import type { Readable } from 'node:stream';
import { diagnose } from '../manifests/diagnostics.ts';
import { type ManifestFile, readManifests } from '../manifests/manifestFile.ts';
import { ManifestSet } from '../manifests/manifestSet.ts';
import { type CheckCommand, checkUsage, parseCheckCommand } from './checkCommandLine.ts';
import { humanReport, jsonReport, type ReportedDiagnostic, reported } from './checkReport.ts';
import { manifestTexts } from './manifestTexts.ts';

/** What the command talks with. */
export interface CheckStreams {
  readonly stdin: Readable;
  stdout(text: string): void;
  stderr(text: string): void;
}

/**
 * `npm run -s check-manifests`: prints what is to be said about manifests. The exit code: 0 without errors, 1 with errors, 2 for wrong
 * use and where something cannot be read; what can be is checked all the same.
 */
export async function checkManifests(args: readonly string[], streams: CheckStreams): Promise<number> {
  const command = parseCheckCommand(args);
  if (command === 'help') {
    streams.stdout(checkUsage);
    return 0;
  }
  if ('problem' in command) {
    streams.stderr(`${command.problem}\n\n${checkUsage}`);
    return 2;
  }
  const files = new Map<string, ManifestFile>();
  let unread = 0;
  for await (const found of manifestTexts(command.paths, streams.stdin)) {
    if ('text' in found) files.set(found.file, readManifests(found.text));
    else {
      unread++;
      streams.stderr(`${found.file}: ${found.problem}\n`);
    }
  }
  const diagnostics = diagnosticsOf(files, command.extent);
  streams.stdout(command.format === 'json' ? jsonReport(diagnostics) : humanReport(diagnostics, files.size));
  if (unread > 0) return 2;
  return diagnostics.some(({ severity }) => severity === 'error') ? 1 : 0;
}

function diagnosticsOf(files: ReadonlyMap<string, ManifestFile>, extent: CheckCommand['extent']): ReportedDiagnostic[] {
  const together = extent === 'together' ? new ManifestSet(files, { world: 'closed' }) : undefined;
  return [...files].flatMap(([file, content]) => {
    const set = together ?? new ManifestSet([[file, content]], { world: 'open' });
    return reported(file, content.text, diagnose(content, { around: { set, file } }));
  });
}
