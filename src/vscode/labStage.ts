import * as vscode from 'vscode';
import type { CheckContext, CommandResult } from '../labs/checkContext.ts';
import type { LabStage } from '../labs/stage.ts';
import type { RunningCluster } from './clusterHost.ts';
import { collectOutput, runKubectlHere } from './commandRunner.ts';
import { UserError } from './edge.ts';
import { readIfThere, replaceText } from './labFolder.ts';
import type { LabLibrary, ShippedLab } from './labLibrary.ts';
import type { WorkspaceFiles } from './workspaceFiles.ts';

/** Where a lab is played: its files, and its part of the cluster. */
export interface LabPlace {
  /** An author's lab changes while it is played. */
  entry: ShippedLab;
  readonly library: LabLibrary;
  /** The lab's own, whatever lab is open in the window by the time that they are asked for. */
  readonly files: WorkspaceFiles;
  /** The learner's folder. */
  readonly folder: vscode.Uri;
}

/** How long a command of a check may take, in virtual time: a Node that has lost its power never answers. */
const lookLimitMs = 20_000;
/** How far time goes on at once while a command of a set-up waits, in milliseconds of virtual time. */
const sliceMs = 250;

/** What the checks of a lab look through: the learner's cluster and folder, in the cluster's own time. */
export function labContext(running: RunningCluster, place: LabPlace): CheckContext {
  const { client, control } = running;
  const { namespace } = place.entry.lab;
  return {
    client,
    control,
    traffic: (query) => control.traffic(query),
    hpaRecords: (space, name) => control.hpaRecords(space, name),
    loads: () => control.loads(),
    namespace,
    nowMs: () => control.time().nowMs,
    kubectl: (argv) => runQuietly(argv, running, place, lookLimitMs),
    readFile: (path) => readIfThere(vscode.Uri.joinPath(place.folder, path)),
  };
}

/** A stage on which a lab's own commands run: time goes on as fast as it can while one waits. */
export function labStage(running: RunningCluster, place: LabPlace): LabStage {
  const context = labContext(running, place);
  const { control } = running;
  const pass = async (durationMs: number) => {
    // The host has its turn too, whatever waits.
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (!(await control.advance(durationMs))) throw new UserError('The cluster was stopped or taken back meanwhile.');
  };
  return {
    context: {
      ...context,
      async kubectl(argv) {
        const command = runQuietly(argv, running, place, Number.POSITIVE_INFINITY);
        let ended = false;
        const end = () => {
          ended = true;
        };
        command.then(end, end);
        while (!ended) {
          await new Promise((resolve) => setTimeout(resolve, 0));
          if (!ended) await pass(sliceMs);
        }
        return command;
      },
    },
    writeFile: (path, text) => replaceText(vscode.Uri.joinPath(place.folder, path), text),
    readLabFile: (path) => place.library.readFile(place.entry, path),
    pass,
  };
}

async function runQuietly(
  argv: readonly string[],
  running: RunningCluster,
  place: LabPlace,
  limitMs: number,
): Promise<CommandResult> {
  const { control } = running;
  const collected = collectOutput();
  const endMs = control.time().nowMs + limitMs;
  const stop = control.onTimeChange(({ nowMs }) => {
    if (nowMs >= endMs) collected.abort();
  });
  try {
    const exitCode = await runKubectlHere(argv, {
      cluster: { start: async () => running },
      files: place.files,
      output: collected.output,
      context: { namespace: place.entry.lab.namespace },
    });
    return { stdout: collected.stdout(), stderr: collected.stderr(), exitCode };
  } finally {
    stop();
  }
}
