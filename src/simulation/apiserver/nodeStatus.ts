import type { Node, NodeCondition, NodeStatus } from '../../api/generated/objects.ts';
import { formatTime } from '../../api/time.ts';
import type { Random } from '../random.ts';
import { containerRuntimeVersion, kubernetesVersion } from './versions.ts';

/** What one Node offers where nobody said otherwise: a small virtual machine. */
const usualCapacity = {
  cpu: '4',
  memory: '8Gi',
  'ephemeral-storage': '40Gi',
  pods: '110',
  'hugepages-1Gi': '0',
  'hugepages-2Mi': '0',
};

/** What a healthy kubelet says of its Node, in its own words. */
const healthy: readonly (readonly [type: string, status: string, reason: string, message: string])[] = [
  ['MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'],
  ['DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
  ['PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
  ['Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'],
];

/** What the kubelet of a Node that works reports: conditions that were so before keep the time of their change. */
export function healthyConditions(before: readonly NodeCondition[] | undefined, nowMs: number): NodeCondition[] {
  const now = formatTime(nowMs);
  return healthy.map(([type, status, reason, message]) => {
    const old = before?.find((condition) => condition.type === type);
    const lastTransitionTime = (old?.status === status && old.lastTransitionTime) || now;
    return { type, status, lastHeartbeatTime: now, lastTransitionTime, reason, message };
  });
}

/** The status of a Node whose kubelet registers it; what somebody wrote into a new Node object (its size) stays. */
export function newNodeStatus(node: Node, address: string, random: Random, nowMs: number): NodeStatus {
  const capacity = { ...usualCapacity, ...node.status?.capacity };
  return {
    capacity,
    allocatable: { ...capacity, ...node.status?.allocatable },
    conditions: healthyConditions(node.status?.conditions, nowMs),
    addresses: [
      { type: 'InternalIP', address },
      { type: 'Hostname', address: node.metadata?.name ?? '' },
    ],
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    nodeInfo: {
      machineID: random.hex(32),
      systemUUID: random.uuid(),
      bootID: random.uuid(),
      kernelVersion: '6.1.0-40-amd64',
      osImage: 'Debian GNU/Linux 12 (bookworm)',
      containerRuntimeVersion,
      kubeletVersion: kubernetesVersion,
      kubeProxyVersion: '',
      operatingSystem: 'linux',
      architecture: 'amd64',
    },
  };
}

/** The labels with which a kubelet registers its Node. */
export function registeredLabels(name: string): Record<string, string> {
  return {
    'beta.kubernetes.io/arch': 'amd64',
    'beta.kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': 'linux',
  };
}
