import type { FilterPlugin, ScorePlugin } from './plugin.ts';
import { balancedAllocation } from './plugins/balancedAllocation.ts';
import { imageLocality } from './plugins/imageLocality.ts';
import { interPodAffinity } from './plugins/interPodAffinity.ts';
import { interPodAffinityScore } from './plugins/interPodAffinityScore.ts';
import { nodeAffinity, nodeAffinityScore } from './plugins/nodeAffinity.ts';
import { nodeName } from './plugins/nodeName.ts';
import { nodePorts } from './plugins/nodePorts.ts';
import { leastAllocated, nodeResourcesFit } from './plugins/nodeResourcesFit.ts';
import { nodeUnschedulable } from './plugins/nodeUnschedulable.ts';
import { podTopologySpread } from './plugins/podTopologySpread.ts';
import { podTopologySpreadScore } from './plugins/podTopologySpreadScore.ts';
import { taintToleration, tolerationScore } from './plugins/taintToleration.ts';
import { volumeBinding } from './plugins/volumeBinding.ts';
import { volumeRestrictions } from './plugins/volumeRestrictions.ts';

/** In kube-scheduler's order: the first that refuses a Node gives the reason. */
export const filterPlugins: readonly FilterPlugin[] = [
  nodeUnschedulable,
  nodeName,
  taintToleration,
  nodeAffinity,
  nodePorts,
  nodeResourcesFit,
  volumeRestrictions,
  volumeBinding,
  podTopologySpread,
  interPodAffinity,
];

export const scorePlugins: readonly ScorePlugin[] = [
  tolerationScore,
  nodeAffinityScore,
  leastAllocated,
  podTopologySpreadScore,
  interPodAffinityScore,
  balancedAllocation,
  imageLocality,
];
