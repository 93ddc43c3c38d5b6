import type { Pod } from '../api/generated/objects.ts';
import type { KindInfo } from '../api/kinds.ts';
import type { KubernetesObject, Stored } from '../api/objects.ts';
import { parseTime } from '../api/time.ts';
import { commandError } from './commandError.ts';
import { labelText, selectorText } from './describe/selectors.ts';
import type { KubectlHost } from './host.ts';
import { getObject, listObjects } from './requests.ts';
import { kindNamed, parseResources } from './resourceArguments.ts';

/** The Pods of a workload or Service, the best to look into first (kubectl's `ActivePods` order). */
export async function podsBehind(host: KubectlHost, namespace: string, word: string): Promise<Stored<Pod>[]> {
  const [target] = parseResources('kubectl', [word]);
  if (target?.name === undefined) throw commandError('expected a resource and a name');
  if (target.info.kind === 'Pod') return [await getObject<Pod>(host, target.info, namespace, target.name)];
  return podsSelectedBy(host, target.info, await getObject(host, target.info, namespace, target.name));
}

/** The Pods that a workload or Service selects, in the same order. */
export async function podsSelectedBy(
  host: KubectlHost,
  { group, kind }: KindInfo,
  object: Stored,
): Promise<Stored<Pod>[]> {
  const labelSelector = selectorOf(object);
  if (labelSelector === undefined) {
    throw commandError(`cannot attach to *${goPackage(group)}.${kind}: selector for ${kind} not implemented`);
  }
  const { namespace = '' } = object.metadata;
  const { items } = await listObjects<Pod>(host, kindNamed('pods'), namespace, { labelSelector });
  if (items.length === 0) throw commandError('timed out waiting for the condition');
  return items.sort(
    (a, b) => rank(b) - rank(a) || readySince(a) - readySince(b) || (a.metadata.name < b.metadata.name ? -1 : 1),
  );
}

function selectorOf(object: KubernetesObject): string | undefined {
  const { selector } = (object as { spec?: { selector?: Record<string, unknown> } }).spec ?? {};
  if (!selector || object.kind === 'PersistentVolumeClaim') return undefined;
  if (object.kind === 'Service' || object.kind === 'ReplicationController')
    return labelText(selector as Record<string, string>);
  return selectorText(selector);
}

function goPackage(group: string): string {
  return group === '' ? 'v1' : (group.split('.')[0] ?? group);
}

/** Scheduled before unscheduled, running before pending, ready before unready. */
function rank(pod: Pod): number {
  const phase = pod.status?.phase;
  const ready = pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True');
  return (pod.spec?.nodeName ? 100 : 0) + (phase === 'Running' ? 20 : phase === 'Pending' ? 0 : 10) + (ready ? 1 : 0);
}

function readySince(pod: Pod): number {
  const ready = pod.status?.conditions?.find(({ type }) => type === 'Ready');
  return parseTime(ready?.lastTransitionTime ?? '') ?? 0;
}
