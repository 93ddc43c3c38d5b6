import type { DeleteOptions, Eviction, Pod, PodDisruptionBudget, Status } from '../../../api/generated/objects.ts';
import { matchesSelector } from '../../../api/labels.ts';
import type { Stored } from '../../../api/objects.ts';
import type { ApiRequest, ApiResponse } from '../../../api/request.ts';
import type { ResourceRoute } from '../../../api/route.ts';
import { badRequest, forbidden, notFound, refuse } from '../../../api/status.ts';
import { formatTime } from '../../../api/time.ts';
import { bodyOf } from '../body.ts';
import { deleteObject } from '../delete.ts';
import { podDisruptionBudgetKind, podKind } from '../knownKinds.ts';
import { writeQuery } from '../query.ts';
import type { ServerContext } from '../serverContext.ts';
import { updateObject } from '../update.ts';
import type { Subresource } from './subresource.ts';

/** `pods/eviction`: a delete that asks the PodDisruptionBudgets first. `kubectl drain` uses it. */
export const evictionSubresource: Subresource = {
  name: 'eviction',
  kind: 'Eviction',
  group: 'policy',
  version: 'v1',
  verbs: ['create'],
  handlers: { POST: handleEviction },
};

function handleEviction(context: ServerContext, route: ResourceRoute, request: ApiRequest): ApiResponse {
  const { namespace = '', name = '' } = route;
  const { query, refusal: wrongQuery } = writeQuery(request, 'CreateOptions');
  if (wrongQuery) return refuse(wrongQuery);
  const body = bodyOf(request, 'Eviction');
  if (body.refusal) return refuse(body.refusal);
  const eviction = (body.value ?? {}) as Eviction;
  if (eviction.metadata?.name !== name) {
    return refuse(badRequest('name in URL does not match name in Eviction object'));
  }
  const pod = context.store.get(podKind, namespace, name) as Stored<Pod> | undefined;
  if (!pod) return refuse(notFound(podKind, name));
  const options: DeleteOptions = { ...eviction.deleteOptions, ...(query.mode === 'dryRun' && { dryRun: ['All'] }) };
  const refusal = refusalOfBudgets(context, pod, options);
  if (refusal) return refuse(refusal);
  if (query.mode !== 'dryRun') markEvicted(context, pod);
  const deleted = deleteObject(context, podKind, namespace, name, options);
  if (deleted.refusal) return refuse(deleted.refusal);
  return { code: 201, body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 } };
}

/** The Pod says why it goes (https://kubernetes.io/docs/concepts/workloads/pods/disruptions/#pod-disruption-conditions). */
function markEvicted(context: ServerContext, pod: Stored<Pod>): void {
  if (pod.metadata.deletionTimestamp) return;
  const condition = {
    type: 'DisruptionTarget',
    status: 'True',
    lastTransitionTime: formatTime(context.nowMs()),
    reason: 'EvictionByEvictionAPI',
    message: 'Eviction API: evicting',
  };
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== condition.type);
  const status = { ...pod.status, conditions: [...others, condition] };
  updateObject(context, podKind, { ...pod, status }, { mode: 'commit', subresource: 'status' });
}

/** Takes one disruption from the Pod's budget, or says why there is none to take. */
function refusalOfBudgets(context: ServerContext, pod: Stored<Pod>, options: DeleteOptions): Status | undefined {
  const ends = ['Succeeded', 'Failed', 'Pending'].includes(pod.status?.phase ?? '');
  if (ends || pod.metadata.deletionTimestamp) return undefined;
  const all = context.store.list(podDisruptionBudgetKind, pod.metadata.namespace) as Stored<PodDisruptionBudget>[];
  const budgets = all.filter(({ spec }) => matchesSelector(spec?.selector, pod.metadata.labels));
  const [budget] = budgets;
  if (!budget) return undefined;
  if (budgets.length > 1) return tooManyBudgets();
  if (!isReady(pod) && mayLeaveUnready(budget)) return undefined;
  const refusal = refusalOf(budget);
  if (refusal) return refusal;
  const dryRun = (options.dryRun ?? []).length > 0;
  const status = {
    ...budget.status,
    disruptionsAllowed: (budget.status?.disruptionsAllowed ?? 0) - 1,
    disruptedPods: { ...budget.status?.disruptedPods, [pod.metadata.name]: formatTime(context.nowMs()) },
  } as PodDisruptionBudget['status'] & object;
  const mode = dryRun ? 'dryRun' : 'commit';
  return updateObject(context, podDisruptionBudgetKind, { ...budget, status }, { mode, subresource: 'status' }).refusal;
}

/** A Pod that is not ready may go where the budget says so, or where it is healthy without it. */
function mayLeaveUnready({ spec, status }: PodDisruptionBudget): boolean {
  if (spec?.unhealthyPodEvictionPolicy === 'AlwaysAllow') return true;
  const { currentHealthy = 0, desiredHealthy = 0 } = status ?? {};
  return desiredHealthy > 0 && currentHealthy >= desiredHealthy;
}

function refusalOf({ metadata, status }: Stored<PodDisruptionBudget>): Status | undefined {
  const { name } = metadata;
  if ((status?.observedGeneration ?? 0) < (metadata.generation ?? 0)) {
    return tooManyRequests(`The disruption budget ${name} is still being processed by the server.`, 10);
  }
  const { disruptionsAllowed = 0, desiredHealthy = 0, currentHealthy = 0 } = status ?? {};
  if (disruptionsAllowed < 0) return forbidden(podDisruptionBudgetKind, name, 'pdb disruptions allowed is negative');
  if (disruptionsAllowed > 0) return undefined;
  const condition = (status?.conditions ?? []).find(({ type }) => type === 'DisruptionAllowed');
  if (condition?.status === 'False' && condition.reason === 'SyncFailed') {
    const failure = `because it failed sync: ${condition.message}`;
    return tooManyRequests(`The disruption budget ${name} does not allow evicting pods currently ${failure}`, 0);
  }
  const why = `The disruption budget ${name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`;
  return tooManyRequests(why, 0);
}

function tooManyRequests(cause: string, retryAfterSeconds: number): Status {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: "Cannot evict pod as it would violate the pod's disruption budget.",
    reason: 'TooManyRequests',
    details: {
      causes: [{ reason: 'DisruptionBudget', message: cause }],
      ...(retryAfterSeconds > 0 && { retryAfterSeconds }),
    },
    code: 429,
  };
}

function tooManyBudgets(): Status {
  const why = 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.';
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: `Internal error occurred: ${why}`,
    reason: 'InternalError',
    details: { causes: [{ message: why }] },
    code: 500,
  };
}

function isReady({ status }: Pod): boolean {
  return (status?.conditions ?? []).some((condition) => condition.type === 'Ready' && condition.status === 'True');
}
