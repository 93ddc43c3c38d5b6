import { apiVersionOf } from '../../../api/kinds.ts';
import { labelsAt, type WrittenPort } from '../../facts/podTemplate.ts';
import type { PlacedManifest } from '../../manifestSet.ts';
import type { Around } from '../subject.ts';

/** A workload that another manifest is written for, such as a Service for its Pods. */
export interface NearbyWorkload {
  readonly kind: string;
  readonly apiVersion: string;
  readonly name: string;
  /** Only where it is written. */
  readonly namespace?: string;
  /** By which its Pods are found; never empty. */
  readonly labels: Readonly<Record<string, string>>;
  /** Of its app containers. */
  readonly ports: readonly WrittenPort[];
}

const workloads: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Pod']);

/** The last workload above an offset of a file which has no object of the kind with its name yet. */
export function nearbyWorkload({ set, file }: Around, offset: number, kind: string): NearbyWorkload | undefined {
  const above = set.inFile(file).filter(({ document }) => document.range.start < offset);
  const found = above.findLast(
    (manifest) =>
      workloads.has(manifest.kind.kind) &&
      manifest.name !== '' &&
      Object.keys(podLabels(manifest)).length > 0 &&
      set.named(kind, manifest.namespace, manifest.name).length === 0,
  );
  if (!found) return undefined;
  const { namespace } = found.document;
  return {
    kind: found.kind.kind,
    apiVersion: apiVersionOf(found.kind),
    name: found.name,
    ...(namespace && { namespace }),
    labels: podLabels(found),
    ports: (found.facts.pods?.containers ?? []).filter(({ role }) => role === 'app').flatMap(({ ports }) => ports),
  };
}

/** What its own selector asks for, else all labels of its Pods. */
function podLabels({ document, facts }: PlacedManifest): Readonly<Record<string, string>> {
  const selected = labelsAt(document.value, ['spec', 'selector', 'matchLabels']);
  return Object.keys(selected).length > 0 ? selected : (facts.pods?.labels ?? {});
}
