import * as vscode from 'vscode';
import { type LineRunner, TerminalSession } from './terminalSession.ts';

const greeting = 'Pod Labs: kubectl here talks to the practice cluster in this window. Type help for the commands.\n';
const historyKey = 'podLabs.terminalHistory';

/** The Pod Labs terminals of a window. */
export class PodLabsTerminals {
  readonly #run: LineRunner;
  readonly #memento: vscode.Memento;
  readonly #onOpen: () => void;
  readonly #open = new Map<vscode.Pseudoterminal, { session?: TerminalSession; waiting: string[] }>();
  #main: { terminal: vscode.Terminal; pty: vscode.Pseudoterminal } | undefined;

  /** `onOpen` is called when a terminal comes in sight. */
  constructor(run: LineRunner, memento: vscode.Memento, onOpen: () => void) {
    this.#run = run;
    this.#onOpen = onOpen;
    this.#memento = memento;
  }

  /** Shows the terminal and types lines into it, so that a learner sees the commands and their answers. */
  enter(...lines: string[]): void {
    if (lines.length === 0) return;
    const { terminal, pty } = this.show();
    const entry = this.#open.get(pty);
    if (entry?.session) entry.session.enter(...lines);
    else entry?.waiting.push(...lines);
    terminal.show(true);
  }

  /** Shows the terminal; makes it if there is none. */
  show(): { terminal: vscode.Terminal; pty: vscode.Pseudoterminal } {
    if (!this.#main || this.#main.terminal.exitStatus !== undefined) {
      const options = this.options();
      this.#main = { terminal: vscode.window.createTerminal(options), pty: options.pty };
    }
    this.#main.terminal.show(true);
    return this.#main;
  }

  /** What VS Code needs for a new terminal of ours. */
  options(): vscode.ExtensionTerminalOptions {
    // Transient: VS Code would bring it back after a reload as a shell of the machine, where kubectl means another one.
    return { name: 'Pod Labs', iconPath: new vscode.ThemeIcon('package'), pty: this.#createPty(), isTransient: true };
  }

  #createPty(): vscode.Pseudoterminal {
    const written = new vscode.EventEmitter<string>();
    const closed = new vscode.EventEmitter<void>();
    const entry: { session?: TerminalSession; waiting: string[] } = { waiting: [] };
    const pty: vscode.Pseudoterminal = {
      onDidWrite: written.event,
      onDidClose: closed.event,
      open: (size) => {
        this.#onOpen();
        const session = new TerminalSession({
          columns: size?.columns ?? 80,
          history: this.#memento.get<string[]>(historyKey, []),
          run: async (line, output) => {
            const outcome = await this.#run(line, output);
            void this.#memento.update(historyKey, [...session.history]);
            return outcome;
          },
          write: (text) => written.fire(text),
          exit: () => closed.fire(),
        });
        entry.session = session;
        session.begin(greeting);
        session.enter(...entry.waiting.splice(0));
      },
      setDimensions: (size) => entry.session?.resize(size.columns),
      handleInput: (data) => entry.session?.input(data),
      close: () => {
        entry.session?.close();
        this.#open.delete(pty);
        if (this.#main?.pty === pty) this.#main = undefined;
      },
    };
    this.#open.set(pty, entry);
    return pty;
  }
}

/** The terminal's command and its profile in VS Code's own list. */
export function registerTerminal(terminals: PodLabsTerminals): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('podLabs.openTerminal', () => {
      terminals.show().terminal.show();
    }),
    vscode.commands.registerCommand('podLabs.runInTerminal', (line: unknown) => {
      if (typeof line === 'string' && !/[\x00-\x1f\x7f]/.test(line)) terminals.enter(line);
    }),
    vscode.window.registerTerminalProfileProvider('podLabs.terminal', {
      provideTerminalProfile: () => new vscode.TerminalProfile(terminals.options()),
    }),
  );
}
