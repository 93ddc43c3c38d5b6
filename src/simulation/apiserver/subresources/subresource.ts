import type { ApiRequest, ApiResponse, HttpMethod } from '../../../api/request.ts';
import type { ResourceRoute } from '../../../api/route.ts';
import type { ServerContext } from '../serverContext.ts';

/** Answers a request to one object's subresource. */
export type SubresourceHandler = (context: ServerContext, route: ResourceRoute, request: ApiRequest) => ApiResponse;

/** A subresource beside `status`: what discovery says of it, and who answers. */
export interface Subresource {
  readonly name: string;
  /** The kind that is sent to it; its group and version where they are not those of the resource. */
  readonly kind: string;
  readonly group?: string;
  readonly version?: string;
  readonly verbs: readonly string[];
  /** By method; streams and logs are answered elsewhere. */
  readonly handlers: Partial<Record<HttpMethod, SubresourceHandler>>;
}
