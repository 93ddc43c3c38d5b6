import type { ObjectMeta, Status } from '../../api/generated/objects.ts';
import type { KindInfo } from '../../api/kinds.ts';
import { apiVersionOf } from '../../api/kinds.ts';
import type { KubernetesObject, Stored } from '../../api/objects.ts';
import { alreadyExists } from '../../api/status.ts';
import { formatTime } from '../../api/time.ts';
import { admitCreate, objectionToWrite } from './admission/admission.ts';
import type { ApiResult } from './componentApi.ts';
import { addManagers, type Managers } from './lateManagers.ts';
import { settleQuotas } from './quota/settleQuotas.ts';
import { resourceOf } from './registry.ts';
import type { ServerContext } from './serverContext.ts';

/** Whether a write takes effect or only shows what it would do. */
export type WriteMode = 'commit' | 'dryRun';

/** A real server tries this often to find a free name for a `generateName` (KEP-4420). */
const generateNameTries = 8;

/** The longest name that `generateName` may become; the prefix is cut to leave room for five random characters. */
const maxGeneratedNameLength = 63;

/**
 * Stores a new object that has its defaults: runs admission, names it, sets what the server sets, allocates for it.
 * `verdict` says whether the result is valid; the plug-ins that only look come last, as in a real server.
 */
export function createObject<T extends KubernetesObject>(
  context: ServerContext,
  info: KindInfo,
  object: T,
  options: {
    readonly mode: WriteMode;
    readonly verdict?: (object: T) => Status | undefined;
    /** Who set which field, as it is to be stored. */
    readonly managedFields?: Managers;
  },
): ApiResult<T> {
  const { mode } = options;
  const metadata = object.metadata ?? {};
  const namespace = info.namespaced ? (metadata.namespace ?? '') : '';
  const resource = resourceOf(info);
  const admission = admitCreate(context, info, object);
  if (admission.refusal) return { refusal: admission.refusal };
  const named = withServerMeta(
    context,
    info,
    nameIt(context, info, namespace, admission.object),
    options.managedFields,
  );
  const allocated = resource.allocate?.(context, named, undefined, mode) ?? { object: named };
  if (allocated.refusal) return { refusal: allocated.refusal };
  const prepared = resource.prepareCreate?.(allocated.object) ?? allocated.object;
  const complete = (resource.complete?.(prepared) ?? prepared) as T;
  const refusal = options.verdict?.(complete) ?? objectionToWrite(context, info, complete);
  if (refusal) return { refusal };
  const name = complete.metadata?.name ?? '';
  if (metadata.resourceVersion && mode === 'commit') return { refusal: resourceVersionSet() };
  if (context.store.get(info, namespace, name)) return { refusal: alreadyExists(info, name) };
  if (mode === 'dryRun') return { object: complete as Stored<T> };
  const stored = context.store.put(info, complete) as Stored<T>;
  settleQuotas(context);
  return { object: stored };
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
  managers: Managers = [],
): T {
  const { selfLink, managedFields, deletionTimestamp, deletionGracePeriodSeconds, generation, namespace, ...named } =
    object.metadata ?? {};
  const { resourceVersion, ...own } = named;
  const metadata: ObjectMeta = {
    ...own,
    ...(info.namespaced && namespace && { namespace }),
    uid: context.random.uuid(),
    creationTimestamp: formatTime(context.nowMs()),
    ...(resourceOf(info).countsGenerations && { generation: 1 }),
  };
  addManagers(metadata, managers);
  return { ...object, apiVersion: apiVersionOf(info), kind: info.kind, metadata };
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
