import * as vscode from 'vscode';
import type { LabSession } from '../labs/labSession.ts';
import { type Progress, readProgress, withSession } from '../labs/progress.ts';

const key = 'podLabs.progress';

/** A learner's progress, the same in all windows. */
export class LabProgress {
  readonly #memento: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  constructor(context: vscode.ExtensionContext) {
    this.#memento = context.globalState;
    context.globalState.setKeysForSync([key]);
    context.subscriptions.push(this.#changed);
  }

  /** Whether any lab was ever opened. */
  get begun(): boolean {
    return this.#memento.get(key) !== undefined;
  }

  read(): Progress {
    return readProgress(this.#memento.get(key));
  }

  async save(session: LabSession): Promise<void> {
    await this.#memento.update(key, withSession(this.read(), session));
    this.#changed.fire();
  }
}
