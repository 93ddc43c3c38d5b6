import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type * as vscode from 'vscode';
import { activatePodLabs, type PodLabs } from './extension.ts';

let podLabs: PodLabs | undefined;

/** VS Code's door on the desktop and on servers. */
export function activate(context: vscode.ExtensionContext): PodLabs {
  podLabs = activatePodLabs(context, { writeNow });
  return podLabs;
}

/** The window closes: keep what the cluster did. */
export async function deactivate(): Promise<void> {
  await podLabs?.cluster.close();
}

/** The window goes while a promise waits; this does not wait. */
function writeNow(file: vscode.Uri, text: string): void {
  if (file.scheme !== 'file') return;
  mkdirSync(path.dirname(file.fsPath), { recursive: true });
  const draft = `${file.fsPath}.last`;
  writeFileSync(draft, text);
  renameSync(draft, file.fsPath);
}
