import type { FieldPath } from '../../api/field.ts';
import { servedKind } from '../../api/kinds.ts';
import type { Stored } from '../../api/objects.ts';
import { pathOf } from '../../api/route.ts';
import type { Cluster } from '../../simulation/cluster.ts';
import { factsOf } from '../facts/manifestFacts.ts';
import type { WrittenContainer } from '../facts/podTemplate.ts';
import { listAt } from '../plainLookup.ts';
import type { AppliedManifest } from './applying.ts';
import type { PodLife } from './podLife.ts';
import type { TrialLoad } from './trialLoad.ts';
import type { SeenEvent, Witness } from './witness.ts';

/** What a trial has shown: what the notes are made of. */
export interface Evidence {
  readonly cluster: Cluster;
  readonly witness: Witness;
  readonly applied: readonly AppliedManifest[];
  readonly madeNamespaces: ReadonlySet<string>;
  readonly load?: TrialLoad;
  /** Each Pod's manifest, by the Pod's uid; Pods of the cluster itself have none. */
  readonly owners: ReadonlyMap<string, AppliedManifest>;
}

/** Whether a later manifest changes the same object, so that what becomes of it is said there. */
export function isSuperseded({ applied }: Pick<Evidence, 'applied'>, manifest: AppliedManifest): boolean {
  return manifest.uid !== undefined && applied.findLast(({ uid }) => uid === manifest.uid) !== manifest;
}

/** Finds whose each Pod is: a manifest's own, or one that its workload made. */
export function ownersOf(witness: Witness, applied: readonly AppliedManifest[]): Map<string, AppliedManifest> {
  const byUid = new Map(applied.flatMap((manifest) => (manifest.uid === undefined ? [] : [[manifest.uid, manifest]])));
  const owners = new Map<string, AppliedManifest>();
  for (const { uid, pod } of witness.pods) {
    const manifest = ownerOf(pod, witness, byUid);
    if (manifest) owners.set(uid, manifest);
  }
  return owners;
}

/** No chain of owners is longer: CronJob, Job, Pod. */
const maxOwners = 5;

/** The manifest that an object goes back to. */
export function ownerOf(
  object: Stored,
  witness: Witness,
  byUid: ReadonlyMap<string, AppliedManifest>,
): AppliedManifest | undefined {
  let here: Stored | undefined = object;
  for (let depth = 0; here && depth < maxOwners; depth += 1) {
    const found = byUid.get(here.metadata.uid);
    if (found) return found;
    const uid: string = here.metadata.ownerReferences?.find(({ controller }) => controller)?.uid ?? '';
    const next = byUid.get(uid);
    if (next) return next;
    here = witness.object(uid);
  }
  return undefined;
}

/** The Pods of a manifest, in the order of their making. */
export function podsOf({ witness, owners }: Evidence, { index }: AppliedManifest): PodLife[] {
  return witness.pods.filter(({ uid }) => owners.get(uid)?.index === index);
}

/** The containers that a manifest writes, in the order in which they start. */
export function containersOf({ document }: AppliedManifest): readonly WrittenContainer[] {
  return factsOf(document.parsed).pods?.containers ?? [];
}

/** The objects of the list at a path. */
export function itemsAt(value: unknown, path: FieldPath): Readonly<Record<string, unknown>>[] {
  const list = listAt(value, path);
  return list.map((item) => (item !== null && typeof item === 'object' ? (item as Record<string, unknown>) : {}));
}

/** The last lines that a container wrote, in its life before the present one where there was any. */
export function lastWords({ cluster }: Evidence, { namespace, name, pod }: PodLife, container: string): string[] {
  const path = pathOf(servedKind('pods'), namespace, name, 'log');
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  const state = statuses.find((status) => status.name === container);
  const previous = String(state?.state?.running !== undefined && state.restartCount > 0);
  const { code, body } = cluster.send({ method: 'GET', path, query: { container, tailLines: '20', previous } });
  return code === 200 && typeof body === 'string' ? body.split('\n').filter((line) => line.trim() !== '') : [];
}

/** The Events of a manifest's object and of all that its controllers made, Pods left out. */
export function eventsOf({ witness }: Evidence, manifest: AppliedManifest): SeenEvent[] {
  const byUid = new Map(manifest.uid === undefined ? [] : [[manifest.uid, manifest] as const]);
  return witness
    .allObjects()
    .filter((object) => object.kind !== 'Pod' && ownerOf(object, witness, byUid) !== undefined)
    .flatMap(({ metadata }) => witness.events(metadata.uid));
}
