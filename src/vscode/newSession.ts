import type { ClusterOptions } from '../simulation/clusterOptions.ts';

/** What a new practice cluster begins with: a seed of its own, and the time of the wall clock. */
export function newSession(): ClusterOptions {
  const seed = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
  return { seed, startTimeMs: Math.floor(Date.now() / 1000) * 1000, nodes: 1, addons: 'kubeadm' };
}
