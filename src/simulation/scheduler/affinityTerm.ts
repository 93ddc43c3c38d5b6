import type { LabelSelector, Pod, PodAffinityTerm, WeightedPodAffinityTerm } from '../../api/generated/objects.ts';
import { type LabelQuery, matchesLabels, queryOf } from '../../api/labels.ts';
import type { Stored } from '../../api/objects.ts';

type Labels = Readonly<Record<string, string>> | undefined;

/** The labels of a namespace, by its name. */
export type NamespaceLabels = (namespace: string) => Labels;

/** Which Pods a rule of affinity means, and within what they count as near. `matchLabelKeys` are in the selector already. */
export interface AffinityTerm {
  /** The same for terms that mean the same. */
  readonly key: string;
  readonly topologyKey: string;
  /** Undefined selects nothing. */
  readonly query: LabelQuery | undefined;
  readonly namespaces: ReadonlySet<string>;
  /** Undefined selects no namespace beyond `namespaces`. */
  readonly namespaceQuery: LabelQuery | undefined;
}

/** A term that only rates Nodes. */
export interface WeightedTerm {
  readonly term: AffinityTerm;
  /** 1 to 100. */
  readonly weight: number;
}

const noTerms: readonly never[] = [];

/** Reads the terms of a Pod in `namespace`, which is the one they look at where they name none. */
export function affinityTerms(
  terms: readonly PodAffinityTerm[] | undefined,
  namespace: string,
): readonly AffinityTerm[] {
  return terms?.map((term) => affinityTerm(term, namespace)) ?? noTerms;
}

export function weightedTerms(
  terms: readonly WeightedPodAffinityTerm[] | undefined,
  namespace: string,
): readonly WeightedTerm[] {
  return (
    terms?.map(({ podAffinityTerm, weight }) => ({ term: affinityTerm(podAffinityTerm, namespace), weight })) ?? noTerms
  );
}

/** Whether a term means this Pod. */
export function termMatches(term: AffinityTerm, pod: Stored<Pod>, namespaceLabels: NamespaceLabels): boolean {
  const { namespace = '', labels } = pod.metadata;
  if (!term.query) return false;
  const inNamespace =
    term.namespaces.has(namespace) ||
    (term.namespaceQuery !== undefined && matchesLabels(term.namespaceQuery, namespaceLabels(namespace)));
  return inNamespace && matchesLabels(term.query, labels);
}

function affinityTerm(term: PodAffinityTerm, namespace: string): AffinityTerm {
  const named = term.namespaces ?? [];
  const own = named.length === 0 && !term.namespaceSelector ? [namespace] : named;
  return {
    key: JSON.stringify([term, own]),
    topologyKey: term.topologyKey,
    query: readSelector(term.labelSelector),
    namespaces: new Set(own),
    namespaceQuery: readSelector(term.namespaceSelector),
  };
}

/** No selector selects nothing, and so does a wrong one. */
export function readSelector(selector: LabelSelector | undefined): LabelQuery | undefined {
  if (!selector) return undefined;
  const { query, problem } = queryOf(selector);
  return problem === undefined ? query : undefined;
}
