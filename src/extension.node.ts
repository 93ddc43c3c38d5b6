import type * as vscode from 'vscode';
import { activatePodLabs, type PodLabs } from './extension.ts';

let podLabs: PodLabs | undefined;

/** VS Code's door on the desktop and on servers. */
export function activate(context: vscode.ExtensionContext): PodLabs {
  podLabs = activatePodLabs(context);
  return podLabs;
}

/** The window closes: keep what the cluster did. */
export async function deactivate(): Promise<void> {
  await podLabs?.cluster.close();
}
