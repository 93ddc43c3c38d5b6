import type {
  DaemonSet,
  LabelSelector,
  Pod,
  ReplicaSet,
  ReplicationController,
  StatefulSet,
} from '../../api/generated/objects.ts';
import { describeConditions } from './deployment.ts';
import type { Describer } from './describer.ts';
import { describeTime } from './describeText.ts';
import { describeTemplate } from './podTemplate.ts';
import { labelText, podStatusText, selectorText } from './selectors.ts';

/** A ReplicaSet as `kubectl describe replicaset` shows it. */
export const describeReplicaSet: Describer<ReplicaSet> = async (replicaSet, { text, events, nowMs, list }) => {
  const { metadata, spec, status } = replicaSet;
  text.line(0, 'Name:', metadata.name);
  text.line(0, 'Namespace:', metadata.namespace ?? '');
  text.line(0, 'Selector:', selectorText(spec?.selector as LabelSelector | undefined));
  text.labels('Labels', metadata.labels);
  text.annotations(metadata.annotations);
  text.controller(metadata);
  text.line(0, 'Replicas:', `${status?.replicas ?? 0} current / ${spec?.replicas ?? 0} desired`);
  text.line(0, 'Pods Status:', podStatusText(await list<Pod>('pods', metadata.namespace), metadata.uid));
  describeTemplate(text, spec?.template);
  describeConditions(text, status?.conditions ?? []);
  text.events(events, nowMs);
};

/** A ReplicationController as `kubectl describe rc` shows it. */
export const describeReplicationController: Describer<ReplicationController> = async (
  controller,
  { text, events, nowMs, list },
) => {
  const { metadata, spec, status } = controller;
  text.line(0, 'Name:', metadata.name);
  text.line(0, 'Namespace:', metadata.namespace ?? '');
  text.line(0, 'Selector:', labelText(spec?.selector));
  text.labels('Labels', metadata.labels);
  text.annotations(metadata.annotations);
  text.line(0, 'Replicas:', `${status?.replicas ?? 0} current / ${spec?.replicas ?? 0} desired`);
  text.line(0, 'Pods Status:', podStatusText(await list<Pod>('pods', metadata.namespace), metadata.uid));
  describeTemplate(text, spec?.template);
  describeConditions(text, status?.conditions ?? []);
  text.events(events, nowMs);
};

/** A StatefulSet as `kubectl describe statefulset` shows it. */
export const describeStatefulSet: Describer<StatefulSet> = async (statefulSet, { text, events, nowMs, list }) => {
  const { metadata, spec, status } = statefulSet;
  text.line(0, 'Name:', metadata.name);
  text.line(0, 'Namespace:', metadata.namespace ?? '');
  text.line(0, 'CreationTimestamp:', describeTime(metadata.creationTimestamp));
  text.line(0, 'Selector:', selectorText(spec?.selector as LabelSelector | undefined));
  text.labels('Labels', metadata.labels);
  text.annotations(metadata.annotations);
  text.line(0, 'Replicas:', `${spec?.replicas ?? 0} desired | ${status?.replicas ?? 0} total`);
  text.line(0, 'Update Strategy:', spec?.updateStrategy?.type ?? '');
  const rolling = spec?.updateStrategy?.rollingUpdate;
  if (rolling) {
    if (rolling.partition !== undefined) text.line(1, 'Partition:', String(rolling.partition));
    if (rolling.maxUnavailable !== undefined) text.line(1, 'MaxUnavailable:', String(rolling.maxUnavailable));
  }
  text.line(0, 'Pods Status:', podStatusText(await list<Pod>('pods', metadata.namespace), metadata.uid));
  describeTemplate(text, spec?.template);
  const claims = spec?.volumeClaimTemplates ?? [];
  if (claims.length === 0) text.line(0, 'Volume Claims:', '<none>');
  else {
    text.line(0, 'Volume Claims:');
    for (const claim of claims) {
      text.line(1, 'Name:', claim.metadata?.name ?? '');
      text.line(1, 'StorageClass:', claim.spec?.storageClassName ?? '');
      text.labels('  Labels', claim.metadata?.labels);
      text.labels('  Annotations', claim.metadata?.annotations);
      text.line(1, 'Capacity:', claim.spec?.resources?.requests?.storage ?? '<default>');
      text.line(1, 'Access Modes:', `[${(claim.spec?.accessModes ?? []).join(' ')}]`);
    }
  }
  text.events(events, nowMs);
};

/** A DaemonSet as `kubectl describe daemonset` shows it. */
export const describeDaemonSet: Describer<DaemonSet> = async (daemonSet, { text, events, nowMs, list }) => {
  const { metadata, spec, status } = daemonSet;
  text.line(0, 'Name:', metadata.name);
  text.line(0, 'Namespace:', metadata.namespace ?? '');
  text.line(0, 'Selector:', selectorText(spec?.selector as LabelSelector | undefined));
  text.line(0, 'Node-Selector:', labelText(spec?.template?.spec?.nodeSelector));
  text.labels('Labels', metadata.labels);
  text.annotations(metadata.annotations);
  text.line(0, `Desired Number of Nodes Scheduled: ${status?.desiredNumberScheduled ?? 0}`);
  text.line(0, `Current Number of Nodes Scheduled: ${status?.currentNumberScheduled ?? 0}`);
  text.line(0, `Number of Nodes Scheduled with Up-to-date Pods: ${status?.updatedNumberScheduled ?? 0}`);
  text.line(0, `Number of Nodes Scheduled with Available Pods: ${status?.numberAvailable ?? 0}`);
  text.line(0, `Number of Nodes Misscheduled: ${status?.numberMisscheduled ?? 0}`);
  text.line(0, 'Pods Status:', podStatusText(await list<Pod>('pods', metadata.namespace), metadata.uid));
  describeTemplate(text, spec?.template);
  text.events(events, nowMs);
};
