import type { Event, Pod, PodSpec } from '../../../src/api/generated/objects.ts';
import type { Stored } from '../../../src/api/objects.ts';
import type { HttpMethod } from '../../../src/api/request.ts';
import { Cluster } from '../../../src/simulation/cluster.ts';

/** A cluster, and short words for what the tests of the scheduler do with it. */
export class Session {
  readonly cluster: Cluster;

  constructor(nodes: number, seed = 1) {
    this.cluster = new Cluster({ seed, startTimeMs: Date.UTC(2026, 0, 1), nodes });
  }

  send(method: HttpMethod, path: string, body?: unknown): unknown {
    const contentType = method === 'PATCH' ? { contentType: 'application/merge-patch+json' } : {};
    const answer = this.cluster.send({ method, path, ...contentType, ...(body !== undefined && { body }) });
    if (answer.code >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** Creates a Pod of one container that requests this. */
  pod(
    name: string,
    requests: Record<string, string> = {},
    spec: Partial<PodSpec> = {},
    metadata: object = {},
  ): Stored<Pod> {
    const containers = [{ name: 'app', image: 'nginx:1.27', resources: { requests } }];
    const body = { apiVersion: 'v1', kind: 'Pod', metadata: { name, ...metadata }, spec: { containers, ...spec } };
    return this.send('POST', '/api/v1/namespaces/default/pods', body) as Stored<Pod>;
  }

  get(name: string): Stored<Pod> | undefined {
    const answer = this.cluster.send({ method: 'GET', path: `/api/v1/namespaces/default/pods/${name}` });
    return answer.code === 200 ? (answer.body as Stored<Pod>) : undefined;
  }

  pods(): readonly Stored<Pod>[] {
    return (this.send('GET', '/api/v1/namespaces/default/pods') as { items: Stored<Pod>[] }).items;
  }

  nodeOf(name: string): string | undefined {
    return this.get(name)?.spec?.nodeName;
  }

  /** The condition PodScheduled. */
  scheduled(name: string) {
    return this.get(name)?.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  }

  delete(name: string): void {
    this.send('DELETE', `/api/v1/namespaces/default/pods/${name}`);
  }

  patchNode(name: string, body: unknown): void {
    this.send('PATCH', `/api/v1/nodes/${name}`, body);
  }

  /** The scheduler's events on a Pod, the oldest first: reason and message. */
  events(name: string): readonly (readonly [string | undefined, string | undefined])[] {
    const { items } = this.send('GET', '/api/v1/namespaces/default/events') as { items: Stored<Event>[] };
    return items
      .filter(
        ({ involvedObject, reportingComponent }) =>
          involvedObject.name === name && reportingComponent === 'default-scheduler',
      )
      .sort((a, b) => ((a.eventTime ?? '') < (b.eventTime ?? '') ? -1 : 1))
      .map(({ reason, message }) => [reason, message]);
  }

  priorityClass(name: string, value: number, more: object = {}): void {
    const body = { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value, ...more };
    this.send('POST', '/apis/scheduling.k8s.io/v1/priorityclasses', body);
  }

  pass(seconds: number): void {
    this.cluster.advanceBy(seconds * 1000);
  }
}
