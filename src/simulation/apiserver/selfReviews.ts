import type { SelfSubjectAccessReview, SelfSubjectRulesReview } from '../../api/generated/objects.ts';
import type { ApiRequest, ApiResponse } from '../../api/request.ts';
import { methodNotAllowed, refuse } from '../../api/status.ts';
import { bodyOf } from './body.ts';
import type { VirtualResource } from './virtualResource.ts';

const review = { version: 'v1', namespaced: false, shortNames: [], verbs: ['create'] };

/** What a client may ask about itself: who it is, whether it may do something, all that it may do. */
export const selfReviews: readonly VirtualResource[] = [
  {
    ...review,
    group: 'authentication.k8s.io',
    kind: 'SelfSubjectReview',
    plural: 'selfsubjectreviews',
    singular: 'selfsubjectreview',
  },
  {
    ...review,
    group: 'authorization.k8s.io',
    kind: 'SelfSubjectAccessReview',
    plural: 'selfsubjectaccessreviews',
    singular: 'selfsubjectaccessreview',
  },
  {
    ...review,
    group: 'authorization.k8s.io',
    kind: 'SelfSubjectRulesReview',
    plural: 'selfsubjectrulesreviews',
    singular: 'selfsubjectrulesreview',
  },
];

/** Whoever can reach this cluster is its administrator, under the names that kubeadm gives (`kubeadm init`, admin.conf). */
const userInfo = { username: 'kubernetes-admin', groups: ['kubeadm:cluster-admins', 'system:authenticated'] };

/** The rules of the ClusterRole `cluster-admin`. */
const everything = {
  resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
  nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
  incomplete: false,
};

/** Answers a request to one of `selfReviews`; undefined where the path names none of them. */
export function answerSelfReviews(request: ApiRequest): ApiResponse | undefined {
  const [, root, group, version, plural, ...rest] = request.path.replace(/\/+$/, '').split('/');
  if (root !== 'apis' || rest.length > 0) return undefined;
  const review = selfReviews.find((each) => each.group === group && each.version === version && each.plural === plural);
  return review && answerSelfReview(review, request);
}

/** Nothing is stored. */
function answerSelfReview({ group, version, kind }: VirtualResource, request: ApiRequest): ApiResponse {
  if (request.method !== 'POST') return refuse(methodNotAllowed());
  const body = bodyOf(request, kind);
  if (body.refusal) return refuse(body.refusal);
  const head = { kind, apiVersion: `${group}/${version}`, metadata: {} };
  if (kind === 'SelfSubjectReview') return { code: 201, body: { ...head, status: { userInfo } } };
  const { spec = {} } = (body.value ?? {}) as Partial<SelfSubjectAccessReview | SelfSubjectRulesReview>;
  const status = kind === 'SelfSubjectRulesReview' ? everything : { allowed: true };
  // A rules review is answered without the question (`pkg/registry/authorization/selfsubjectrulesreview/rest.go`).
  return { code: 201, body: { ...head, spec: kind === 'SelfSubjectRulesReview' ? {} : spec, status } };
}
