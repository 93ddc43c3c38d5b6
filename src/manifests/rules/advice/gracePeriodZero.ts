import { valueAt } from '../../plainLookup.ts';
import type { AdviceRule } from '../rule.ts';

/** Without any grace a program is killed at once, and `preStop` is not run (C049, C251). */
export const gracePeriodZero: AdviceRule = {
  id: 'advice/grace-period-zero',
  severity: 'info',
  check({ kind, value }, { pods }) {
    if (!pods) return [];
    const path = [...pods.specPath, 'terminationGracePeriodSeconds'];
    if (valueAt(value, path) !== 0) return [];
    const risk =
      kind?.kind === 'StatefulSet'
        ? ' A StatefulSet may even start the next Pod of a name while the old one still runs.'
        : '';
    const message = `With 0 the program is killed at once: it gets no SIGTERM to finish its work, and preStop does not run.${risk} A second or two is enough for a program that ends quickly.`;
    return [{ path, part: 'value', message }];
  },
};
