import * as vscode from 'vscode';
import { nearestName } from '../api/didYouMean.ts';
import type { ClusterHost, RunningCluster } from './clusterHost.ts';
import type { Edge } from './edge.ts';
import { ClusterGone } from './endableClient.ts';
import { outputUntilGone } from './outputUntilGone.ts';
import type { CommandOutput, LineRunner } from './terminalSession.ts';
import type { WorkspaceFiles } from './workspaceFiles.ts';

const helpText = `Commands:
  kubectl …   (or k …) talks to the cluster in this window; kubectl --help lists what it can do
  clear       empties the screen
  help        shows this text
  exit        closes the terminal
Keys: ↑ ↓ earlier commands · Ctrl-C stops a command · Ctrl-L empties the screen
`;

/** Runs the lines of a terminal: the built-in kubectl and the few words around it. */
export function commandRunner(cluster: ClusterHost, files: WorkspaceFiles, edge: Edge): LineRunner {
  return async (line, output) => {
    const { splitCommandLine } = await import('../kubectl/commandLine.ts');
    const { words, problem } = splitCommandLine(line);
    if (problem) {
      output.stderr(`${problem}\n`);
      return 'again';
    }
    const [command, ...argv] = words;
    if (command === undefined) return 'again';
    if (command === 'exit' || command === 'logout') return 'exit';
    if (command === 'clear') return 'clear';
    if (command === 'help') output.stdout(helpText);
    else if (command !== 'kubectl' && command !== 'k') output.stderr(explainUnknown(command));
    else if (argv.some((word) => shellOperators.has(word))) output.stderr(noShellText);
    else await runHere(argv, output);
    return 'again';
  };

  async function runHere(argv: readonly string[], output: CommandOutput): Promise<void> {
    const done = await edge.quietly('run kubectl', async () => {
      await runKubectlHere(argv, { cluster, files, output });
      return true;
    });
    if (!done) output.stderr('Something went wrong inside Pod Labs. The details are in its log (Output, Pod Labs).\n');
  }
}

/** Where a kubectl of ours runs. */
export interface KubectlPlace {
  readonly cluster: Pick<ClusterHost, 'start'>;
  readonly files: WorkspaceFiles;
  readonly output: CommandOutput;
  /** Instead of the window's context, which `kubectl config set-context --current --namespace` changes. */
  readonly context?: { namespace: string };
}

/**
 * Runs the built-in kubectl against the cluster, which starts if need be; the exit code. Where the cluster goes away
 * under a command, the command ends with a sentence.
 */
export async function runKubectlHere(argv: readonly string[], place: KubectlPlace): Promise<number> {
  const running = await place.cluster.start();
  const { output, letGo } = outputUntilGone(place.output, running.onGone);
  try {
    return await runIn(running, argv, { ...place, output });
  } catch (error) {
    if (error instanceof ClusterGone) return 1;
    throw error;
  } finally {
    letGo();
  }
}

async function runIn(running: RunningCluster, argv: readonly string[], place: KubectlPlace): Promise<number> {
  const { runKubectl } = await import('../kubectl/kubectl.ts');
  const { client, control } = running;
  const { output, files, context = files.kubectlContext } = place;
  const pausedNote = setTimeout(() => {
    if (control.time().paused) output.stderr(pausedText);
  }, pausedNoteMs);
  return runKubectl(argv, {
    client,
    stdout: output.stdout,
    stderr: output.stderr,
    readFile: async (path) => {
      const note = files.noteOnUnsaved(path);
      if (note) output.stderr(`${note}\n`);
      return files.read(path);
    },
    listFolder: (path) => files.listManifests(path),
    nowMs: () => control.time().nowMs,
    get namespace() {
      return context.namespace;
    },
    set namespace(namespace) {
      context.namespace = namespace;
    },
    cancellation: output.cancellation,
    columns: output.columns,
    ...(output.input && { input: output.input }),
    sleep: (durationMs) => sleepVirtually(control, durationMs, output),
  }).finally(() => clearTimeout(pausedNote));
}

/** Ends when that much virtual time has gone by, or the command is broken off. */
function sleepVirtually(
  control: Awaited<ReturnType<ClusterHost['start']>>['control'],
  durationMs: number,
  output: CommandOutput,
): Promise<void> {
  const endMs = control.time().nowMs + durationMs;
  return new Promise((resolve) => {
    const stop = control.onTimeChange((time) => {
      if (time.nowMs < endMs) return;
      stop();
      resolve();
    });
    output.cancellation.onAbort(() => {
      stop();
      resolve();
    });
  });
}

const knownCommands = ['kubectl', 'help', 'clear', 'exit'];
const shellOperators = new Set(['|', '||', '&&', '>', '>>', '<', ';', '&']);
/** A command that still waits after this long in a paused cluster gets a word why. */
const pausedNoteMs = 1500;
const pausedText =
  "note: the cluster's clock is paused, so this waits; resume it in the status bar or on the lab's page, or press Ctrl-C\n";
const noShellText = 'This terminal runs one kubectl command at a time: pipes and redirections need a real shell.\n';

function explainUnknown(command: string): string {
  const name = command.length > 60 ? `${command.slice(0, 60)}…` : command;
  const meant = nearestName(command, knownCommands);
  if (meant !== undefined) return `${name}: this terminal does not know that command; did you mean ${meant}?\n`;
  return `${name}: this terminal does not know that command. It runs kubectl against the cluster in this window; type help for the list.\n`;
}

/** For places without a screen: collects what a command prints; `abort` is their Ctrl-C. */
export function collectOutput(): { output: CommandOutput; stdout(): string; stderr(): string; abort(): void } {
  const texts = { stdout: '', stderr: '' };
  const listeners: (() => void)[] = [];
  const cancellation = { aborted: false, onAbort: (listener: () => void) => void listeners.push(listener) };
  return {
    output: {
      stdout: (text) => {
        texts.stdout += text;
      },
      stderr: (text) => {
        texts.stderr += text;
      },
      columns: 120,
      cancellation,
    },
    stdout: () => texts.stdout,
    stderr: () => texts.stderr,
    abort: () => {
      if (cancellation.aborted) return;
      cancellation.aborted = true;
      for (const listener of listeners) listener();
    },
  };
}

/** Shows the log where a person looks for details. */
export function registerLogCommand(edge: Edge): vscode.Disposable {
  return vscode.commands.registerCommand('podLabs.showLog', () => edge.log.show());
}
