import type { Random } from '../random.ts';
import type { Store } from './store.ts';

/** What the parts of the API server share. */
export interface ServerContext {
  readonly store: Store;
  /** For uids and generated names. */
  readonly random: Random;
  /** Virtual time as milliseconds since 1970. */
  nowMs(): number;
}
