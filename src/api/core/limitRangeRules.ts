import type { FieldError, FieldPath } from '../field.ts';
import { duplicate, forbiddenField, invalidValue, required } from '../fieldErrors.ts';
import type { LimitRange, LimitRangeItem } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { dnsSubdomain, qualifiedName } from '../names.ts';
import { compareQuantities, formatQuantity, parseQuantity, type Quantity, quantityOf, toNumber } from '../quantity.ts';
import { validateMetadata, validateMetadataUpdate } from './metadataValidation.ts';
import { nameErrors } from './nameErrors.ts';
import { isOvercommittable, validateContainerResourceName, validateResourceName } from './resourceNames.ts';

/** Defaults and validation of LimitRanges. */
export const limitRangeRules: KindRules<LimitRange> = {
  applyDefaults(object) {
    for (const item of object.spec?.limits ?? []) defaultItem(item);
    return object;
  },
  validateCreate: (object) => [...validateMetadata(object, 'namespaced', dnsSubdomain), ...validateItems(object)],
  validateUpdate: (object, old) => [...validateMetadataUpdate(object, old), ...validateItems(object)],
};

/** What a container gets if it says nothing follows from what it may have at most and must have at least. */
function defaultItem(item: LimitRangeItem): void {
  if (item.type !== 'Container') return;
  item.default = { ...item.max, ...item.default };
  item.defaultRequest = { ...item.min, ...item.default, ...item.defaultRequest };
  for (const field of ['default', 'defaultRequest'] as const)
    if (Object.keys(item[field] ?? {}).length === 0) delete item[field];
}

const types = ['Pod', 'Container', 'PersistentVolumeClaim'];
const lists = ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'] as const;
type List = (typeof lists)[number];

function validateItems({ spec }: LimitRange): FieldError[] {
  const seen = new Set<string>();
  return (spec?.limits ?? []).flatMap((item, i) => {
    const at = ['spec', 'limits', i];
    const { type = '' } = item;
    const errors = nameErrors(type, qualifiedName, [...at, 'type']);
    if (errors.length === 0 && !type.includes('/') && !types.includes(type))
      errors.push(invalidValue([...at, 'type'], type, 'must be a standard limit type or fully qualified'));
    if (seen.has(type)) errors.push(duplicate([...at, 'type'], type));
    seen.add(type);
    return [...errors, ...validateItem(item, at)];
  });
}

function validateItem(item: LimitRangeItem, at: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const names = (list: List): FieldError[] =>
    Object.keys(item[list] ?? {}).flatMap((name) => validateName(item.type, name, [...at, list, { key: name }]));
  errors.push(...names('max'), ...names('min'));
  for (const list of ['default', 'defaultRequest'] as const) {
    if (item.type !== 'Pod') errors.push(...names(list));
    else if (Object.keys(item[list] ?? {}).length > 0)
      errors.push(forbiddenField([...at, list], "may not be specified when `type` is 'Pod'"));
  }
  if (item.type === 'PersistentVolumeClaim' && item.min?.storage === undefined && item.max?.storage === undefined) {
    const why = 'either minimum or maximum storage value is required, but neither was provided';
    errors.push(required([...at, 'limits'], why));
  }
  errors.push(...names('maxLimitRequestRatio'));
  const all = new Set(lists.flatMap((list) => Object.keys(item[list] ?? {})));
  for (const name of [...all].sort()) errors.push(...validateAmounts(item, name, at));
  return errors;
}

function validateName(type: string, name: string, at: FieldPath): FieldError[] {
  const isContainer = type === 'Pod' || type === 'Container';
  return isContainer ? validateContainerResourceName(name, at) : validateResourceName(name, at);
}

function validateAmounts(item: LimitRangeItem, name: string, at: FieldPath): FieldError[] {
  const amount = (list: List): Quantity | undefined => {
    const text = item[list]?.[name];
    return text === undefined ? undefined : parseQuantity(text);
  };
  const [min, max, limit, request, ratio] = (
    ['min', 'max', 'default', 'defaultRequest', 'maxLimitRequestRatio'] as const
  ).map(amount);
  const errors: FieldError[] = [];
  /** `small` may not be greater than `large`; `printed` is the value in the message. */
  const ordered = (
    list: List,
    printed: Quantity | undefined,
    [small, smallName]: readonly [Quantity | undefined, string],
    [large, largeName]: readonly [Quantity | undefined, string],
  ): void => {
    if (!small || !large || !printed || compareQuantities(small, large) <= 0) return;
    const why = `${smallName} value ${formatQuantity(small)} is greater than ${largeName} value ${formatQuantity(large)}`;
    errors.push(invalidValue([...at, list, { key: name }], formatQuantity(printed), why));
  };
  ordered('min', min, [min, 'min'], [max, 'max']);
  ordered('defaultRequest', request, [min, 'min'], [request, 'default request']);
  ordered('defaultRequest', request, [request, 'default request'], [max, 'max']);
  ordered('defaultRequest', request, [request, 'default request'], [limit, 'default limit']);
  ordered('default', min, [min, 'min'], [limit, 'default']);
  ordered('default', max, [limit, 'default'], [max, 'max']);
  if (ratio) errors.push(...validateRatio(ratio, min, max, [...at, 'maxLimitRequestRatio', { key: name }]));
  if (limit && request && !isOvercommittable(name) && compareQuantities(limit, request) !== 0) {
    const why = `default value ${formatQuantity(limit)} must equal to defaultRequest value ${formatQuantity(request)} in ${name}`;
    errors.push(invalidValue([...at, 'defaultRequest', { key: name }], formatQuantity(request), why));
  }
  return errors;
}

function validateRatio(ratio: Quantity, min: Quantity | undefined, max: Quantity | undefined, at: FieldPath) {
  const text = formatQuantity(ratio);
  const errors: FieldError[] = [];
  if (compareQuantities(ratio, quantityOf(1)) < 0) errors.push(invalidValue(at, text, `ratio ${text} is less than 1`));
  if (min && max && min.unscaled !== 0n) {
    const most = toNumber(max) / toNumber(min);
    if (toNumber(ratio) > most)
      errors.push(invalidValue(at, text, `ratio ${text} is greater than max/min = ${most.toFixed(6)}`));
  }
  return errors;
}
