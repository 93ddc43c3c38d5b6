import { autoscalersOf } from '../../facts/autoscalers.ts';
import { fileNameOf } from '../../facts/neighbours.ts';
import { type ManifestSet, noFile, type PlacedManifest } from '../../manifestSet.ts';
import { code } from '../../markdown.ts';
import { valueAt } from '../../plainLookup.ts';
import { counted, listing } from '../../words/listing.ts';

/** How many Pods a workload may have. */
export interface PodCount {
  readonly least: number;
  readonly most: number;
  /** The autoscaler that sets it. */
  readonly autoscaler?: PlacedManifest;
}

/** A manifest as a sentence names it: `Deployment web`, as code. */
export function named({ kind, name }: PlacedManifest): string {
  return code(name === '' ? kind.kind : `${kind.kind} ${name}`);
}

/** Several manifests in a sentence. */
export function namedAll(manifests: readonly PlacedManifest[]): string {
  return listing(manifests.map(named));
}

/** Where a manifest stands, for a sentence about another one: ` in b.yaml`; nothing for the same file. */
export function placeText(manifest: PlacedManifest, from: PlacedManifest): string {
  if (manifest.file === noFile) return ' in the cluster';
  if (manifest.file === from.file) return '';
  return ` in ${code(fileNameOf(manifest.file))}`;
}

/** How many Pods a manifest makes at a time; undefined where that is not in it, as for a Job or a DaemonSet. */
export function podCountOf(set: ManifestSet, manifest: PlacedManifest): PodCount | undefined {
  const { kind } = manifest;
  if (kind.kind === 'Pod') return { least: 1, most: 1 };
  if (!['Deployment', 'ReplicaSet', 'StatefulSet', 'ReplicationController'].includes(kind.kind)) return undefined;
  const [autoscaler] = manifest.name === '' ? [] : autoscalersOf(set, manifest);
  const most = autoscaler && numberAt(autoscaler, ['spec', 'maxReplicas']);
  if (autoscaler && most !== undefined) {
    const least = numberAt(autoscaler, ['spec', 'minReplicas']) ?? 1;
    return { least: Math.min(least, most), most, autoscaler };
  }
  const replicas = numberAt(manifest, ['spec', 'replicas']) ?? 1;
  return { least: replicas, most: replicas };
}

/** A manifest with the number of its Pods: `Deployment web` (3 Pods). */
export function namedWithPods(set: ManifestSet, manifest: PlacedManifest): string {
  const text = podsText(set, manifest);
  return text === '' ? named(manifest) : `${named(manifest)} (${text})`;
}

function podsText(set: ManifestSet, manifest: PlacedManifest): string {
  switch (manifest.kind.kind) {
    case 'Pod':
      return '';
    case 'DaemonSet':
      return 'a Pod on each Node';
    case 'Job':
    case 'CronJob':
      return 'while it runs';
  }
  const count = podCountOf(set, manifest);
  if (!count) return '';
  if (count.least === count.most) return counted(count.most, 'Pod');
  return `${count.least} to ${count.most} Pods`;
}

function numberAt({ document }: PlacedManifest, path: readonly string[]): number | undefined {
  const found = valueAt(document.value, path);
  return typeof found === 'number' && Number.isInteger(found) && found >= 0 ? found : undefined;
}
