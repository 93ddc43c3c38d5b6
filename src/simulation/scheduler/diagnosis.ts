import type { Misfit, PluginName } from './plugin.ts';

/** Why no Node could take a Pod in one cycle. */
export interface Diagnosis {
  readonly nodeCount: number;
  /** A plugin refused before any Node was looked at. */
  readonly refusal?: string;
  /** By the names of the Nodes. */
  readonly misfits: ReadonlyMap<string, Misfit>;
  /** What holds for the Nodes that were not looked at. */
  readonly others?: Misfit;
  readonly rejectors: ReadonlySet<PluginName>;
}

/** The words of an event that has more than this many characters are cut. */
const maxNoteLength = 1024;

/** How many Nodes refuse for which reason: the first half of the text of FailedScheduling. */
export function fitMessage({ nodeCount, refusal, misfits, others }: Diagnosis): string {
  const available = `0/${nodeCount} nodes are available:`;
  if (refusal !== undefined) return `${available} ${refusal}.`;
  const counts = new Map<string, number>();
  const count = (misfit: Misfit, nodes: number): void => {
    for (const reason of misfit.reasons) counts.set(reason, (counts.get(reason) ?? 0) + nodes);
  };
  for (const misfit of misfits.values()) count(misfit, 1);
  if (others && misfits.size < nodeCount) count(others, nodeCount - misfits.size);
  const listed = [...counts].map(([reason, nodes]) => `${nodes} ${reason}`).sort();
  return listed.length === 0 ? available : `${available} ${listed.join(', ')}.`;
}

/** The text of FailedScheduling: why, and what came of the attempt to make room. */
export function unschedulableMessage(diagnosis: Diagnosis, preemption: string): string {
  const message = fitMessage(diagnosis);
  return preemption === '' ? message : `${message} ${preemption}`;
}

/** The words as an event takes them. */
export function eventNote(message: string): string {
  return message.length <= maxNoteLength ? message : `${message.slice(0, maxNoteLength - ' ...'.length)} ...`;
}
