import { hostNamesOf } from '../../facts/hostNames.ts';
import type { RelationRule } from '../rule.ts';
import { hostProblem } from './hostProblem.ts';

/** A host name in `env`, `command` or `args` that cannot resolve from this manifest's Namespace. */
export const unresolvableHost: RelationRule = {
  id: 'relation/unresolvable-host',
  severity: 'warning',
  check(manifest, set) {
    return hostNamesOf(manifest.facts).flatMap((mention) => {
      const problem = hostProblem({ mention, manifest, set });
      if (!problem) return [];
      const { path, words, occurrence } = mention;
      const { message, severity, better } = problem;
      return [
        {
          path,
          part: 'value',
          words,
          occurrence,
          message,
          ...(severity && { severity }),
          ...(better && { instead: better }),
        },
      ];
    });
  },
};
