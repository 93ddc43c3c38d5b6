import type { Pod } from '../../api/generated/objects.ts';
import { formatDuration, parseTime } from '../../api/time.ts';
import { describeContainers, describeResources } from './containers.ts';
import type { Describer } from './describer.ts';
import { describeTime } from './describeText.ts';
import { tolerationTexts } from './tolerations.ts';
import { describeTopologySpread } from './topologySpread.ts';
import { describeVolumes } from './volumes.ts';

/** A Pod as `kubectl describe pod` shows it. */
export const describePod: Describer<Pod> = (pod, { text, events, nowMs }) => {
  const { metadata, spec, status } = pod;
  text.line(0, 'Name:', metadata.name);
  text.line(0, 'Namespace:', metadata.namespace ?? '');
  if (spec?.priority !== undefined) text.line(0, 'Priority:', String(spec.priority));
  if (spec?.priorityClassName) text.line(0, 'Priority Class Name:', spec.priorityClassName);
  if (spec?.runtimeClassName) text.line(0, 'Runtime Class Name:', spec.runtimeClassName);
  if (spec?.serviceAccountName) text.line(0, 'Service Account:', spec.serviceAccountName);
  text.line(0, 'Node:', spec?.nodeName ? `${spec.nodeName}/${status?.hostIP ?? ''}` : '<none>');
  if (status?.startTime) text.line(0, 'Start Time:', describeTime(status.startTime));
  text.labels('Labels', metadata.labels);
  text.annotations(metadata.annotations);
  if (metadata.deletionTimestamp !== undefined && status?.reason !== 'NodeLost') {
    const sinceMs = nowMs - (parseTime(metadata.deletionTimestamp) ?? nowMs);
    text.line(0, 'Status:', `Terminating (lasts ${formatDuration(sinceMs)})`);
    text.line(0, 'Termination Grace Period:', `${metadata.deletionGracePeriodSeconds ?? 0}s`);
  } else text.line(0, 'Status:', status?.phase ?? '');
  if (status?.reason) text.line(0, 'Reason:', status.reason);
  if (status?.message) text.line(0, 'Message:', status.message);
  const seccomp = spec?.securityContext?.seccompProfile;
  if (seccomp) text.line(0, 'SeccompProfile:', seccomp.type);
  if (seccomp?.localhostProfile) text.line(0, 'LocalhostProfile:', seccomp.localhostProfile);
  text.line(0, 'IP:', status?.podIP ?? '');
  const ips = status?.podIPs ?? [];
  if (ips.length === 0) text.line(0, 'IPs:', '<none>');
  else {
    text.line(0, 'IPs:');
    for (const { ip } of ips) text.line(1, 'IP:', ip ?? '');
  }
  const owner = metadata.ownerReferences?.find((reference) => reference.controller);
  if (owner) text.line(0, 'Controlled By:', `${owner.kind}/${owner.name}`);
  if (status?.nominatedNodeName) text.line(0, 'NominatedNodeName:', status.nominatedNodeName);
  if (spec?.resources) {
    text.line(0, 'Resources:');
    describeResources(text, 1, 'Limits:', spec.resources.limits);
    describeResources(text, 1, 'Requests:', spec.resources.requests);
  }

  if ((spec?.initContainers ?? []).length > 0) {
    describeContainers(text, 'Init Containers', spec?.initContainers ?? [], status?.initContainerStatuses ?? [], pod);
  }
  describeContainers(text, 'Containers', spec?.containers ?? [], status?.containerStatuses ?? [], pod);
  const ephemeral = spec?.ephemeralContainers ?? [];
  if (ephemeral.length > 0) {
    describeContainers(text, 'Ephemeral Containers', ephemeral, status?.ephemeralContainerStatuses ?? [], pod);
  }
  if ((spec?.readinessGates ?? []).length > 0) {
    text.line(0, 'Readiness Gates:');
    text.line(1, 'Type', 'Status');
    for (const { conditionType } of spec?.readinessGates ?? []) {
      const found = status?.conditions?.find((condition) => condition.type === conditionType);
      text.line(1, `${conditionType} `, `${found?.status ?? '<none>'} `);
    }
  }
  if ((status?.conditions ?? []).length > 0) {
    text.line(0, 'Conditions:');
    text.line(1, 'Type', 'Status');
    for (const condition of status?.conditions ?? []) text.line(1, `${condition.type} `, `${condition.status} `);
  }
  describeVolumes(text, spec?.volumes ?? []);
  text.line(0, 'QoS Class:', status?.qosClass ?? '');
  text.labels('Node-Selectors', spec?.nodeSelector);
  text.column('Tolerations', tolerationTexts(spec?.tolerations ?? []));
  describeTopologySpread(text, spec?.topologySpreadConstraints ?? []);
  text.events(events, nowMs);
};
