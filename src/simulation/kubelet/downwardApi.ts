import type { Pod } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';

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

function keyValueLines(map: Readonly<Record<string, string>> | undefined): string {
  return Object.entries(map ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join('\n');
}
