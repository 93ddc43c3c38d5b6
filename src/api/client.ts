import type { ApiEndpoint, ApiRequest, ApiResponse, OpenedStream, StreamReceiver } from './request.ts';

/**
 * The API as rooms outside the simulation use it: the embedded cluster and a real one look the same.
 * A refused request is a response with its `Status`; the promise rejects only when the cluster cannot be reached.
 */
export interface ApiClient {
  send(request: ApiRequest): Promise<ApiResponse>;
  open(request: ApiRequest, receiver: StreamReceiver): Promise<OpenedStream>;
}

/** An `ApiClient` over an endpoint in the same process. */
export function clientOf(endpoint: ApiEndpoint): ApiClient {
  return {
    send: (request) => Promise.resolve(endpoint.send(request)),
    open: (request, receiver) => Promise.resolve(endpoint.open(request, receiver)),
  };
}
