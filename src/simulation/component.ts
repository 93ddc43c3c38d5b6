import type { ComponentApi } from './apiserver/componentApi.ts';
import type { Random } from './random.ts';
import type { Timers } from './timeline.ts';

/** What every component of the cluster is given. */
export interface ComponentContext {
  readonly timeline: Timers;
  readonly api: ComponentApi;
  /** The component's own fork. */
  readonly random: Random;
  /** Virtual time as milliseconds since 1970. */
  nowMs(): number;
}
