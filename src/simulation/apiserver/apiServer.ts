import type { Random } from '../random.ts';
import type { Timeline } from '../timeline.ts';
import { bootstrap } from './bootstrap.ts';
import { ComponentAccess } from './componentAccess.ts';
import type { ComponentApi } from './componentApi.ts';
import type { ServerContext } from './serverContext.ts';
import { Store } from './store.ts';

export interface ApiServerOptions {
  readonly timeline: Timeline;
  readonly random: Random;
  /** When the timeline began, as milliseconds since 1970. */
  readonly startTimeMs: number;
  /** How many Nodes the cluster has. */
  readonly nodes: number;
}

/** The embedded API server. */
export class ApiServer {
  readonly store = new Store();
  /** The API as the cluster's own components use it. */
  readonly components: ComponentApi;

  constructor(options: ApiServerOptions) {
    const context: ServerContext = {
      store: this.store,
      random: options.random,
      nowMs: () => options.startTimeMs + options.timeline.nowMs,
    };
    this.components = new ComponentAccess(context, options.timeline);
    bootstrap(context, options.nodes);
  }
}
