import { textAt } from '../../plainLookup.ts';
import type { AdviceRule } from '../rule.ts';

/** What has no number of replicas: kinds of Kubernetes without a `scale` subresource (C211). */
const withoutScale: Readonly<Record<string, string>> = {
  DaemonSet: 'it has one Pod on each Node',
  Job: 'it runs as many Pods as its work needs',
  CronJob: 'it makes Jobs',
  Pod: 'it is one',
  Service: 'it only leads to Pods; name the workload behind it',
};

/** An autoscaler writes the number of replicas of its target, so the target must have one. */
export const hpaTargetKind: AdviceRule = {
  id: 'advice/hpa-target-kind',
  severity: 'warning',
  check({ kind, value }) {
    const path = ['spec', 'scaleTargetRef', 'kind'];
    const target = textAt(value, path);
    if (kind?.kind !== 'HorizontalPodAutoscaler' || target === undefined || !Object.hasOwn(withoutScale, target))
      return [];
    const message = `A ${target} cannot be scaled: ${withoutScale[target]}. An autoscaler needs a target with replicas, such as a Deployment or a StatefulSet.`;
    return [{ path, part: 'value', message }];
  },
};
