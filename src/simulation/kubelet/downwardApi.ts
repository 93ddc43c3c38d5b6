import type { Container, Node, Pod, ResourceFieldSelector } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import { parseQuantity, toMilli, toNumber } from '../../api/quantity.ts';
import type { ComponentApi } from '../apiserver/componentApi.ts';
import { nodeKind } from '../apiserver/knownKinds.ts';

/** What the Pod learns of itself: https://kubernetes.io/docs/concepts/workloads/pods/downward-api/ */
export function fieldValue(
  fieldPath: string,
  pod: Stored<Pod>,
  facts: { readonly ip: string; readonly hostIp: string },
): string {
  const subscript = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(fieldPath);
  if (subscript) return pod.metadata[subscript[1] as 'labels' | 'annotations']?.[subscript[2] as string] ?? '';
  switch (fieldPath) {
    case 'metadata.name':
      return pod.metadata.name;
    case 'metadata.namespace':
      return pod.metadata.namespace ?? '';
    case 'metadata.uid':
      return pod.metadata.uid;
    case 'metadata.labels':
    case 'metadata.annotations':
      return keyValueLines(pod.metadata[fieldPath.slice('metadata.'.length) as 'labels' | 'annotations']);
    case 'spec.nodeName':
      return pod.spec?.nodeName ?? '';
    case 'spec.serviceAccountName':
      return pod.spec?.serviceAccountName ?? '';
    case 'status.podIP':
    case 'status.podIPs':
      return facts.ip;
    case 'status.hostIP':
    case 'status.hostIPs':
      return facts.hostIp;
    default:
      return '';
  }
}

/**
 * `limits.cpu` and friends in units of the divisor, rounded up; a limit that is not set is what the Node can give
 * (https://kubernetes.io/docs/concepts/workloads/pods/downward-api/#fallback-information-for-resource-limits).
 */
export function resourceValue(
  api: ComponentApi,
  pod: Stored<Pod>,
  { resource, divisor, containerName }: ResourceFieldSelector,
  container?: Container,
): string {
  const all = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])];
  const chosen = containerName ? all.find(({ name }) => name === containerName) : container;
  const [list, ...rest] = resource.split('.') as ['limits' | 'requests', ...string[]];
  const name = rest.join('.');
  const written = chosen?.resources?.[list]?.[name];
  const amount = parseQuantity(written ?? (list === 'limits' ? ofNode(api, pod, name) : '0'));
  const unit = parseQuantity(divisor && divisor !== '0' ? divisor : '1');
  if (!amount || !unit) return '0';
  if (name === 'cpu') return String(Math.ceil(toMilli(amount) / toMilli(unit)));
  return String(Math.ceil(toNumber(amount) / toNumber(unit)));
}

function ofNode(api: ComponentApi, pod: Stored<Pod>, name: string): string {
  return api.get<Node>(nodeKind, '', pod.spec?.nodeName ?? '')?.status?.allocatable?.[name] ?? '0';
}

function keyValueLines(map: Readonly<Record<string, string>> | undefined): string {
  return Object.entries(map ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join('\n');
}
