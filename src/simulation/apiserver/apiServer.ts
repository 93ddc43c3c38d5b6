import type { ApiEndpoint, ApiRequest, ApiResponse, OpenedStream, StreamReceiver } from '../../api/request.ts';
import { parseRoute, type ResourceRoute } from '../../api/route.ts';
import { badRequest, methodNotAllowed, notFound, refuse, unknownPath } from '../../api/status.ts';
import { invariant } from '../../invariant.ts';
import type { Random } from '../random.ts';
import type { Timeline } from '../timeline.ts';
import { type AggregatedServers, noServers } from './aggregation/aggregatedServers.ts';
import { aggregatedVersions } from './aggregation/aggregatedVersions.ts';
import { answerAggregated } from './aggregation/answerAggregated.ts';
import { bootstrap } from './bootstrap.ts';
import { ComponentAccess } from './componentAccess.ts';
import type { ComponentApi } from './componentApi.ts';
import { handleDelete, handleDeleteCollection } from './deleteVerbs.ts';
import { ServedApis } from './discovery/resources.ts';
import { answerRootPath } from './discovery/rootPaths.ts';
import { EventTtl } from './eventTtl.ts';
import { podKind } from './knownKinds.ts';
import { listObjects } from './list.ts';
import { refusalOfGet } from './listVersion.ts';
import { Outbox } from './outbox.ts';
import type { PodStreams } from './podStreams.ts';
import { handleLog, openPodStream } from './podSubresources.ts';
import { flag } from './query.ts';
import { QuotaLedger } from './quota/quotaLedger.ts';
import { resourceOf } from './registry.ts';
import { refusalOfForm, representationOf, showList, showObject } from './representation.ts';
import { answerSelfReviews } from './selfReviews.ts';
import type { ServerContext } from './serverContext.ts';
import { ServiceAllocations } from './services/serviceAllocations.ts';
import { Store } from './store.ts';
import { subresourcesOf } from './subresources/subresources.ts';
import { sendToView, watchOfView } from './views/viewRequests.ts';
import { viewOf } from './views/views.ts';
import { Watches } from './watches.ts';
import { handleCreate, handlePatch, handleUpdate } from './writeVerbs.ts';

export interface ApiServerOptions {
  readonly timeline: Timeline;
  readonly random: Random;
  /** When the timeline began, as milliseconds since 1970. */
  readonly startTimeMs: number;
  /** How many Nodes the cluster has. */
  readonly nodes: number;
}

/**
 * The embedded API server. What it tells clients outside waits in an outbox until `deliver`, which its owner calls
 * after each request and each timer.
 */
export class ApiServer implements ApiEndpoint {
  readonly store = new Store();
  /** The API as the cluster's own components use it. */
  readonly components: ComponentApi;
  readonly #context: ServerContext;
  readonly #outbox = new Outbox();
  readonly #watches: Watches;
  #streams: PodStreams | undefined;
  #servers: AggregatedServers = noServers;

  constructor(options: ApiServerOptions) {
    this.#context = {
      store: this.store,
      random: options.random,
      services: new ServiceAllocations(this.store, options.random.fork('services')),
      quotas: new QuotaLedger(this.store),
      nowMs: () => options.startTimeMs + options.timeline.nowMs,
    };
    this.components = new ComponentAccess(this.#context, options.timeline);
    this.#watches = new Watches(this.#context, this.#outbox);
    new EventTtl(this.store, options.timeline);
    bootstrap(this.#context, options.nodes);
  }

  /** Makes the kubelets known, which answer for logs, exec and attach. */
  connectPodStreams(streams: PodStreams): void {
    this.#streams = streams;
  }

  /** Makes the servers known that run in the cluster and serve further APIs. */
  connectServers(servers: AggregatedServers): void {
    this.#servers = servers;
  }

  send(request: ApiRequest): ApiResponse {
    const other = this.#answerBeside(request);
    if (other) return other;
    const route = parseRoute(request.path);
    if (!route) return refuse(unknownPath());
    // A log is text, whatever the client accepts.
    const isText = route.subresource === 'log';
    const form = isText
      ? undefined
      : refusalOfForm(route.info, request, isAboutList(route, request) ? 'list' : 'object');
    if (form) return refuse(form);
    const view = viewOf(route.info);
    if (view) return sendToView(this.#context, view, route, request, (forwarded) => this.send(forwarded));
    return withDeprecation(route, this.#answer(route, request));
  }

  /** What is no stored object: another server's, a path of the server's own, or what a client asks about itself. */
  #answerBeside(request: ApiRequest): ApiResponse | undefined {
    const { store } = this;
    const served = () => new ServedApis(aggregatedVersions(store, this.#servers));
    return (
      answerAggregated(store, this.#servers, request) ?? answerRootPath(request, served) ?? answerSelfReviews(request)
    );
  }

  #answer(route: ResourceRoute, request: ApiRequest): ApiResponse {
    if (route.subresource !== undefined && route.subresource !== 'status')
      return this.#sendToSubresource(route, request);
    if (route.subresource === 'status' && !resourceOf(route.info).hasStatus) return refuse(unknownPath());
    if (route.name === undefined) return this.#sendToCollection(route, request);
    switch (request.method) {
      case 'GET':
        return this.#get(route, request);
      case 'PUT':
        return handleUpdate(this.#context, route, request);
      case 'PATCH':
        return handlePatch(this.#context, route, request);
      case 'DELETE':
        return route.subresource ? refuse(methodNotAllowed()) : handleDelete(this.#context, route, request);
      default:
        return refuse(methodNotAllowed());
    }
  }

  open(request: ApiRequest, receiver: StreamReceiver): OpenedStream {
    const route = parseRoute(request.path);
    if (!route) return { response: refuse(unknownPath()) };
    const view = viewOf(route.info);
    if (view) {
      const forwarded = watchOfView(view, route, request, receiver);
      return this.open(forwarded.request, forwarded.receiver);
    }
    if (request.method === 'GET' && route.subresource === undefined) {
      const form = refusalOfForm(route.info, request, 'changes');
      if (form) return { response: refuse(form) };
      const opened = this.#watches.open(route, request, receiver);
      return { ...opened, response: withDeprecation(route, opened.response) };
    }
    if (route.info === podKind && ['log', 'exec', 'attach'].includes(route.subresource ?? '')) {
      return openPodStream(this.#context, this.#podStreams(), this.#outbox, route, request, receiver);
    }
    return { response: refuse(methodNotAllowed()) };
  }

  /** Tells clients outside what there is to tell. Never called from within a timer. */
  deliver(): void {
    this.#watches.tick();
    this.#outbox.flush();
  }

  #sendToCollection(route: ResourceRoute, request: ApiRequest): ApiResponse {
    switch (request.method) {
      case 'GET':
        return this.#list(route, request);
      case 'POST':
        if (route.info.namespaced && route.namespace === undefined) return refuse(methodNotAllowed());
        return handleCreate(this.#context, route, request);
      case 'DELETE':
        return handleDeleteCollection(this.#context, route, request);
      default:
        return refuse(methodNotAllowed());
    }
  }

  #sendToSubresource(route: ResourceRoute, request: ApiRequest): ApiResponse {
    const known = subresourcesOf(route.info).find(({ name }) => name === route.subresource);
    if (!known) return refuse(unknownPath());
    const handle = known.handlers[request.method];
    if (handle) return handle(this.#context, route, request);
    if (Object.keys(known.handlers).length > 0) return refuse(methodNotAllowed());
    if (route.subresource === 'log') {
      if (request.method !== 'GET') return refuse(methodNotAllowed());
      return handleLog(this.#context, this.#podStreams(), route, request);
    }
    if (route.subresource === 'exec' || route.subresource === 'attach') {
      return refuse(badRequest('you must request an upgrade: this subresource is a stream'));
    }
    return refuse(unknownPath());
  }

  #get(route: ResourceRoute, request: ApiRequest): ApiResponse {
    const { info, namespace = '', name = '' } = route;
    const early = refusalOfGet(request, this.store.revision);
    if (early) return refuse(early);
    const object = this.store.get(info, namespace, name);
    if (!object) return refuse(notFound(info, name));
    return { code: 200, body: showObject(info, object, representationOf(request), this.#context.nowMs()) };
  }

  #list(route: ResourceRoute, request: ApiRequest): ApiResponse {
    if (flag(request, 'watch')) return refuse(badRequest('a watch is a stream: open it'));
    const { listed, refusal } = listObjects(this.store, route.info, route.namespace, request);
    if (refusal) return refuse(refusal);
    const { items, metadata } = listed;
    return { code: 200, body: showList(route.info, items, metadata, representationOf(request), this.#context.nowMs()) };
  }

  #podStreams(): PodStreams {
    invariant(this.#streams, 'no kubelet answers for logs and exec');
    return this.#streams;
  }
}

/** Whether the answer is a list: a read or a delete of a whole collection. */
function isAboutList({ name }: ResourceRoute, { method }: ApiRequest): boolean {
  return name === undefined && (method === 'GET' || method === 'DELETE');
}

/** An answer about a kind that is on its way out says so. */
function withDeprecation(route: ResourceRoute, response: ApiResponse): ApiResponse {
  const { deprecation } = resourceOf(route.info);
  if (deprecation === undefined) return response;
  return { ...response, warnings: [...new Set([deprecation, ...(response.warnings ?? [])])] };
}
