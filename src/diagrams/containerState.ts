import type { ContainerStatus } from '../api/generated/objects.ts';
import { textOf } from './looseValues.ts';

/** How far a part of a Pod is. */
export type PartState = 'pending' | 'running' | 'ready' | 'failed' | 'completed';

/** A state, and the words for it. */
export interface ShownState {
  readonly state: PartState;
  readonly text: string;
}

/** What a container is there for. A sidecar is an init container that keeps running (`restartPolicy: Always`). */
export type ContainerRole = 'init' | 'sidecar' | 'app';

/** The state of a container as the kubelet reports it; without a report it waits. */
export function containerState(status: ContainerStatus | undefined, role: ContainerRole): ShownState {
  const { waiting, running, terminated } = status?.state ?? {};
  const restarts = status?.restartCount ? `, restarts: ${textOf(status.restartCount)}` : '';
  if (terminated) {
    if (terminated.exitCode === 0) return { state: 'completed', text: `Completed${restarts}` };
    return { state: 'failed', text: `${endText(terminated)}${restarts}` };
  }
  if (running) {
    if (role === 'init') return { state: 'running', text: `Running${restarts}` };
    if (status?.ready) return { state: 'ready', text: `Running, ready${restarts}` };
    return { state: 'running', text: `Running, not ready${restarts}` };
  }
  const reason = textOf(waiting?.reason);
  const failed = /BackOff$|^Err|Error$|Invalid/.test(reason);
  const text = reason === '' ? 'Waiting' : `Waiting: ${reason}`;
  return { state: failed ? 'failed' : 'pending', text: `${text}${restarts}` };
}

/** How the life before this one ended; empty for the first. */
export function lastEnd(status: ContainerStatus | undefined): string {
  const ended = status?.lastState?.terminated;
  return ended ? endText(ended) : '';
}

function endText({ reason, exitCode }: { readonly reason?: string; readonly exitCode: number }): string {
  return `${textOf(reason) || 'Error'}, exit code ${textOf(exitCode)}`;
}
