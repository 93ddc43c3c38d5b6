import type { Random } from '../random.ts';
import type { QuotaLedger } from './quota/quotaLedger.ts';
import type { ServiceAllocations } from './services/serviceAllocations.ts';
import type { Store } from './store.ts';

/** What the parts of the API server share. */
export interface ServerContext {
  readonly store: Store;
  /** For uids and generated names. */
  readonly random: Random;
  /** Which addresses and node ports are taken. */
  readonly services: ServiceAllocations;
  /** How much of each ResourceQuota is used. */
  readonly quotas: QuotaLedger;
  /** Virtual time as milliseconds since 1970. */
  nowMs(): number;
}
