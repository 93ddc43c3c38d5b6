import type {
  ContainerStatus,
  Job,
  Pod,
  PodFailurePolicyOnExitCodesRequirement,
  PodFailurePolicyRule,
} from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { replacesOnlyFailed } from './jobKinds.ts';

/** What the policy of a Job makes of a failed Pod. */
export interface FailureVerdict {
  /** Undefined where no rule matches. */
  readonly action?: string;
  /** Whether the failure counts towards the back-off limit. */
  readonly counts: boolean;
  /** Why the whole Job fails. */
  readonly jobMessage?: string;
}

/** Whether a Pod counts as failed; one that is to be deleted does, unless the Job waits for its end. */
export function isPodFailed(pod: Pod, job: Job): boolean {
  if (pod.status?.phase === 'Failed') return true;
  if (replacesOnlyFailed(job)) return false;
  return pod.metadata?.deletionTimestamp !== undefined && pod.status?.phase !== 'Succeeded';
}

/** The first rule that matches decides (https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy). */
export function judgeFailure(job: Job, pod: Stored<Pod>): FailureVerdict {
  const rules = job.spec?.podFailurePolicy?.rules ?? [];
  for (const [index, rule] of rules.entries()) {
    const what = matchText(rule, pod);
    if (what === undefined) continue;
    const { action } = rule;
    if (action !== 'FailJob') return { action, counts: action !== 'Ignore' };
    return { action, counts: true, jobMessage: `${what} matching ${action} rule at index ${index}` };
  }
  return { counts: true };
}

function matchText({ onExitCodes, onPodConditions }: PodFailurePolicyRule, pod: Stored<Pod>): string | undefined {
  const podName = `${pod.metadata.namespace}/${pod.metadata.name}`;
  if (onExitCodes) {
    const { containerStatuses = [], initContainerStatuses = [] } = pod.status ?? {};
    const ended = [...containerStatuses, ...initContainerStatuses].find((status) => hasExitCode(onExitCodes, status));
    const exitCode = ended?.state?.terminated?.exitCode;
    return ended && `Container ${ended.name} for pod ${podName} failed with exit code ${exitCode}`;
  }
  const conditions = pod.status?.conditions ?? [];
  const matching = (onPodConditions ?? [])
    .flatMap(({ type, status }) => conditions.filter((one) => one.type === type && one.status === status))
    .at(0);
  return matching && `Pod ${podName} has condition ${matching.type}`;
}

/** An exit code of 0 is no failure, whatever the rule says. */
function hasExitCode(
  { containerName, operator, values }: PodFailurePolicyOnExitCodesRequirement,
  { name, state }: ContainerStatus,
): boolean {
  const exitCode = state?.terminated?.exitCode ?? 0;
  if (exitCode === 0 || (containerName !== undefined && containerName !== name)) return false;
  return values.includes(exitCode) === (operator === 'In');
}
