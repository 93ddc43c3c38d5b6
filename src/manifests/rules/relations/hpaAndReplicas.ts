import { autoscalersOf } from '../../facts/autoscalers.ts';
import { isInSight } from '../../facts/neighbours.ts';
import { valueAt } from '../../plainLookup.ts';
import type { RelationRule } from '../rule.ts';
import { calledIn, listedNames } from '../wording.ts';

/**
 * `replicas` beside an autoscaler: each apply sets back what it has done
 * (https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling).
 */
export const hpaAndReplicas: RelationRule = {
  id: 'relation/hpa-and-replicas',
  severity: 'warning',
  check(manifest, set) {
    const path = ['spec', 'replicas'];
    const replicas = valueAt(manifest.document.value, path);
    // With 0 an autoscaler is switched off.
    if (typeof replicas !== 'number' || replicas === 0) return [];
    const hpas = autoscalersOf(set, manifest);
    if (hpas.length === 0) return [];
    const names = listedNames([...new Set(hpas.map(calledIn))]);
    const message = `${names} sets the number of Pods, and each apply of this file sets it back to ${replicas}. Leave replicas out. If it has been applied before, the next apply without it goes down to 1 once, and the autoscaler brings the Pods back.`;
    // One of another folder may be another try, or mean another.
    const isSure = hpas.some((hpa) => isInSight(manifest, hpa, set.world));
    return [{ path, part: 'key', message, ...(!isSure && { severity: 'info' }) }];
  },
};
