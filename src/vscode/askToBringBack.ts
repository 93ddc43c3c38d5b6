import * as vscode from 'vscode';

/** Asks whether a session that did not come back last time is to be tried once more; undefined is no answer. */
export async function askToBringBack(): Promise<'bringBack' | 'startAnew' | undefined> {
  const question = 'The practice cluster did not come back the last time. Try again, or begin with a new one?';
  const answer = await vscode.window.showWarningMessage(question, { modal: true }, 'Bring Back', 'Start Anew');
  if (answer === undefined) return undefined;
  return answer === 'Bring Back' ? 'bringBack' : 'startAnew';
}
