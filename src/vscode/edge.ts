import * as vscode from 'vscode';
import { LabError } from '../labs/labError.ts';

/** Something that a person can put right; its message is a sentence for them and is shown as it is. */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** A step across the edge between VS Code and our rooms: what fails inside is caught here, once. */
export interface Edge {
  readonly log: vscode.LogOutputChannel;
  /** Runs an action; a failure is logged and told in a sentence that begins `Pod Labs could not <what>`. */
  run<T>(what: string, action: () => T | PromiseLike<T>): Promise<T | undefined>;
  /** As `run` for what happens without being asked for (a provider, a timer): a failure is only logged. */
  quietly<T>(what: string, action: () => T | PromiseLike<T>): Promise<T | undefined>;
}

type Tell = (text: string) => void;

/** Makes the one edge of a session, with its log. */
export function createEdge(subscriptions: vscode.Disposable[]): Edge {
  const log = vscode.window.createOutputChannel('Pod Labs', { log: true });
  subscriptions.push(log);
  const attempt = async <T>(
    what: string,
    action: () => T | PromiseLike<T>,
    tell: Record<'advice' | 'failure', Tell>,
  ) => {
    try {
      return await action();
    } catch (error) {
      if (error instanceof vscode.CancellationError) return undefined;
      if (error instanceof UserError || error instanceof LabError) tell.advice(error.message);
      else {
        log.error(`could not ${what}`, error instanceof Error ? error : String(error));
        tell.failure(`Pod Labs could not ${what}. The details are in its log.`);
      }
      return undefined;
    }
  };
  const tellPerson = async (text: string) => {
    const answer = await vscode.window.showErrorMessage(text, 'Show Log');
    if (answer) log.show();
  };
  return {
    log,
    run: (what, action) =>
      attempt(what, action, {
        // The log knows no more than the sentence.
        advice: (text) => void vscode.window.showWarningMessage(text),
        failure: (text) => void tellPerson(text),
      }),
    quietly: (what, action) =>
      attempt(what, action, { advice: (text) => log.debug(text), failure: (text) => log.debug(text) }),
  };
}
