import type { LimitRangeItem, PersistentVolumeClaim, Pod } from '../../../api/generated/objects.ts';
import { formatQuantity, parseQuantity, type Quantity, toMilli, toNumber } from '../../../api/quantity.ts';
import { forbidden } from '../../../api/status.ts';
import { persistentVolumeClaimKind, podKind } from '../knownKinds.ts';
import { type Amounts, amountsOf, podAmounts } from '../quota/podUsage.ts';
import type { Objection } from './admission.ts';
import { limitRangesOf } from './limitRanger.ts';

/** Refuses Pods and claims outside the bounds of a LimitRange; a Pod is looked at once, when it is made. */
export const limitRangeBounds: Objection = (context, info, object, old) => {
  const isNewPod = info === podKind && !old;
  if (!isNewPod && info !== persistentVolumeClaimKind) return undefined;
  for (const { spec } of limitRangesOf(context, object.metadata?.namespace ?? '')) {
    const errors = (spec?.limits ?? []).flatMap((item) =>
      isNewPod ? podErrors(item, object as Pod) : claimErrors(item, object as PersistentVolumeClaim),
    );
    const distinct = [...new Set(errors)];
    if (distinct.length === 0) continue;
    const why = distinct.length === 1 ? (distinct[0] as string) : `[${distinct.join(', ')}]`;
    return forbidden(info, object.metadata?.name ?? '', why);
  }
  return undefined;
};

interface Asked {
  readonly requests: Amounts;
  readonly limits: Amounts;
}

function podErrors(item: LimitRangeItem, { spec }: Pod): string[] {
  if (item.type === 'Container') {
    return [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].flatMap(({ resources }) =>
      errorsOf(item, { requests: amountsOf(resources?.requests), limits: amountsOf(resources?.limits) }),
    );
  }
  if (item.type !== 'Pod') return [];
  return errorsOf(item, { requests: podAmounts(spec, 'requests'), limits: podAmounts(spec, 'limits') });
}

function errorsOf(item: LimitRangeItem, asked: Asked): string[] {
  const { type } = item;
  return [
    ...bounds(item.min).map(([name, bound]) => belowMinimum(name, type, bound, asked)),
    ...bounds(item.max).map(([name, bound]) => aboveMaximum(name, type, bound, asked)),
    ...bounds(item.maxLimitRequestRatio).map(([name, bound]) => aboveRatio(name, type, bound, asked)),
  ].filter((error) => error !== undefined);
}

function claimErrors(item: LimitRangeItem, { spec }: PersistentVolumeClaim): string[] {
  if (item.type !== 'PersistentVolumeClaim') return [];
  const requests = amountsOf(spec?.resources?.requests);
  const below = bounds(item.min).map(([name, bound]) =>
    belowMinimum(name, item.type, bound, { requests, limits: new Map() }),
  );
  const above = bounds(item.max).map(([name, bound]) => {
    const request = requests.get(name);
    const head = `maximum ${name} usage per ${item.type} is ${formatQuantity(bound)}`;
    if (!request) return `${head}.  No request is specified`;
    return compare(request, bound) > 0 ? `${head}, but request is ${formatQuantity(request)}` : undefined;
  });
  return [...below, ...above].filter((error) => error !== undefined);
}

function belowMinimum(name: string, type: string, bound: Quantity, { requests, limits }: Asked): string | undefined {
  const [request, limit] = [requests.get(name), limits.get(name)];
  const head = `minimum ${name} usage per ${type} is ${formatQuantity(bound)}`;
  if (!request) return `${head}.  No request is specified`;
  if (compare(request, bound) < 0) return `${head}, but request is ${formatQuantity(request)}`;
  return limit && compare(limit, bound) < 0 ? `${head}, but limit is ${formatQuantity(limit)}` : undefined;
}

function aboveMaximum(name: string, type: string, bound: Quantity, { requests, limits }: Asked): string | undefined {
  const [request, limit] = [requests.get(name), limits.get(name)];
  const head = `maximum ${name} usage per ${type} is ${formatQuantity(bound)}`;
  if (!limit) return `${head}.  No limit is specified`;
  if (compare(limit, bound) > 0) return `${head}, but limit is ${formatQuantity(limit)}`;
  return request && compare(request, bound) > 0 ? `${head}, but request is ${formatQuantity(request)}` : undefined;
}

function aboveRatio(name: string, type: string, bound: Quantity, { requests, limits }: Asked): string | undefined {
  const [request, limit] = [requests.get(name), limits.get(name)];
  const head = `${name} max limit to request ratio per ${type} is ${formatQuantity(bound)}`;
  if (!request || toMilli(request) === 0) return `${head}, but no request is specified or request is 0`;
  if (!limit || toMilli(limit) === 0) return `${head}, but no limit is specified or limit is 0`;
  const ratio = toMilli(limit) / toMilli(request);
  return ratio > toNumber(bound) ? `${head}, but provided ratio is ${ratio.toFixed(6)}` : undefined;
}

/** The bounds in the order of their names; a real server goes through them in any order. */
function bounds(list: Readonly<Record<string, string>> | undefined): [string, Quantity][] {
  const names = Object.keys(list ?? {}).sort();
  return names.flatMap((name) => {
    const bound = parseQuantity(String(list?.[name]));
    return bound ? [[name, bound] as [string, Quantity]] : [];
  });
}

function compare(a: Quantity, b: Quantity): number {
  return toNumber(a) - toNumber(b);
}
