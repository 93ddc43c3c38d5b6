import type { ScorePlugin } from '../plugin.ts';

/** The closer the used shares of cpu and memory, the better; a Pod that requests neither has no say. */
export const balancedAllocation: ScorePlugin = {
  name: 'NodeResourcesBalancedAllocation',
  weight: 1,
  rate: ({ requests }) => {
    if (requests.cpuMilli === 0 && requests.memoryBytes === 0) return undefined;
    return {
      score: ({ allocatable, requested }) => {
        if (allocatable.cpuMilli === 0 || allocatable.memoryBytes === 0) return 100;
        const cpu = Math.min(1, (requested.cpuMilli + requests.cpuMilli) / allocatable.cpuMilli);
        const memory = Math.min(1, (requested.memoryBytes + requests.memoryBytes) / allocatable.memoryBytes);
        return Math.trunc((1 - Math.abs(cpu - memory) / 2) * 100);
      },
    };
  },
};
