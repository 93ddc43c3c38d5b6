import { looksEndless } from '../../facts/howLong.ts';
import type { AdviceRule } from '../rule.ts';

/** A Job is complete when all its `containers` have ended; a sidecar among them never does (https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#jobs-with-sidecar-containers). */
export const sidecarInJob: AdviceRule = {
  id: 'advice/sidecar-in-job',
  severity: 'warning',
  check({ kind }, { pods }) {
    if (kind?.kind !== 'Job' && kind?.kind !== 'CronJob') return [];
    const containers =
      pods?.containers.filter(({ role, value }) => role === 'app' && !('restartPolicy' in value)) ?? [];
    if (containers.length < 2) return [];
    const endless = containers.filter(looksEndless);
    if (endless.length === containers.length) return [];
    return endless.map(({ path, name }) => {
      const message = `A Job ends when all its containers have ended, and this one looks as if it never would. Move it to initContainers with restartPolicy: Always: such a sidecar starts first, and is stopped when the work is done.`;
      return name ? { path: [...path, 'name'], part: 'value', message } : { path, part: 'key', message };
    });
  },
};
