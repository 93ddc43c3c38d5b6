import { valueAt } from '../../plainLookup.ts';
import type { AdviceRule } from '../rule.ts';

/**
 * A liveness probe that asks the same as the readiness probe: what is to take a Pod out of a Service for a while then restarts it.
 * The same question is fine where liveness is more patient
 * (https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/).
 */
export const livenessLikeReadiness: AdviceRule = {
  id: 'advice/liveness-like-readiness',
  severity: 'info',
  check(_, { pods }) {
    return (pods?.containers ?? []).flatMap(({ value, path }) => {
      const { livenessProbe: liveness, readinessProbe: readiness } = value;
      const question = questionOf(liveness);
      if (question === undefined || question !== questionOf(readiness)) return [];
      if (patienceSeconds(liveness) > patienceSeconds(readiness)) return [];
      const message =
        'livenessProbe asks the same as readinessProbe, and as soon: what should only keep requests away for a while, such as a slow database, restarts the container too. Let it ask whether the program itself still works, or give it a higher failureThreshold.';
      return [{ path: [...path, 'livenessProbe'], part: 'key', message }];
    });
  },
};

/** What a probe asks, as a text that is the same for the same; that a TCP port is open is no question to a program. */
function questionOf(probe: unknown): string | undefined {
  const httpGet = valueAt(probe, ['httpGet']);
  if (httpGet !== undefined) {
    const field = (name: string, byDefault: string) => valueAt(httpGet, [name]) ?? byDefault;
    return JSON.stringify(['http', field('scheme', 'HTTP'), field('host', ''), field('port', ''), field('path', '/')]);
  }
  const command = valueAt(probe, ['exec', 'command']);
  if (Array.isArray(command)) return JSON.stringify(['exec', command]);
  const grpc = valueAt(probe, ['grpc']);
  if (grpc === undefined) return undefined;
  return JSON.stringify(['grpc', valueAt(grpc, ['port']), valueAt(grpc, ['service']) ?? '']);
}

/** How long a probe must fail until something happens. */
function patienceSeconds(probe: unknown): number {
  const number = (name: string, byDefault: number): number => {
    const value = valueAt(probe, [name]);
    return typeof value === 'number' ? value : byDefault;
  };
  return number('periodSeconds', 10) * number('failureThreshold', 3);
}
