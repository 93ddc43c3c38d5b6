import type { FieldPath } from '../../api/field.ts';
import type { KindInfo } from '../../api/kinds.ts';
import type { KubernetesObject } from '../../api/objects.ts';
import { looksLikeManifest } from '../looksLikeManifest.ts';
import type { ManifestDocument } from '../manifestFile.ts';
import { valueAt } from '../plainLookup.ts';
import type { PredictionInput } from './prediction.ts';
import { counted, someOf } from './spans.ts';

/** A manifest that is sent to the API server. */
export interface PlannedManifest {
  /** Its index in the input. */
  readonly index: number;
  readonly file: string;
  readonly document: ManifestDocument;
  readonly info: KindInfo;
  /** Empty for kinds without one. */
  readonly namespace: string;
  readonly object: KubernetesObject;
}

/** A manifest whose text cannot be read. */
export interface UnreadableManifest {
  readonly index: number;
  readonly file: string;
  readonly document: ManifestDocument;
}

export interface TrialPlan {
  /** In the order in which they are applied. */
  readonly manifests: readonly PlannedManifest[];
  readonly unreadable: readonly UnreadableManifest[];
  /** What is left out or made smaller, a sentence each. */
  readonly limits: readonly string[];
}

const maxManifests = 100;
/** Pods of one workload, and of all: a trial is to take seconds. */
const maxPodsOfOne = 25;
const maxPods = 75;

/** Who has to be there before whom, as Helm and kustomize order them; what is not named comes last. */
const order =
  'Namespace Node PriorityClass StorageClass ResourceQuota LimitRange ServiceAccount Secret ConfigMap PersistentVolume PersistentVolumeClaim ClusterRole ClusterRoleBinding Role RoleBinding NetworkPolicy PodDisruptionBudget Service EndpointSlice Endpoints DaemonSet Pod ReplicationController ReplicaSet Deployment StatefulSet Job CronJob HorizontalPodAutoscaler Ingress'.split(
    ' ',
  );

/** Chooses what is tried, and in which order. */
export function planTrial({ documents, near = 0 }: PredictionInput): TrialPlan {
  const known: PlannedManifest[] = [];
  const unreadable: UnreadableManifest[] = [];
  const limits: string[] = [];
  const unserved = new Set<string>();
  let templates = 0;
  for (const [index, { file, document, namespace: usual }] of documents.entries()) {
    const { parsed, kind, kindName, apiVersion } = document;
    if (parsed.template) templates += 1;
    else if (parsed.problems.some(({ code }) => code !== 'syntax/duplicate-key')) {
      if (looksLikeManifest(parsed.text)) unreadable.push({ index, file, document });
    } else if (!kind) {
      if (isCustom(document)) unserved.add(`${kindName} (${apiVersion})`);
    } else {
      const namespace = kind.namespaced ? document.namespace || usual || 'default' : '';
      known.push({ index, file, document, info: kind, namespace, object: document.value as KubernetesObject });
    }
  }
  if (templates > 0) limits.push(`${counted(templates, 'template')} with {{ }} left out: render them first.`);
  if (unserved.size > 0) limits.push(`Kinds that are not simulated were left out: ${someOf([...unserved], 3)}.`);
  const manifests = known
    .toSorted((a, b) => Math.abs(a.index - near) - Math.abs(b.index - near) || a.index - b.index)
    .slice(0, maxManifests);
  if (known.length > maxManifests) {
    const leftOut = known.length - maxManifests;
    limits.push(`Only ${maxManifests} manifests are tried at once: ${leftOut} others were left out.`);
  }
  const ranked = manifests.sort((a, b) => rank(a) - rank(b) || a.index - b.index);
  return { manifests: smaller(ranked, limits), unreadable, limits };
}

function rank({ info }: PlannedManifest): number {
  const found = order.indexOf(info.kind);
  return found < 0 ? order.length : found;
}

/** Something of another API, and no `List`, whose items stand beside it. */
function isCustom({ apiVersion, kindName, value }: ManifestDocument): boolean {
  if (apiVersion === undefined || kindName === undefined || kindName === 'List') return false;
  return valueAt(value, ['metadata']) !== undefined;
}

/** The fields that say how many Pods a kind makes at once. */
const sizes: Readonly<Record<string, readonly FieldPath[]>> = {
  Deployment: [['spec', 'replicas']],
  StatefulSet: [['spec', 'replicas']],
  ReplicaSet: [['spec', 'replicas']],
  ReplicationController: [['spec', 'replicas']],
  Job: [['spec', 'parallelism']],
  CronJob: [['spec', 'jobTemplate', 'spec', 'parallelism']],
  HorizontalPodAutoscaler: [
    ['spec', 'minReplicas'],
    ['spec', 'maxReplicas'],
  ],
};

function smaller(manifests: readonly PlannedManifest[], limits: string[]): PlannedManifest[] {
  let left = maxPods;
  return manifests.map((manifest) => {
    const { info, document } = manifest;
    let { object } = manifest;
    const isAutoscaler = info.kind === 'HorizontalPodAutoscaler';
    for (const path of sizes[info.kind] ?? []) {
      const wanted = valueAt(object, path);
      const most = isAutoscaler ? maxPodsOfOne : Math.max(1, Math.min(maxPodsOfOne, left));
      const count = typeof wanted === 'number' && Number.isInteger(wanted) ? wanted : 1;
      if (!isAutoscaler) left -= Math.max(0, Math.min(count, most));
      if (count <= most) continue;
      object = withValue(object, path, most);
      limits.push(`${info.kind} ${document.name ?? ''}: tried with ${most} instead of ${count} ${path.at(-1)}.`);
    }
    return { ...manifest, object };
  });
}

function withValue<T extends object>(object: T, [first, ...rest]: FieldPath, value: unknown): T {
  if (typeof first !== 'string') return object;
  const inner = (object as Record<string, unknown>)[first];
  const next = rest.length === 0 ? value : withValue((inner ?? {}) as object, rest, value);
  return { ...object, [first]: next };
}
