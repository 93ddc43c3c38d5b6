import { looksEndless } from '../../facts/howLong.ts';
import type { AdviceRule } from '../rule.ts';

/** The next container waits until an ordinary init container has ended (https://kubernetes.io/docs/concepts/workloads/pods/init-containers/). */
export const endlessInitContainer: AdviceRule = {
  id: 'advice/endless-init-container',
  severity: 'warning',
  check(_, { pods }) {
    return (pods?.containers ?? []).flatMap((container) => {
      if (container.role !== 'init' || !looksEndless(container)) return [];
      const message =
        'This init container looks as if it never ended, and everything after it waits for its end: the Pod stays in Init. With restartPolicy: Always it is a sidecar, which the others do not wait for.';
      const { path, name } = container;
      return [name ? { path: [...path, 'name'], part: 'value', message } : { path, part: 'key', message }];
    });
  },
};
