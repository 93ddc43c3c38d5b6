import type { KindInfo } from '../../../api/kinds.ts';
import type { Stored } from '../../../api/objects.ts';
import { pathSegments } from '../../../api/pathSegments.ts';
import type { ApiRequest, ApiResponse } from '../../../api/request.ts';
import { methodNotAllowed, notFound, refuse, unknownPath } from '../../../api/status.ts';
import { nodeKind, podKind } from '../../apiserver/knownKinds.ts';
import { flag } from '../../apiserver/query.ts';
import { refusalOfForm, representationOf, showList, showObject } from '../../apiserver/representation.ts';
import { selectionOf } from '../../apiserver/selection.ts';
import { type NodeMetrics, nodeMetricsKind, type PodMetrics, podMetricsKind } from './measured.ts';
import { usageTable } from './usageTable.ts';

/** What metrics-server knows of the cluster's Pods and Nodes, and what they use. */
export interface KnownUsage {
  pod(namespace: string, name: string): Stored | undefined;
  /** In the order of their names; of all namespaces where none is given. */
  pods(namespace: string | undefined): readonly Stored[];
  node(name: string): Stored | undefined;
  nodes(): readonly Stored[];
  /** Undefined while nothing is known. */
  podMetrics(pod: Stored): PodMetrics | undefined;
  nodeMetrics(node: Stored): NodeMetrics | undefined;
}

/** Answers a request to `metrics.k8s.io/v1beta1` (sigs.k8s.io/metrics-server/pkg/api). */
export function answerUsage(request: ApiRequest, known: KnownUsage): ApiResponse {
  const place = placeOf(request.path);
  if (!place) return refuse(unknownPath());
  const { kind, namespace, name } = place;
  if (request.method !== 'GET' || flag(request, 'watch')) return refuse(methodNotAllowed());
  const form = refusalOfForm(kind, request, name === undefined ? 'list' : 'object');
  if (form) return refuse(form);
  if (name === undefined) return list(request, kind, namespace, known);
  const [subject, measured] =
    kind === podMetricsKind
      ? one(known.pod(namespace ?? '', name), known.podMetrics)
      : one(known.node(name), known.nodeMetrics);
  if (!subject) return refuse(notFound(kind === podMetricsKind ? podKind : nodeKind, name));
  // What is not measured is missing under the kind's own name.
  const plural = kind.kind.toLowerCase();
  if (!measured) return refuse(notFound({ ...kind, plural }, namespace === undefined ? name : `${namespace}/${name}`));
  return shown(request, kind, [measured], 'object');
}

function one<T>(subject: Stored | undefined, measure: (subject: Stored) => T): [Stored | undefined, T | undefined] {
  return [subject, subject && measure(subject)];
}

function list(request: ApiRequest, kind: KindInfo, namespace: string | undefined, known: KnownUsage): ApiResponse {
  const { selection, refusal } = selectionOf(kind, request);
  if (refusal) return refuse(refusal);
  const isOfPods = kind === podMetricsKind;
  const subjects = (isOfPods ? known.pods(namespace) : known.nodes()).filter(selection.matches);
  const measure = isOfPods ? known.podMetrics : known.nodeMetrics;
  return shown(
    request,
    kind,
    subjects.flatMap((subject) => measure(subject) ?? []),
    'list',
  );
}

function shown(
  request: ApiRequest,
  kind: KindInfo,
  objects: readonly (PodMetrics | NodeMetrics)[],
  as: 'object' | 'list',
): ApiResponse {
  const representation = representationOf(request);
  if (representation.as === 'Table') return { code: 200, body: usageTable(objects, representation.rowObject) };
  const [first] = objects;
  // Nothing here has an age: no time of the cluster plays a part.
  const body =
    as === 'object' && first
      ? showObject(kind, first, representation, 0)
      : showList(kind, objects, {}, representation, 0);
  return { code: 200, body };
}

interface Place {
  readonly kind: KindInfo;
  readonly namespace?: string;
  readonly name?: string;
}

/** `nodes`, `nodes/NAME`, `pods`, `namespaces/NAMESPACE/pods`, `namespaces/NAMESPACE/pods/NAME`. */
function placeOf(path: string): Place | undefined {
  const [first, second, third, fourth, ...more] = pathSegments(path)?.slice(3) ?? [];
  if (more.length > 0) return undefined;
  if (first === 'nodes' && third === undefined)
    return { kind: nodeMetricsKind, ...(second !== undefined && { name: second }) };
  if (first === 'pods' && second === undefined) return { kind: podMetricsKind };
  if (first !== 'namespaces' || second === undefined || third !== 'pods') return undefined;
  return { kind: podMetricsKind, namespace: second, ...(fourth !== undefined && { name: fourth }) };
}
