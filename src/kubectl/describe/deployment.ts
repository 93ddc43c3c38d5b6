import type { Deployment, LabelSelector, ReplicaSet } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import { byCreation, newReplicaSetOf } from '../rollout/revisions.ts';
import type { Describer } from './describer.ts';
import { type DescribeText, describeTime } from './describeText.ts';
import { describeTemplate } from './podTemplate.ts';
import { selectorText } from './selectors.ts';

/** A Deployment as `kubectl describe deployment` shows it, with the ReplicaSets of its rollouts. */
export const describeDeployment: Describer<Deployment> = async (deployment, { text, events, nowMs, list }) => {
  const { metadata, spec, status } = deployment;
  text.line(0, 'Name:', metadata.name);
  text.line(0, 'Namespace:', metadata.namespace ?? '');
  text.line(0, 'CreationTimestamp:', describeTime(metadata.creationTimestamp));
  text.labels('Labels', metadata.labels);
  text.annotations(metadata.annotations);
  text.line(0, 'Selector:', selectorText(spec?.selector as LabelSelector | undefined));
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0, unavailableReplicas = 0 } = status ?? {};
  text.line(
    0,
    'Replicas:',
    `${spec?.replicas ?? 0} desired | ${updatedReplicas} updated | ${replicas} total | ${availableReplicas} available | ${unavailableReplicas} unavailable`,
  );
  text.line(0, 'StrategyType:', spec?.strategy?.type ?? '');
  text.line(0, 'MinReadySeconds:', String(spec?.minReadySeconds ?? 0));
  const rolling = spec?.strategy?.rollingUpdate;
  if (rolling) {
    text.line(0, 'RollingUpdateStrategy:', `${rolling.maxUnavailable} max unavailable, ${rolling.maxSurge} max surge`);
  }
  describeTemplate(text, spec?.template);
  describeConditions(text, status?.conditions ?? []);
  const owned = (await list<ReplicaSet>('replicasets', metadata.namespace)).filter((one) =>
    one.metadata.ownerReferences?.some((reference) => reference.controller && reference.uid === metadata.uid),
  );
  if (owned.length > 0) {
    const sorted = byCreation(owned);
    const newest = newReplicaSetOf(deployment, sorted);
    const older = sorted.filter((one) => one !== newest);
    text.line(0, 'OldReplicaSets:', older.map(createdText).join(', ') || '<none>');
    text.line(0, 'NewReplicaSet:', newest ? createdText(newest) : '<none>');
  }
  text.events(events, nowMs);
};

/** The conditions of a workload: type, status, reason. */
export function describeConditions(
  text: DescribeText,
  conditions: readonly { type: string; status: string; reason?: string }[],
): void {
  if (conditions.length === 0) return;
  text.line(0, 'Conditions:');
  text.line(1, 'Type', 'Status', 'Reason');
  text.line(1, '----', '------', '------');
  for (const { type, status, reason } of conditions) text.line(1, `${type} `, status, reason ?? '');
}

function createdText({ metadata, spec, status }: Stored<ReplicaSet>): string {
  return `${metadata.name} (${status?.replicas ?? 0}/${spec?.replicas ?? 0} replicas created)`;
}
