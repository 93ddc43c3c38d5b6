import type { Status } from '../../../src/api/generated/objects.ts';
import type { KubernetesObject, Stored, WatchEvent } from '../../../src/api/objects.ts';
import type { ApiRequest, ApiResponse } from '../../../src/api/request.ts';
import { ApiServer } from '../../../src/simulation/apiserver/apiServer.ts';
import { Random } from '../../../src/simulation/random.ts';
import { Timeline } from '../../../src/simulation/timeline.ts';

export const configMapsPath = '/api/v1/namespaces/default/configmaps';
export const podsPath = '/api/v1/namespaces/default/pods';
export const startTimeMs = Date.UTC(2026, 0, 1);

/** An API server without components, and what it says. */
export function makeServer() {
  const timeline = new Timeline();
  const server = new ApiServer({ timeline, random: new Random(1), startTimeMs, nodes: 1 });
  const send = (method: ApiRequest['method'], path: string, body?: unknown, more: Partial<ApiRequest> = {}) => {
    const response = server.send({ method, path, ...(body !== undefined && { body }), ...more });
    server.deliver();
    return response;
  };
  const watch = (path: string, query: Record<string, string> = {}) => {
    const events: WatchEvent[] = [];
    const seen = { events, ended: false, close: () => {} };
    const { stream } = server.open(
      { method: 'GET', path, query: { watch: 'true', ...query } },
      {
        onChunk: (chunk) => {
          if (chunk.channel === 'watch') events.push(chunk.event);
        },
        onEnd: () => {
          seen.ended = true;
        },
      },
    );
    server.deliver();
    seen.close = () => stream?.close();
    return seen;
  };
  return { server, timeline, send, watch };
}

export function objectIn(response: ApiResponse): Stored {
  return response.body as Stored;
}

export function statusIn(response: ApiResponse): Status {
  return response.body as Status;
}

export function podManifest(name: string, more: KubernetesObject['metadata'] = {}) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, ...more },
    spec: { containers: [{ name: 'app', image: 'busybox:1.36' }] },
  };
}
