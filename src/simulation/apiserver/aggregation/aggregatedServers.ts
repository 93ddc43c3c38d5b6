import type { ApiRequest, ApiResponse } from '../../../api/request.ts';

/** One resource as a further server's own discovery lists it: `pods`, or `pods/http_requests`. */
export interface AggregatedResource {
  readonly name: string;
  readonly singularName: string;
  readonly namespaced: boolean;
  readonly kind: string;
  readonly verbs: readonly string[];
}

/** A server of a further API that runs in the cluster, such as metrics-server. */
export interface AggregatedServer {
  /** What it serves of a group and version; undefined where it does not know them. */
  resources(group: string, version: string): readonly AggregatedResource[] | undefined;
  /** Answers a request below `/apis/GROUP/VERSION/`. */
  answer(request: ApiRequest): ApiResponse;
}

/** A port of a Service, behind which such a server is looked for. */
export interface ServingPort {
  readonly namespace: string;
  readonly name: string;
  readonly port: number;
}

/** The further servers of the cluster. */
export interface AggregatedServers {
  /** The server that runs behind the Service, is ready and answers there; undefined where nobody does. */
  behind(port: ServingPort): AggregatedServer | undefined;
}

/** A cluster in which nobody serves anything but the API server itself. */
export const noServers: AggregatedServers = { behind: () => undefined };
