import type { Container, Pod } from '../../../api/generated/objects.ts';
import { addQuantities, compareQuantities, formatQuantity, parseQuantity, quantityOf } from '../../../api/quantity.ts';
import { forbidden } from '../../../api/status.ts';
import { podKind } from '../knownKinds.ts';
import { objectUsage } from '../quota/objectUsage.ts';
import { type Amounts, addAmounts } from '../quota/podUsage.ts';
import { negative, type QuotaAccount } from '../quota/quotaLedger.ts';
import { isCounted } from '../quota/quotaScopes.ts';
import type { Objection } from './admission.ts';

/** Resources that every container must name where a quota limits them. */
const mustBeNamed = ['cpu', 'memory', 'requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'];

const none = quantityOf(0);

/** Refuses what would use more than a ResourceQuota allows. */
export const resourceQuota: Objection = (context, info, object, old) => {
  if (!info.namespaced || info.storedAs !== undefined) return undefined;
  for (const account of context.quotas.accountsOf(object.metadata?.namespace ?? '')) {
    if (!isCounted(account.quota, info, object)) continue;
    const hard = Object.keys(account.quota.spec?.hard ?? {});
    const { name } = account.quota.metadata;
    const missing = info === podKind && !old ? unnamed(object as Pod, hard) : undefined;
    if (missing) return forbidden(info, object.metadata?.name ?? '', `failed quota: ${name}: ${missing}`);
    const wanted = new Map([...objectUsage(info, object)].filter(([resource]) => hard.includes(resource)));
    const before = old && isCounted(account.quota, info, old) ? objectUsage(info, old) : new Map();
    const requested = increase(wanted, before);
    const why = exceeded(account, requested);
    if (why) return forbidden(info, object.metadata?.name ?? '', why);
  }
  return undefined;
};

/** What a write adds; what it takes away is no matter for a quota. */
function increase(wanted: Amounts, before: Amounts): Amounts {
  const change = addAmounts(wanted, new Map([...before].map(([name, amount]) => [name, negative(amount)])));
  return new Map([...change].filter(([name, amount]) => wanted.has(name) && compareQuantities(amount, none) > 0));
}

function exceeded({ quota, used }: QuotaAccount, requested: Amounts): string | undefined {
  const hard = new Map(
    Object.entries(quota.spec?.hard ?? {}).map(([name, text]) => [name, parseQuantity(String(text)) ?? none]),
  );
  const over = [...requested].filter(
    ([name, amount]) => compareQuantities(addQuantities(used.get(name) ?? none, amount), hard.get(name) ?? none) > 0,
  );
  if (over.length === 0) return undefined;
  const names = over.map(([name]) => name).sort();
  const print = (amounts: Amounts) =>
    names.map((name) => `${name}=${formatQuantity(amounts.get(name) ?? none)}`).join(',');
  return (
    `exceeded quota: ${quota.metadata.name}, requested: ${print(requested)}, used: ${print(used)}, ` +
    `limited: ${print(hard)}`
  );
}

/** `must specify limits.cpu for: app; …`: what a limited resource asks of every container. */
function unnamed(pod: Pod, hard: readonly string[]): string | undefined {
  const needed = hard.filter((resource) => mustBeNamed.includes(resource)).sort();
  const containers = [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])];
  const gaps = needed.flatMap((resource) => {
    if (names(pod.spec?.resources, resource)) return [];
    const without = containers.filter(({ resources }) => !names(resources, resource)).map(({ name }) => name);
    return without.length === 0 ? [] : [`${resource} for: ${[...new Set(without)].sort().join(',')}`];
  });
  return gaps.length === 0 ? undefined : `must specify ${gaps.join('; ')}`;
}

function names(resources: Container['resources'], resource: string): boolean {
  const short = resource.slice(resource.indexOf('.') + 1);
  const list = resource.startsWith('limits.') ? resources?.limits : resources?.requests;
  return list?.[short] !== undefined;
}
