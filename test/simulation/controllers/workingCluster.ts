import assert from 'node:assert/strict';
import type { Event, Pod } from '../../../src/api/generated/objects.ts';
import type { KubernetesObject, Stored } from '../../../src/api/objects.ts';
import type { ApiResponse, HttpMethod } from '../../../src/api/request.ts';
import { Cluster } from '../../../src/simulation/cluster.ts';

/** A whole cluster, and short ways to talk to it. */
export function workingCluster(nodes = 2) {
  const cluster = new Cluster({ seed: 1, startTimeMs: Date.UTC(2026, 0, 5, 9), nodes });
  const send = (method: HttpMethod, path: string, body?: unknown, query: Record<string, string> = {}): ApiResponse =>
    cluster.send({ method, path, query, ...(body !== undefined && { body }) });
  const create = <T extends KubernetesObject>(path: string, body: object): Stored<T> => {
    const { code, body: answer } = send('POST', path, body);
    assert.equal(code, 201, JSON.stringify(answer));
    return answer as Stored<T>;
  };
  const get = <T extends KubernetesObject>(path: string) => send('GET', path).body as Stored<T>;
  const list = <T extends KubernetesObject>(path: string) =>
    (send('GET', path).body as { items: readonly Stored<T>[] }).items;
  const patch = (path: string, body: object) =>
    cluster.send({ method: 'PATCH', path, contentType: 'application/merge-patch+json', body });
  const pods = (namespace = 'default') => list<Pod>(`/api/v1/namespaces/${namespace}/pods`);
  /** `Reason: message`, in the order in which they came. */
  const eventsOf = (kind: string, name: string, namespace = 'default') =>
    [...list<Event>(`/api/v1/namespaces/${namespace}/events`)]
      .filter(({ involvedObject }) => involvedObject.kind === kind && involvedObject.name === name)
      .sort((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))
      .map(({ reason, message }) => `${reason}: ${message}`);
  return { cluster, send, create, get, list, patch, pods, eventsOf };
}
