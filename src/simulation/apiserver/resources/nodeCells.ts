import type { Node } from '../../../api/generated/objects.ts';
import { ageText } from '../tableLayout.ts';

const rolePrefix = 'node-role.kubernetes.io/';

/** A Node's row, in the order of its columns. */
export function nodeCells(node: Node, nowMs: number): string[] {
  const address = (type: string) => node.status?.addresses?.find((each) => each.type === type)?.address || '<none>';
  const info = node.status?.nodeInfo;
  return [
    node.metadata?.name ?? '',
    statusText(node),
    rolesText(node),
    ageText(node.metadata?.creationTimestamp, nowMs),
    info?.kubeletVersion ?? '',
    address('InternalIP'),
    address('ExternalIP'),
    info?.osImage || '<unknown>',
    info?.kernelVersion || '<unknown>',
    info?.containerRuntimeVersion || '<unknown>',
  ];
}

function statusText(node: Node): string {
  const ready = node.status?.conditions?.find(({ type }) => type === 'Ready');
  const status = ready ? (ready.status === 'True' ? 'Ready' : 'NotReady') : 'Unknown';
  return node.spec?.unschedulable ? `${status},SchedulingDisabled` : status;
}

function rolesText(node: Node): string {
  const roles = Object.entries(node.metadata?.labels ?? {}).flatMap(([key, value]) => {
    if (key.startsWith(rolePrefix)) return key.length > rolePrefix.length ? [key.slice(rolePrefix.length)] : [];
    return key === 'kubernetes.io/role' && value !== '' ? [value] : [];
  });
  return [...new Set(roles)].sort().join(',') || '<none>';
}
