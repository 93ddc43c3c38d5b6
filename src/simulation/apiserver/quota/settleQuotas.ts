import type { ResourceQuota } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { formatQuantity, quantityOf } from '../../../api/quantity.ts';
import { sameJson } from '../equality.ts';
import { resourceQuotaKind } from '../knownKinds.ts';
import type { ServerContext } from '../serverContext.ts';

/**
 * Writes into the status of each ResourceQuota what is used of it. In a real cluster admission does that for what comes
 * and the quota controller for what goes.
 */
export function settleQuotas(context: ServerContext): void {
  for (const { quota, used } of context.quotas.takeChanged()) {
    const { namespace = '', name } = quota.metadata;
    const stored = context.store.get(resourceQuotaKind, namespace, name) as Stored<ResourceQuota> | undefined;
    if (!stored) continue;
    const hard = stored.spec?.hard ?? {};
    const texts = Object.keys(hard).map((resource) => [resource, formatQuantity(used.get(resource) ?? quantityOf(0))]);
    const status = { hard, used: Object.fromEntries(texts) };
    if (!sameJson(stored.status, status)) context.store.put(resourceQuotaKind, { ...stored, status });
  }
  // The writes above changed only the status: what they marked is what was just written.
  context.quotas.takeChanged();
}
