import type { Status } from '../../api/generated/objects.ts';
import type { ApiRequest, ApiResponse } from '../../api/request.ts';
import { methodNotAllowed, notFound, refuse } from '../../api/status.ts';
import { answerSelfReview, selfReviews } from './selfReviews.ts';
import type { VirtualResource } from './virtualResource.ts';

const metrics = { group: 'metrics.k8s.io', version: 'v1beta1', singular: '', shortNames: [], verbs: ['get', 'list'] };

const nodeMetrics: VirtualResource = { ...metrics, kind: 'NodeMetrics', plural: 'nodes', namespaced: false };
const podMetrics: VirtualResource = { ...metrics, kind: 'PodMetrics', plural: 'pods', namespaced: true };

/** Every resource that is answered without the store; discovery lists them. */
export const virtualResources: readonly VirtualResource[] = [...selfReviews, nodeMetrics, podMetrics];

/** The groups whose resources are the metrics that there are: none yet. */
export const metricGroups = [
  { group: 'custom.metrics.k8s.io', version: 'v1beta2' },
  { group: 'custom.metrics.k8s.io', version: 'v1beta1' },
  { group: 'external.metrics.k8s.io', version: 'v1beta1' },
] as const;

/** Answers a request to a resource that is not stored; undefined where the path names none. */
export function answerVirtual(request: ApiRequest): ApiResponse | undefined {
  const [, root, group, version, ...rest] = request.path.replace(/\/+$/, '').split('/');
  if (root !== 'apis' || rest.length === 0) return undefined;
  const review = selfReviews.find(
    (each) => each.group === group && each.version === version && each.plural === rest[0],
  );
  if (review && rest.length === 1) return answerSelfReview(review, request);
  if (group === metrics.group && version === metrics.version) return answerMetrics(request, rest);
  if (metricGroups.some((each) => each.group === group && each.version === version)) return answerMetric(request, rest);
  return undefined;
}

function answerMetrics(request: ApiRequest, segments: readonly string[]): ApiResponse | undefined {
  const [first, namespace, plural, name] = segments;
  const place = first === 'namespaces' && plural !== undefined ? { plural, name, namespace } : undefined;
  const { plural: wanted, name: one } = place ?? { plural: first, name: namespace };
  const resource = wanted === 'pods' ? podMetrics : wanted === 'nodes' ? nodeMetrics : undefined;
  if (!resource) return undefined;
  if (request.method !== 'GET') return refuse(methodNotAllowed());
  if (one === undefined) {
    const kind = `${resource.kind}List`;
    return { code: 200, body: { kind, apiVersion: 'metrics.k8s.io/v1beta1', metadata: {}, items: [] } };
  }
  const subject = { group: metrics.group, plural: resource.kind.toLowerCase(), kind: resource.kind };
  return refuse(notFound(subject, place ? `${place.namespace}/${one}` : one));
}

/** What an adapter for metrics says of one that it does not have. */
function answerMetric(request: ApiRequest, segments: readonly string[]): ApiResponse {
  if (request.method !== 'GET') return refuse(methodNotAllowed());
  const metric = segments.at(-1) ?? '';
  const resource = segments.at(-3) ?? segments[0] ?? '';
  const status: Status = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: `the server could not find the metric ${metric} for ${resource}`,
    reason: 'NotFound',
    code: 404,
  };
  return refuse(status);
}
