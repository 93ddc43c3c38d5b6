import type { RunningContainer } from '../../../../src/simulation/containers/runtime.ts';
import { ContainerSession } from '../containerSession.ts';

/** Containers of one Pod, by what they log and how they end. */
export class ImageSession extends ContainerSession {
  readonly #containers = new Map<string, RunningContainer>();
  #questions = 0;

  /** Starts a container of an image with its own command, or with these arguments. */
  serve(
    name: string,
    image: string,
    options: Omit<NonNullable<Parameters<ContainerSession['start']>[2]>, 'image'> & { command?: string[] } = {},
  ): RunningContainer {
    const { command = [], ...rest } = options;
    const container = this.start(name, command, { ...rest, image });
    this.#containers.set(name, container);
    return container;
  }

  /** Everything that a container has logged, both streams in their order. */
  logOf(name: string): string {
    const entries = this.#containers.get(name)?.log.entries() ?? [];
    return entries.map(({ text }) => `${text}\n`).join('');
  }

  /** What a command answers in another container of the same Pod, within so much virtual time. */
  ask(
    image: string,
    command: string[],
    waitMs = 10_000,
    env: Record<string, string> = {},
  ): { output: string; exitCode: number | undefined } {
    this.#questions += 1;
    const name = `question-${this.#questions}`;
    this.serve(name, image, { command, env });
    this.run(waitMs);
    return { output: this.logOf(name), exitCode: this.exits.get(name)?.exitCode };
  }

  /** What a command answers in a container that runs. */
  exec(
    name: string,
    command: string[],
    options: { waitMs?: number; tty?: boolean; input?: string } = {},
  ): { output: string; exitCode: number | undefined } {
    const result: { output: string; exitCode: number | undefined } = { output: '', exitCode: undefined };
    const handle = this.#containers.get(name)?.exec(
      command,
      { stdin: options.input !== undefined, tty: options.tty ?? false },
      (_, text) => {
        result.output += text;
      },
      (exitCode) => {
        result.exitCode = exitCode;
      },
    );
    if (options.input !== undefined) {
      handle?.write(options.input);
      handle?.closeInput();
    }
    this.run(options.waitMs ?? 5_000);
    return result;
  }

  /** The exit code after a signal and so much time; nothing where it still runs. */
  endBy(name: string, signal: Parameters<RunningContainer['signal']>[0] | 'stop', waitMs = 5_000): number | undefined {
    const container = this.#containers.get(name);
    container?.signal(signal === 'stop' ? container.stopSignal : signal);
    this.run(waitMs);
    return this.exits.get(name)?.exitCode;
  }
}
