import type { Pod } from '../../../src/api/generated/objects.ts';
import { matchesLabels } from '../../../src/api/labels.ts';
import type { ComponentApi } from '../../../src/simulation/apiserver/componentApi.ts';
import { podKind } from '../../../src/simulation/apiserver/knownKinds.ts';
import {
  type MetricsSource,
  noMetrics,
} from '../../../src/simulation/controllers/horizontalPodAutoscaler/metricsSource.ts';

/** What the recorded stand-in for metrics-server said of the Pods of each app: of each of them, or all together. */
export type SetMetrics = Readonly<
  Record<string, { readonly cpu?: string; readonly totalMilli?: number; readonly memory?: string }>
>;

/** Its window lies between 14 s and 21 s: Pods that had been ready for so long did not count yet, and did. */
const windowMs = 15_000;

/** Measures every running Pod just now, and finds what it was told to find. */
export class StandInMetrics {
  now: SetMetrics = {};
  readonly source: MetricsSource;

  constructor(api: ComponentApi, nowMs: () => number) {
    this.source = {
      ...noMetrics,
      podUsage: (namespace, query) => {
        const pods = api.list<Pod>(podKind, namespace).filter(({ status }) => status?.phase === 'Running');
        const appOf = ({ metadata }: Pod) => metadata?.labels?.app ?? '';
        const values = pods.flatMap((pod) => {
          const said = this.now[appOf(pod)];
          if (!said || !matchesLabels(query, pod.metadata.labels)) return [];
          const count = pods.filter((other) => appOf(other) === appOf(pod)).length;
          const cpu = said.totalMilli === undefined ? said.cpu : `${Math.floor(said.totalMilli / count)}m`;
          const usage = { ...(cpu !== undefined && { cpu }), ...(said.memory !== undefined && { memory: said.memory }) };
          const containers = (pod.spec?.containers ?? []).map(({ name }) => ({ name, usage }));
          return [{ name: pod.metadata.name, timestampMs: nowMs(), windowMs, containers }];
        });
        return { values };
      },
    };
  }
}
