import { fromBytes, toBytes } from './bytes.ts';
import { ClientInput } from './clientInput.ts';
import { refused } from './errno.ts';
import { programOf } from './executable.ts';
import type { Kernel } from './kernel.ts';
import { DeviceDescription, Sink } from './openFile.ts';
import type { Process } from './process.ts';
import type { ExecEnded, ExecHandle, OutputListener } from './runtime.ts';
import type { ProcessSignal } from './signals.ts';
import { Terminal } from './terminal.ts';

/** What an exec brings: its words, and which streams its client has. */
export interface ExecRequest {
  readonly command: readonly string[];
  readonly stdin: boolean;
  readonly tty: boolean;
}

/** Where and as whom it runs. */
export interface ExecPlace {
  readonly kernel: Kernel;
  readonly first: Process;
  readonly env: ReadonlyMap<string, string>;
  readonly cwd: string;
}

/** A shell's exit code for a command that is not there. */
const notFoundExitCode = 127;
/** The digits of the runtime's name for a process that it starts beside the first. */
const execIdDigits = 64;

/** Starts another process in a container; its output comes as it is written, its end once. */
export function startExec(
  { kernel, first, env, cwd }: ExecPlace,
  { command, stdin, tty }: ExecRequest,
  onOutput: OutputListener,
  onExit: ExecEnded,
): ExecHandle {
  const { credentials } = first;
  const found = programOf(kernel.mounts, command.map(toBytes), env, cwd, credentials);
  let started: Process | undefined;
  const toForeground = (signal: ProcessSignal) => {
    for (const process of kernel.pids.processes)
      if (started && process.group === started.group) process.kernel.signal(process, signal, 'outside');
  };
  const terminal = tty ? new Terminal((text) => onOutput('stdout', fromBytes(text)), toForeground) : undefined;
  const input = stdin && !terminal ? new ClientInput() : undefined;
  const files = [
    terminal ?? input?.output ?? new DeviceDescription(),
    terminal ?? new Sink((text) => onOutput('stdout', fromBytes(text))),
    terminal ?? new Sink((text) => onOutput('stderr', fromBytes(text))),
  ];
  const answer =
    typeof found === 'string'
      ? found
      : kernel.spawn({ program: found.program, argv: found.argv, env, files, credentials }, cwd, undefined);
  if (typeof answer === 'string' || refused(answer)) {
    const why = typeof answer === 'string' ? answer : answer.text.toLowerCase();
    const id = kernel.randomHex(execIdDigits);
    const error = `failed to exec in container: failed to start exec "${id}": OCI runtime exec failed: exec failed: unable to start container process: ${why}: unknown`;
    kernel.afterThis(() => onExit(notFoundExitCode, error));
    return { write: () => {}, closeInput: () => {}, kill: () => {} };
  }
  started = answer;
  answer.onExit = (process) => kernel.afterThis(() => onExit(process.exitCode as number));
  let inputOpen = stdin;
  return {
    write: (text) => {
      if (!inputOpen) return;
      if (terminal) terminal.feed(toBytes(text));
      else input?.write(toBytes(text));
    },
    closeInput: () => {
      if (!inputOpen) return;
      inputOpen = false;
      terminal?.hangUp();
      input?.close();
    },
    kill: () => kernel.signal(answer, 'SIGKILL', 'outside'),
  };
}
