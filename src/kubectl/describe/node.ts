import type { Lease, Node, Pod } from '../../api/generated/objects.ts';
import type { Describer } from './describer.ts';
import { type DescribeText, describeTime } from './describeText.ts';
import { describeNodePods } from './nodePods.ts';

const roleLabel = 'node-role.kubernetes.io/';

/** A Node as `kubectl describe node` shows it, with what its Pods take of it. */
export const describeNode: Describer<Node> = async (node, { text, events, nowMs, list }) => {
  const { metadata, spec, status } = node;
  text.line(0, 'Name:', metadata.name);
  const roles = Object.keys(metadata.labels ?? {})
    .filter((key) => key.startsWith(roleLabel) && key.length > roleLabel.length)
    .map((key) => key.slice(roleLabel.length))
    .sort();
  text.line(0, 'Roles:', roles.join(',') || '<none>');
  text.labels('Labels', metadata.labels);
  text.annotations(metadata.annotations);
  text.line(0, 'CreationTimestamp:', describeTime(metadata.creationTimestamp));
  const taints = (spec?.taints ?? []).map(({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`);
  text.column('Taints', taints.sort());
  text.line(0, 'Unschedulable:', String(spec?.unschedulable ?? false));
  describeLease(
    text,
    (await list<Lease>('leases', 'kube-node-lease')).find((one) => one.metadata.name === metadata.name),
    metadata.name,
  );
  if ((status?.conditions ?? []).length > 0) {
    text.line(0, 'Conditions:');
    text.line(1, 'Type', 'Status', 'LastHeartbeatTime', 'LastTransitionTime', 'Reason', 'Message');
    text.line(1, '----', '------', '-----------------', '------------------', '------', '-------');
    for (const one of status?.conditions ?? []) {
      const times = [describeTime(one.lastHeartbeatTime), describeTime(one.lastTransitionTime)];
      text.line(
        1,
        `${one.type} `,
        `${one.status} `,
        ...times.map((time) => `${time} `),
        `${one.reason ?? ''} `,
        one.message ?? '',
      );
    }
  }
  text.line(0, 'Addresses:');
  for (const { type, address } of status?.addresses ?? []) text.line(1, `${type}:`, address);
  describeAmounts(text, 'Capacity', status?.capacity);
  describeAmounts(text, 'Allocatable', status?.allocatable);
  const system = status?.nodeInfo;
  text.line(0, 'System Info:');
  text.line(1, 'Machine ID:', system?.machineID ?? '');
  text.line(1, 'System UUID:', system?.systemUUID ?? '');
  text.line(1, 'Boot ID:', system?.bootID ?? '');
  text.line(1, 'Kernel Version:', system?.kernelVersion ?? '');
  text.line(1, 'OS Image:', system?.osImage ?? '');
  text.line(1, 'Operating System:', system?.operatingSystem ?? '');
  text.line(1, 'Architecture:', system?.architecture ?? '');
  text.line(1, 'Container Runtime Version:', system?.containerRuntimeVersion ?? '');
  text.line(1, 'Kubelet Version:', system?.kubeletVersion ?? '');
  text.line(1, 'Kube-Proxy Version:', system?.kubeProxyVersion ?? '');
  if (spec?.podCIDR) text.line(0, 'PodCIDR:', spec.podCIDR);
  if ((spec?.podCIDRs ?? []).length > 0) text.line(0, 'PodCIDRs:', (spec?.podCIDRs ?? []).join(','));
  if (spec?.providerID) text.line(0, 'ProviderID:', spec.providerID);
  const pods = (await list<Pod>('pods')).filter(
    (pod) =>
      pod.spec?.nodeName === metadata.name && pod.status?.phase !== 'Succeeded' && pod.status?.phase !== 'Failed',
  );
  describeNodePods(text, node, pods, nowMs);
  text.events(events, nowMs);
};

/** The Node's heartbeat. */
function describeLease(text: DescribeText, lease: Lease | undefined, name: string): void {
  if (!lease) {
    text.line(0, 'Lease:', `Failed to get lease: leases.coordination.k8s.io ${JSON.stringify(name)} not found`);
    return;
  }
  text.line(0, 'Lease:');
  text.line(1, 'HolderIdentity:', lease.spec?.holderIdentity ?? '<unset>');
  text.line(1, 'AcquireTime:', describeTime(lease.spec?.acquireTime));
  text.line(1, 'RenewTime:', describeTime(lease.spec?.renewTime));
}

function describeAmounts(
  text: DescribeText,
  title: string,
  amounts: Readonly<Record<string, string>> | undefined,
): void {
  const entries = Object.entries(amounts ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return;
  text.line(0, `${title}:`);
  for (const [name, amount] of entries) text.line(1, `${name}:`, amount);
}
