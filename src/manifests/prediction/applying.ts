import type { FieldPath } from '../../api/field.ts';
import type { CronJob, Status } from '../../api/generated/objects.ts';
import { servedKind } from '../../api/kinds.ts';
import type { Stored } from '../../api/objects.ts';
import { pathOf } from '../../api/route.ts';
import { refusalOf } from '../../api/status.ts';
import { threeWayPatch } from '../../kubectl/strategicPatch.ts';
import type { Cluster } from '../../simulation/cluster.ts';
import { pathOfWarning } from '../warningPath.ts';
import type { PlannedManifest } from './trialPlan.ts';

/** A manifest and what the API server said to it. */
export interface AppliedManifest extends PlannedManifest {
  readonly outcome: 'created' | 'changed' | 'refused';
  /** Of the object; missing where it was refused. */
  readonly uid?: string;
  /** Its name, which the server may have made up. */
  readonly name: string;
  readonly refusal?: Status;
  /** The fields that it is refused for, and what the server says of each. */
  readonly refusedFields?: readonly { readonly path: FieldPath; readonly message: string }[];
}

/** More fields of one manifest are not told one by one. */
const maxFields = 20;
const userAgent = 'pod-labs-prediction';

/**
 * Sends a manifest as a create, or as the change that `kubectl apply` would send where the object is there already; `before` are
 * the manifests that were applied before it.
 */
export function applyManifest(
  cluster: Cluster,
  manifest: PlannedManifest,
  before: readonly AppliedManifest[],
): AppliedManifest {
  const { info, namespace, object } = manifest;
  const name = manifest.document.name ?? object.metadata?.generateName ?? '';
  const query = { fieldValidation: 'Strict' };
  const created = cluster.send({ method: 'POST', path: pathOf(info, namespace), body: object, query, userAgent });
  const refusal = refusalOf(created);
  if (!refusal) {
    const { uid, name: given } = (created.body as Stored).metadata;
    return { ...manifest, outcome: 'created', uid, name: given };
  }
  if (refusal.reason !== 'AlreadyExists' || name === '') return refused(manifest, refusal, name);
  const path = pathOf(info, namespace, name);
  const live = cluster.send({ method: 'GET', path }).body as Stored;
  const last = before.findLast(({ uid }) => uid === live.metadata.uid)?.object;
  const changed = cluster.send({
    method: 'PATCH',
    path,
    query,
    contentType: 'application/strategic-merge-patch+json',
    body: threeWayPatch(last, object, live, info.type),
    userAgent,
  });
  const refusedChange = refusalOf(changed);
  if (refusedChange) return refused(manifest, refusedChange, name);
  return { ...manifest, outcome: 'changed', uid: (changed.body as Stored).metadata.uid, name };
}

function refused(manifest: PlannedManifest, refusal: Status, name: string): AppliedManifest {
  const fields = new Map<string, { path: FieldPath; message: string }>();
  for (const { field = '', message = '' } of (refusal.details?.causes ?? []).slice(0, maxFields)) {
    const text = `${field}: ${message}`;
    fields.set(text, { path: pathOfWarning(`${field}:`), message: text });
  }
  const refusedFields = [...fields.values()];
  return { ...manifest, outcome: 'refused', name, refusal, refusedFields };
}

/** Makes a Namespace; true where it was missing. A name that no Namespace can have is the manifest's own problem. */
export function makeNamespace(cluster: Cluster, name: string): boolean {
  const info = servedKind('namespaces');
  const path = pathOf(info, undefined, name);
  if (!refusalOf(cluster.send({ method: 'GET', path }))) return false;
  const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
  return !refusalOf(cluster.send({ method: 'POST', path: pathOf(info), body, userAgent }));
}

/** Runs a CronJob's Job at once, as `kubectl create job --from=cronjob/NAME` does. */
export function startJobOf(cluster: Cluster, cronJob: Stored<CronJob>): void {
  const { name, namespace, uid } = cronJob.metadata;
  const owner = { apiVersion: 'batch/v1', kind: 'CronJob', name, uid, controller: true };
  const body = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: `${name.slice(0, 50)}-now`,
      namespace,
      annotations: { 'cronjob.kubernetes.io/instantiate': 'manual' },
      ownerReferences: [owner],
    },
    spec: cronJob.spec?.jobTemplate.spec,
  };
  cluster.send({ method: 'POST', path: pathOf(servedKind('jobs'), namespace), body, userAgent });
}
