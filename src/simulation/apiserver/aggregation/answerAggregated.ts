import type { APIService } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import type { ApiRequest, ApiResponse } from '../../../api/request.ts';
import { methodNotAllowed, refuse, unknownPath } from '../../../api/status.ts';
import { ownGroups } from '../discovery/resources.ts';
import { apiServiceKind } from '../knownKinds.ts';
import type { Store } from '../store.ts';
import type { AggregatedServers } from './aggregatedServers.ts';
import { registrations } from './registrations.ts';

/**
 * Passes a request on to the server that serves its group and version, as an APIService says; undefined where the path
 * is none of another server's (k8s.io/kube-aggregator/pkg/apiserver).
 */
export function answerAggregated(
  store: Store,
  servers: AggregatedServers,
  request: ApiRequest,
): ApiResponse | undefined {
  const [, root, group = '', version, ...rest] = request.path.replace(/\/+$/, '').split('/');
  if (root !== 'apis' || version === undefined || ownGroups.has(group)) return undefined;
  const registered = registrations(store.list(apiServiceKind) as readonly Stored<APIService>[]).find(
    (each) => each.group === group && each.version === version,
  );
  if (!registered) return undefined;
  const server = registered.isAvailable ? servers.behind(registered.service) : undefined;
  if (!server) return unavailable;
  if (rest.length > 0) return server.answer(request);
  const resources = server.resources(group, version);
  if (!resources) return refuse(unknownPath());
  if (request.method !== 'GET') return refuse(methodNotAllowed());
  const groupVersion = `${group}/${version}`;
  return { code: 200, body: { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources } };
}

/** The aggregator answers with a text; clients have their own words for the code. */
const unavailable: ApiResponse = { code: 503, body: 'service unavailable\n', contentType: 'text/plain' };
