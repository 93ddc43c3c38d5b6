import type { ValueTable } from './valueTable.ts';

const onExit: ValueTable[string] = {
  In: 'The exit code is one of the `values`.',
  NotIn: 'The exit code is none of the `values`.',
};

/** What values of workloads and of what scales and guards them mean (https://kubernetes.io/docs/concepts/workloads/). */
export const workloadValues: ValueTable = {
  'DeploymentStrategy.type': {
    RollingUpdate: 'New Pods come and old ones go step by step, within `maxSurge` and `maxUnavailable`.',
    Recreate: 'All old Pods go first, then the new ones come: for a while there are none.',
  },
  'DaemonSetUpdateStrategy.type': {
    RollingUpdate: 'Pods are replaced Node by Node, within `maxUnavailable` and `maxSurge`.',
    OnDelete: 'A Pod gets the new template when somebody deletes the old one.',
  },
  'StatefulSetUpdateStrategy.type': {
    RollingUpdate: 'Pods are replaced one by one from the highest number down, each when the one before is ready.',
    OnDelete: 'A Pod gets the new template when somebody deletes the old one.',
  },
  'StatefulSetSpec.podManagementPolicy': {
    OrderedReady:
      'Pods start one after the other from the lowest number, each when the one before is ready; they stop from the highest.',
    Parallel: 'Pods start and stop all at once when the number changes; updates still go one by one.',
  },
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted': {
    Retain: 'The claims stay when the StatefulSet is deleted.',
    Delete: 'The claims, and with them the data, go with the StatefulSet.',
  },
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled': {
    Retain: 'The claims of Pods that are scaled away stay, and wait for them.',
    Delete: 'The claims, and with them the data, go when their Pod is scaled away.',
  },
  'CronJobSpec.concurrencyPolicy': {
    Allow: 'A new Job starts even if the last one still runs.',
    Forbid: 'If the last Job still runs, this run is skipped.',
    Replace: 'If the last Job still runs, it is deleted and the new one starts.',
  },
  'JobSpec.completionMode': {
    NonIndexed: 'Any so many Pods that succeed are enough.',
    Indexed:
      'Each number from 0 to `completions` - 1 needs one Pod that succeeds; it finds its number in `JOB_COMPLETION_INDEX`.',
  },
  'JobSpec.podReplacementPolicy': {
    TerminatingOrFailed: 'A Pod that is on its way out is replaced at once: for a while both run.',
    Failed: 'A Pod is replaced only when it has ended.',
  },
  'PodFailurePolicyRule.action': {
    FailJob: 'The Job fails at once, and its other Pods are ended.',
    FailIndex: 'This index is given up; the others go on.',
    Ignore: 'The failure does not count towards `backoffLimit`.',
    Count: 'The failure counts towards `backoffLimit`, as usual.',
  },
  'PodFailurePolicyOnExitCodesRequirement.operator': onExit,
  'MetricSpec.type': {
    Resource: 'cpu or memory of all containers of a Pod together.',
    ContainerResource: 'cpu or memory of one container of each Pod: others need no request.',
    Pods: 'A metric that each Pod has; the mean of all Pods is compared.',
    Object: 'A metric of one other object, such as the requests of an Ingress.',
    External: 'A metric from outside the cluster, such as the length of a queue.',
  },
  'MetricTarget.type': {
    Utilization: 'Per cent of what the Pods **request**, not of their limits nor of the Node.',
    AverageValue: 'An amount for each Pod, on average.',
    Value: 'An amount for the whole, however many Pods there are.',
  },
  'HPAScalingRules.selectPolicy': {
    Max: 'Of the policies, the one that lets the number change most.',
    Min: 'Of the policies, the one that lets the number change least.',
    Disabled: 'No scaling in this direction.',
  },
  'HPAScalingPolicy.type': {
    Pods: 'So many Pods within `periodSeconds`.',
    Percent: 'So many per cent of the Pods that there were, within `periodSeconds`.',
  },
  'PodDisruptionBudgetSpec.unhealthyPodEvictionPolicy': {
    IfHealthyBudget: 'A Pod that runs but is not ready may be evicted only while enough others are healthy.',
    AlwaysAllow: 'A Pod that runs but is not ready may be evicted at any time.',
  },
};
