import { topNode } from '../top/node.ts';
import { topPod } from '../top/pod.ts';
import type { Verb } from '../verb.ts';

/** `kubectl top`: what Nodes and Pods use. */
export const top: Verb = {
  name: 'top',
  group: 'Cluster Management Commands',
  summary: 'Display resource (CPU/memory) usage',
  usage: 'top',
  examples: [],
  flags: [],
  failsAlone: true,
  verbs: [topNode, topPod],
  run: async () => undefined,
};
