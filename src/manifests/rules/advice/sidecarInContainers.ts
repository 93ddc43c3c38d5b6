import { listAt, textAt } from '../../plainLookup.ts';
import { podSpecPath } from '../../podSpecs.ts';
import type { AdviceRule } from '../rule.ts';

/**
 * `restartPolicy` of an ordinary container: the API server of 1.34 drops it without a word (its gate,
 * ContainerRestartRules, is alpha), so a sidecar in the wrong list becomes an ordinary container.
 */
export const sidecarInContainers: AdviceRule = {
  id: 'advice/sidecar-in-containers',
  severity: 'warning',
  check({ kind, value }) {
    const podSpec = podSpecPath(kind);
    if (!podSpec) return [];
    const containers = [...podSpec, 'containers'];
    return listAt(value, containers).flatMap((_, index) => {
      const path = [...containers, index, 'restartPolicy'];
      const policy = textAt(value, path);
      if (policy === undefined) return [];
      const dropped = 'restartPolicy of an ordinary container is dropped without a word in Kubernetes 1.34';
      const message =
        policy === 'Always'
          ? `${dropped}, so this is no sidecar: move the container to initContainers, where "Always" makes it one.`
          : `${dropped}: the restartPolicy of the Pod decides.`;
      return [{ path, part: 'key', message }];
    });
  },
};
