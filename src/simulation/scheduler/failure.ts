import type { Misfit } from './plugin.ts';

/** The text of FailedScheduling: how many Nodes refuse for which reason, and whether eviction would help. */
export function unschedulableMessage(misfits: readonly Misfit[]): string {
  const nodeCount = misfits.length;
  if (nodeCount === 0) return 'no nodes available to schedule pods';
  const reasons = new Map<string, number>();
  for (const misfit of misfits) {
    for (const reason of misfit.reasons) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const final = misfits.filter((misfit) => misfit.final).length;
  const preemption = new Map<string, number>();
  if (final < nodeCount) preemption.set('No preemption victims found for incoming pod', nodeCount - final);
  if (final > 0) preemption.set('Preemption is not helpful for scheduling', final);
  const available = `0/${nodeCount} nodes are available`;
  return `${available}: ${listed(reasons)}. no new claims to deallocate, preemption: ${available}: ${listed(preemption)}.`;
}

function listed(counts: ReadonlyMap<string, number>): string {
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort()
    .join(', ');
}
