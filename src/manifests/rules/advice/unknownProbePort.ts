import { nearestName } from '../../../api/didYouMean.ts';
import { textAt } from '../../plainLookup.ts';
import type { AdviceRule, Remark } from '../rule.ts';
import { listedNames, shortName } from '../wording.ts';

/** What comes of a probe that cannot ask. */
const outcomes: Readonly<Record<string, string>> = {
  readinessProbe: 'so this probe asks nobody and the Pod never becomes ready',
  startupProbe: 'so this probe asks nobody and the container never counts as started',
  livenessProbe: 'so this probe asks nobody and never notices anything',
};

/**
 * A port by name is looked up among those of the same container; the API server does not look
 * (https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#use-a-named-port).
 */
export const unknownProbePort: AdviceRule = {
  id: 'advice/unknown-probe-port',
  severity: 'warning',
  check(_, { pods }) {
    return (pods?.containers ?? []).flatMap(({ value, path, ports }) => {
      const names = ports.flatMap(({ name }) => name ?? []);
      return Object.entries(outcomes).flatMap(([probe, outcome]) =>
        ['httpGet', 'tcpSocket'].flatMap((handler): Remark[] => {
          const port = textAt(value, [probe, handler, 'port']);
          if (!port || /^\d+$/.test(port) || names.includes(port)) return [];
          const near = nearestName(port, names) ?? (names.length === 1 ? names[0] : undefined);
          const known =
            names.length > 0 ? `Its ports are named ${listedNames(names)}.` : 'None of its ports has a name.';
          const message = `No port of this container is named ${shortName(port)}, ${outcome}. ${near ? `Did you mean ${shortName(near)}?` : known}`;
          const place = [...path, probe, handler, 'port'];
          return [{ path: place, part: 'value', message, ...(near && { instead: near }) }];
        }),
      );
    });
  },
};
