import type { KindInfo } from '../api/kinds.ts';
import { servedVersions } from './discovery.ts';
import type { KubectlHost } from './host.ts';

/** The API of what Pods and Nodes use: metrics-server's, where someone has installed it. */
export const metricsApi = { group: 'metrics.k8s.io', version: 'v1beta1' } as const;

const common = { ...metricsApi, shortNames: [], categories: [] };
const kinds: readonly KindInfo[] = [
  { ...common, kind: 'PodMetrics', plural: 'pods', singular: 'podmetrics', namespaced: true, type: 'PodMetrics' },
  { ...common, kind: 'NodeMetrics', plural: 'nodes', singular: 'nodemetrics', namespaced: false, type: 'NodeMetrics' },
];

/** The kind of measurements that a person names: `podmetrics`, `nodes.metrics.k8s.io`. */
export function measuredKind(word: string): KindInfo | undefined {
  const [name = '', ...group] = word.toLowerCase().split('.');
  const rest = group[0] === metricsApi.version ? group.slice(1) : group;
  return kinds.find(({ plural, singular }) =>
    rest.length === 0 ? name === singular : [plural, singular].includes(name) && rest.join('.') === metricsApi.group,
  );
}

/** Whether somebody serves it now. */
export async function metricsAreServed(host: KubectlHost): Promise<boolean> {
  const versions = await servedVersions(host);
  return versions.some(({ group, version }) => group === metricsApi.group && version === metricsApi.version);
}
