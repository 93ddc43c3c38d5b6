import type { DeploymentCondition, DeploymentStatus } from '../../../api/generated/objects.ts';
import { formatTime } from '../../../api/time.ts';

type ConditionType = 'Available' | 'Progressing' | 'ReplicaFailure';

export function conditionOf(
  status: DeploymentStatus | undefined,
  type: ConditionType,
): DeploymentCondition | undefined {
  return (status?.conditions ?? []).find((condition) => condition.type === type);
}

/** A condition as of now. */
export function newCondition(
  type: ConditionType,
  status: 'True' | 'False' | 'Unknown',
  reason: string,
  message: string,
  nowMs: number,
): DeploymentCondition {
  const now = formatTime(nowMs);
  return { type, status, lastUpdateTime: now, lastTransitionTime: now, reason, message };
}

/**
 * The status with a condition at the end. One of the same status and reason stays as it is; one of the same status keeps
 * the time of its last transition (`SetDeploymentCondition`).
 */
export function withCondition(status: DeploymentStatus, condition: DeploymentCondition): DeploymentStatus {
  const old = conditionOf(status, condition.type as ConditionType);
  if (old?.status === condition.status && old.reason === condition.reason) return status;
  const { lastTransitionTime } = old?.status === condition.status ? old : condition;
  const others = (status.conditions ?? []).filter(({ type }) => type !== condition.type);
  return { ...status, conditions: [...others, { ...condition, ...(lastTransitionTime && { lastTransitionTime }) }] };
}

export function withoutCondition(status: DeploymentStatus, type: ConditionType): DeploymentStatus {
  if (!conditionOf(status, type)) return status;
  const { conditions = [], ...rest } = status;
  const others = conditions.filter((condition) => condition.type !== type);
  return { ...rest, ...(others.length > 0 && { conditions: others }) };
}
