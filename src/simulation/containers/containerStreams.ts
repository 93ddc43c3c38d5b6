import { fromBytes, toBytes } from './bytes.ts';
import { ClientInput } from './clientInput.ts';
import type { ContainerLog } from './logs.ts';
import { DeviceDescription, type OpenFile, Sink } from './openFile.ts';
import type { ContainerConfig, ExecHandle, OutputListener } from './runtime.ts';
import type { ProcessSignal } from './signals.ts';
import { Terminal } from './terminal.ts';

interface Attached {
  readonly onOutput: OutputListener;
  readonly onEnd: () => void;
}

/** The standard streams of a container's first process: its log, and who is attached to it. */
export class ContainerStreams {
  /** Descriptors 0, 1 and 2. */
  readonly files: readonly OpenFile[];
  readonly #log: ContainerLog;
  readonly #attached = new Set<Attached>();
  readonly #terminal: Terminal | undefined;
  readonly #stdin: ClientInput | undefined;
  readonly #closesWithFirst: boolean;
  #stdinOpen: boolean;

  /** `signal` reaches the container's foreground processes: Ctrl-C of who is attached to its terminal. */
  constructor(config: ContainerConfig, log: ContainerLog, signal: (signal: ProcessSignal) => void) {
    this.#log = log;
    this.#closesWithFirst = config.stdin === 'once';
    this.#stdinOpen = config.stdin !== undefined;
    if (config.tty) {
      this.#terminal = new Terminal((text) => this.#tell('stdout', text), signal);
      this.files = [this.#terminal, this.#terminal, this.#terminal];
      // Nobody could ever type.
      if (!config.stdin) this.#terminal.hangUp();
      return;
    }
    this.#stdin = config.stdin ? new ClientInput() : undefined;
    this.files = [
      this.#stdin?.output ?? new DeviceDescription(),
      new Sink((text) => this.#tell('stdout', text)),
      new Sink((text) => this.#tell('stderr', text)),
    ];
  }

  /** Lets someone see what is written from now on, and write where `stdin` is asked for and there is one. */
  attach(stdin: boolean, onOutput: OutputListener, onEnd: () => void): ExecHandle {
    const attached = { onOutput, onEnd };
    this.#attached.add(attached);
    const inputEnded = () => {
      if (stdin && this.#closesWithFirst) this.#closeStdin();
    };
    return {
      write: (text) => {
        if (!stdin || !this.#stdinOpen) return;
        if (this.#terminal) this.#terminal.feed(toBytes(text));
        else this.#stdin?.write(toBytes(text));
      },
      closeInput: inputEnded,
      kill: () => {
        this.#attached.delete(attached);
        inputEnded();
      },
    };
  }

  /** The container has ended. */
  close(): void {
    this.#log.close();
    for (const { onEnd } of this.#attached) onEnd();
    this.#attached.clear();
  }

  #closeStdin(): void {
    if (!this.#stdinOpen) return;
    this.#stdinOpen = false;
    this.#terminal?.hangUp();
    this.#stdin?.close();
  }

  #tell(channel: 'stdout' | 'stderr', text: string): void {
    this.#log.write(channel, text);
    if (this.#attached.size === 0) return;
    for (const { onOutput } of this.#attached) onOutput(channel, fromBytes(text));
  }
}
