import type { FieldPath } from '../../api/field.ts';
import type { KindInfo } from '../../api/kinds.ts';
import { textAt, valueAt } from '../plainLookup.ts';
import { type Change, frozen, recreate } from './change.ts';

/** What becomes of a change in the spec of a workload, its template above all. */
export function changeOfWorkload(kind: KindInfo, value: unknown, path: FieldPath): Change | undefined {
  const [first, field] = path;
  if (first !== 'spec' || typeof field !== 'string') return undefined;
  if (kind.kind === 'StatefulSet' && !changingOfStatefulSet.has(field))
    return frozen(
      `Of a StatefulSet that exists, only ${[...changingOfStatefulSet].map((name) => `\`${name}\``).join(', ')} may change. Delete it with \`--cascade=orphan\`, which leaves its Pods, and create it anew.`,
    );
  if (kind.kind === 'Job') return changeOfJob(value, path);
  if (kind.kind === 'CronJob' && field === 'jobTemplate')
    return follows('A change here is for the **next** Jobs: those that exist stay as they are.');
  if (kind.kind === 'Deployment' && field === 'strategy' && path[2] === 'type')
    return {
      effect: 'limited',
      text: 'From `RollingUpdate` to `Recreate`, write `rollingUpdate: null` too: `kubectl apply` leaves what the server filled in there, and the server then refuses the mixture.',
    };
  return field === 'template' ? changeOfTemplate(kind, value) : undefined;
}

function follows(text: string): Change {
  return { effect: 'follows', text };
}

const changingOfStatefulSet = new Set([
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
]);

function changeOfTemplate({ kind }: KindInfo, value: unknown): Change | undefined {
  if (kind === 'Deployment') {
    if (valueAt(value, ['spec', 'paused']) === true)
      return follows('A change of the template waits: the Deployment is `paused`.');
    return follows('A change of the template starts a **rollout**: new Pods replace the old ones.');
  }
  if (kind === 'DaemonSet' || kind === 'StatefulSet') {
    if (textAt(value, ['spec', 'updateStrategy', 'type']) === 'OnDelete')
      return follows(
        'A change of the template reaches a Pod when somebody **deletes** it: the strategy is `OnDelete`.',
      );
    return follows('A change of the template starts a **rolling update**: Pods are replaced step by step.');
  }
  if (kind === 'ReplicaSet' || kind === 'ReplicationController')
    return follows(
      'A change of the template is for **new** Pods only: those that exist stay as they are. A Deployment replaces them for you.',
    );
  return undefined;
}

const frozenOfJob = new Set([
  'backoffLimitPerIndex',
  'completionMode',
  'managedBy',
  'podFailurePolicy',
  'selector',
  'successPolicy',
  'template',
]);

/** What a suspended Job may still change of its template (KEP-2926). */
const placing = new Set(['nodeSelector', 'affinity', 'tolerations', 'schedulingGates', 'labels', 'annotations']);

function changeOfJob(value: unknown, path: FieldPath): Change | undefined {
  const [, field, , inside] = path;
  if (field === 'completions' && textAt(value, ['spec', 'completionMode']) === 'Indexed')
    return {
      effect: 'limited',
      text: 'In an Indexed Job that exists it may change **only together with `parallelism`**, both to the same number.',
    };
  if (field === 'template' && typeof inside === 'string' && placing.has(inside))
    return {
      effect: 'limited',
      text: `May change only while the Job is suspended and has never started. Else ${recreate}`,
    };
  if (field === 'completions' || (typeof field === 'string' && frozenOfJob.has(field)))
    return frozen(`A Job is done once: ${recreate}`);
  return undefined;
}
