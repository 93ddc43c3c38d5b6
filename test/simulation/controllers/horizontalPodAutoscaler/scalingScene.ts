import assert from 'node:assert/strict';
import type { Event, HorizontalPodAutoscaler, Pod } from '../../../../src/api/generated/objects.ts';
import type { KubernetesObject, Stored } from '../../../../src/api/objects.ts';
import type { HttpMethod } from '../../../../src/api/request.ts';
import { StandInCluster } from '../../../oracle/traces/standInCluster.ts';

export const paths = {
  deployments: '/apis/apps/v1/namespaces/default/deployments',
  replicaSets: '/apis/apps/v1/namespaces/default/replicasets',
  statefulSets: '/apis/apps/v1/namespaces/default/statefulsets',
  controllers: '/api/v1/namespaces/default/replicationcontrollers',
  hpas: '/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers',
} as const;

/** So long after its creation an HPA is looked at, and again so long after each look. */
export const periodMs = 15_030;

/**
 * A control plane whose Pods are ready 1.5 s after they were made, and of whose apps `measure` says what they use. Their
 * one container requests 100m of cpu, where nothing else is said.
 */
export function scalingScene() {
  const cluster = new StandInCluster([]);
  cluster.advanceTo(1000);
  const send = (method: HttpMethod, path: string, body?: object) =>
    cluster.send({
      method,
      path,
      query: {},
      ...(body && { body }),
      ...(method === 'PATCH' && { contentType: 'application/merge-patch+json' }),
    });
  const create = <T extends KubernetesObject>(path: string, body: object): Stored<T> => {
    const { code, body: answer } = send('POST', path, body);
    assert.equal(code, 201, JSON.stringify(answer));
    return answer as Stored<T>;
  };
  const advance = (durationMs: number) => cluster.advanceTo(cluster.timeline.nowMs + durationMs);
  const template = (app: string, requests: object | undefined = { cpu: '100m', memory: '64Mi' }) => ({
    metadata: { labels: { app } },
    spec: { containers: [{ name: 'app', image: 'app:1', resources: { requests } }] },
  });
  const workload = (path: string, app: string, replicas: number, requests?: object) =>
    create(path, {
      metadata: { name: app },
      spec: {
        replicas,
        selector: path === paths.controllers ? { app } : { matchLabels: { app } },
        template: template(app, requests),
        ...(path === paths.statefulSets && { serviceName: app, podManagementPolicy: 'Parallel' }),
      },
    });
  const autoscaler = (name: string, spec: object) =>
    create<HorizontalPodAutoscaler>(paths.hpas, {
      metadata: { name },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
        minReplicas: 1,
        maxReplicas: 10,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
        ],
        ...spec,
      },
    });
  const get = <T extends KubernetesObject>(path: string) => send('GET', path).body as Stored<T>;
  const sizeOf = (path: string, name: string) =>
    get<KubernetesObject & { spec?: { replicas?: number } }>(`${path}/${name}`).spec?.replicas;
  const scale = (path: string, name: string, replicas: number) =>
    assert.equal(send('PATCH', `${path}/${name}/scale`, { spec: { replicas } }).code, 200);
  const hpa = (name: string) => get<HorizontalPodAutoscaler>(`${paths.hpas}/${name}`);
  const conditions = (name: string) =>
    (hpa(name).status?.conditions ?? []).map(
      ({ type, status, reason, message }) => `${type} ${status} ${reason}: ${message}`,
    );
  const events = (name: string) => {
    const { items } = send('GET', '/api/v1/namespaces/default/events').body as { items: readonly Stored<Event>[] };
    return items
      .filter(({ involvedObject }) => involvedObject.kind === 'HorizontalPodAutoscaler' && involvedObject.name === name)
      .sort((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))
      .map(
        ({ type, reason, message, count }) => `${type} ${reason}: ${message}${(count ?? 1) > 1 ? ` (x${count})` : ''}`,
      );
  };
  const pods = () => (send('GET', '/api/v1/namespaces/default/pods').body as { items: readonly Stored<Pod>[] }).items;
  const measure = (now: StandInCluster['metrics']['now']) => Object.assign(cluster.metrics, { now });
  const records = (name: string) => cluster.autoscaling.records('default', name);
  return {
    cluster,
    send,
    create,
    advance,
    workload,
    autoscaler,
    sizeOf,
    scale,
    hpa,
    conditions,
    events,
    pods,
    measure,
    records,
  };
}
