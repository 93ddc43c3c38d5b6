import type { ManagedFieldsEntry, Status } from '../../api/generated/objects.ts';
import type { KindInfo } from '../../api/kinds.ts';
import { apiVersionOf } from '../../api/kinds.ts';
import type { KubernetesObject, Stored } from '../../api/objects.ts';
import { alreadyExists } from '../../api/status.ts';
import { formatTime } from '../../api/time.ts';
import { admitCreate } from './admission/admission.ts';
import type { ApiResult } from './componentApi.ts';
import { resourceOf } from './registry.ts';
import type { ServerContext } from './serverContext.ts';

/** Whether a write takes effect or only shows what it would do. */
export type WriteMode = 'commit' | 'dryRun';

/** A real server tries this often to find a free name for a `generateName` (KEP-4420). */
const generateNameTries = 8;

/** The longest name that `generateName` may become; the prefix is cut to leave room for five random characters. */
const maxGeneratedNameLength = 63;

/**
 * Stores a new object that has its defaults: names it, runs admission, sets what the server sets.
 * `verdict` says at the end whether the result is valid.
 */
export function createObject<T extends KubernetesObject>(
  context: ServerContext,
  info: KindInfo,
  object: T,
  options: {
    readonly mode: WriteMode;
    readonly verdict?: (object: T) => Status | undefined;
    /** Who set which field, as it is to be stored. */
    readonly managedFields?: readonly ManagedFieldsEntry[];
  },
): ApiResult<T> {
  const metadata = object.metadata ?? {};
  if (metadata.resourceVersion) return { refusal: resourceVersionSet() };
  const namespace = info.namespaced ? (metadata.namespace ?? '') : '';
  const named = nameIt(context, info, namespace, object);
  const resource = resourceOf(info);
  const prepared = resource.prepareCreate ? (resource.prepareCreate(named) as T) : named;
  const admission = admitCreate(context, info, withServerMeta(context, info, prepared, options.managedFields));
  if (admission.refusal) return { refusal: admission.refusal };
  const admitted = resource.complete?.(admission.object) ?? admission.object;
  const invalid = options.verdict?.(admitted as T);
  if (invalid) return { refusal: invalid };
  const name = admitted.metadata?.name ?? '';
  if (context.store.get(info, namespace, name)) return { refusal: alreadyExists(info, name) };
  if (options.mode === 'dryRun') return { object: admitted as Stored<T> };
  return { object: context.store.put(info, admitted) as Stored<T> };
}

function nameIt<T extends KubernetesObject>(context: ServerContext, info: KindInfo, namespace: string, object: T): T {
  const metadata = object.metadata ?? {};
  if (metadata.name || !metadata.generateName) return object;
  const prefix = metadata.generateName.slice(0, maxGeneratedNameLength - 5);
  let name = '';
  for (let i = 0; i < generateNameTries; i++) {
    name = prefix + context.random.nameSuffix();
    if (!context.store.get(info, namespace, name)) break;
  }
  return { ...object, metadata: { ...metadata, name } };
}

function withServerMeta<T extends KubernetesObject>(
  context: ServerContext,
  info: KindInfo,
  object: T,
  fields: readonly ManagedFieldsEntry[] = [],
): T {
  const { selfLink, managedFields, deletionTimestamp, deletionGracePeriodSeconds, generation, namespace, ...own } =
    object.metadata ?? {};
  return {
    ...object,
    apiVersion: apiVersionOf(info),
    kind: info.kind,
    metadata: {
      ...own,
      ...(info.namespaced && namespace && { namespace }),
      uid: context.random.uuid(),
      creationTimestamp: formatTime(context.nowMs()),
      ...(resourceOf(info).countsGenerations && { generation: 1 }),
      ...(fields.length > 0 && { managedFields: [...fields] }),
    },
  };
}

/** A real server gives this no reason and the code 500 (`storage.ErrResourceVersionSetOnCreate`). */
function resourceVersionSet(): Status {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: 'resourceVersion should not be set on objects to be created',
    code: 500,
  };
}
