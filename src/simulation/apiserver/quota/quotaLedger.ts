import type { ResourceQuota } from '../../../api/generated/objects.ts';
import { type KindInfo, servedKinds } from '../../../api/kinds.ts';
import type { KubernetesObject, Stored } from '../../../api/objects.ts';
import { addQuantities, type Quantity, quantityOf } from '../../../api/quantity.ts';
import { resourceQuotaKind } from '../knownKinds.ts';
import type { Store } from '../store.ts';
import { objectUsage } from './objectUsage.ts';
import type { Amounts } from './podUsage.ts';
import { isCounted } from './quotaScopes.ts';

/** A quota and what is used of it, for each resource that it limits. */
export interface QuotaAccount {
  readonly quota: Stored<ResourceQuota>;
  readonly used: Amounts;
}

/**
 * Counts what is used of every ResourceQuota: all objects of the namespace once when a quota comes or changes, then
 * change by change, so that a write costs the same however many objects there are.
 */
export class QuotaLedger {
  readonly #store: Store;
  readonly #accounts = new Map<string, Map<string, QuotaAccount>>();
  readonly #dirty = new Set<QuotaAccount>();

  constructor(store: Store) {
    this.#store = store;
    store.onChange((info, { type, object, previous }) => {
      if (!info.namespaced || info.storedAs !== undefined) return;
      const after = type === 'DELETED' ? undefined : object;
      for (const account of this.accountsOf(object.metadata.namespace ?? '')) {
        this.#count(account, info, previous, -1);
        this.#count(account, info, after, 1);
      }
      if (info === resourceQuotaKind) this.#quotaChanged(object as Stored<ResourceQuota>, after);
    });
  }

  /** The quotas of a namespace, by name. */
  accountsOf(namespace: string): readonly QuotaAccount[] {
    const accounts = this.#accounts.get(namespace);
    if (!accounts) return [];
    return [...accounts.keys()].sort().map((name) => accounts.get(name) as QuotaAccount);
  }

  /** The accounts that changed since the last call. */
  takeChanged(): readonly QuotaAccount[] {
    if (this.#dirty.size === 0) return [];
    const changed = [...this.#dirty];
    this.#dirty.clear();
    return changed;
  }

  #quotaChanged(quota: Stored<ResourceQuota>, after: KubernetesObject | undefined): void {
    const { name, namespace = '' } = quota.metadata;
    const accounts = this.#accounts.get(namespace) ?? new Map<string, QuotaAccount>();
    const before = accounts.get(name);
    if (before) this.#dirty.delete(before);
    if (!after) {
      accounts.delete(name);
      if (accounts.size === 0) this.#accounts.delete(namespace);
      return;
    }
    const sameSpec = before && JSON.stringify(before.quota.spec) === JSON.stringify(quota.spec);
    const account = sameSpec ? { quota, used: before.used } : { quota, used: this.#countAll(quota) };
    accounts.set(name, account);
    this.#accounts.set(namespace, accounts);
    this.#dirty.add(account);
  }

  #countAll(quota: Stored<ResourceQuota>): Amounts {
    const used: Amounts = new Map(Object.keys(quota.spec?.hard ?? {}).map((name) => [name, quantityOf(0)]));
    const account = { quota, used };
    for (const info of servedKinds) {
      if (!info.namespaced || info.storedAs !== undefined) continue;
      for (const object of this.#store.list(info, quota.metadata.namespace)) this.#count(account, info, object, 1);
    }
    return used;
  }

  #count(account: QuotaAccount, info: KindInfo, object: KubernetesObject | undefined, sign: 1 | -1): void {
    if (!object || !isCounted(account.quota, info, object)) return;
    for (const [name, amount] of objectUsage(info, object)) {
      const used = account.used.get(name);
      if (!used) continue;
      account.used.set(name, addQuantities(used, sign === 1 ? amount : negative(amount)));
      this.#dirty.add(account);
    }
  }
}

/** The amount below zero, to be added. */
export function negative(amount: Quantity): Quantity {
  const { text, ...rest } = amount;
  return { ...rest, unscaled: -amount.unscaled };
}
