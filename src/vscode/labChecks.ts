import * as vscode from 'vscode';
import type { CheckContext, CheckResult } from '../labs/check.ts';
import type { Step } from '../labs/lab.ts';
import type { ClusterHost } from './clusterHost.ts';
import { collectOutput, type KubectlPlace, runKubectlHere } from './commandRunner.ts';
import { readIfThere } from './labFolder.ts';
import type { WorkspaceFiles } from './workspaceFiles.ts';

/** Where a lab's checks look. */
export interface CheckPlace {
  readonly cluster: ClusterHost;
  readonly files: WorkspaceFiles;
  /** The learner's folder. */
  readonly folder: vscode.Uri;
}

/** Looks whether a step is done, in the learner's cluster and folder. */
export async function checkStep(step: Step, place: CheckPlace): Promise<CheckResult> {
  const { runChecks } = await import('../labs/check.ts');
  // One that runs is not started again: a check may end after the learner has stopped the cluster.
  const running = place.cluster.running ?? (await place.cluster.start());
  const { client, control } = running;
  const context: CheckContext = {
    client,
    nowMs: () => control.time().nowMs,
    runKubectl: (line) => runLine(line, { cluster: { start: async () => running }, files: place.files }),
    readFile: (path) => readIfThere(vscode.Uri.joinPath(place.folder, path)),
  };
  return runChecks(step, context);
}

async function runLine(line: string, { cluster, files }: Pick<KubectlPlace, 'cluster' | 'files'>) {
  const { splitCommandLine } = await import('../kubectl/commandLine.ts');
  const [, ...argv] = splitCommandLine(line).words;
  const collected = collectOutput();
  const exitCode = await runKubectlHere(argv, { cluster, files, output: collected.output });
  return { stdout: collected.stdout(), stderr: collected.stderr(), exitCode };
}
