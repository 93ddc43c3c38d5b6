import { textAt } from '../../plainLookup.ts';
import type { AdviceRule } from '../rule.ts';

/** Kinds of the whole cluster are in no Namespace (https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#not-all-objects-are-in-a-namespace). */
export const namespaceIgnored: AdviceRule = {
  id: 'advice/namespace-ignored',
  severity: 'info',
  check({ kind, value }) {
    const path = ['metadata', 'namespace'];
    if (!kind || kind.namespaced || !textAt(value, path)) return [];
    const message = `A ${kind.kind} belongs to the whole cluster and is in no Namespace: the API server drops this line without a word. Leave it out.`;
    return [{ path, part: 'key', message }];
  },
};
