import { notSupported } from '../../api/fieldErrors.ts';
import type { Status } from '../../api/generated/objects.ts';
import type { ApiRequest } from '../../api/request.ts';
import { badRequest, invalid } from '../../api/status.ts';
import type { WriteMode } from './create.ts';

/** How a write is to be done, from its query. */
export interface WriteQuery {
  readonly mode: WriteMode;
  readonly fieldValidation: 'Strict' | 'Warn' | 'Ignore';
}

/** The first value of a parameter; undefined where it is missing or empty. */
export function parameter(request: ApiRequest, name: string): string | undefined {
  const value = request.query?.[name];
  const first = typeof value === 'string' ? value : value?.[0];
  return first === '' ? undefined : first;
}

/** Every value of a parameter that may repeat. */
export function parameters(request: ApiRequest, name: string): readonly string[] {
  const value = request.query?.[name];
  return typeof value === 'string' ? [value] : (value ?? []);
}

/** As Go's `strconv.ParseBool`, which reads the parameters in a real server; anything else counts as true there. */
export function flag(request: ApiRequest, name: string): boolean {
  const value = parameter(request, name);
  return value !== undefined && !['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(value);
}

/** A whole number, or the refusal of what is none. */
export function integer(request: ApiRequest, name: string): { value?: number; refusal?: Status } {
  const text = parameter(request, name);
  if (text === undefined) return {};
  if (/^[+-]?\d{1,15}$/.test(text)) return { value: Number(text) };
  return { refusal: badRequest(`strconv.ParseInt: parsing "${text}": invalid syntax`) };
}

/** Reads what the query says of a write; `optionsKind` is the name that a refusal gives it. */
export function writeQuery(
  request: ApiRequest,
  optionsKind: 'CreateOptions' | 'UpdateOptions' | 'PatchOptions' | 'DeleteOptions',
): { query: WriteQuery; refusal?: undefined } | { query?: undefined; refusal: Status } {
  const subject = { group: 'meta.k8s.io', plural: '', kind: optionsKind };
  const dryRun = parameters(request, 'dryRun').filter((value) => value !== '');
  const wrong = dryRun.find((value) => value !== 'All');
  if (wrong !== undefined) return { refusal: invalid(subject, '', [notSupported(['dryRun'], wrong, ['All'])]) };
  const validation = parameter(request, 'fieldValidation') ?? 'Warn';
  if (validation !== 'Strict' && validation !== 'Warn' && validation !== 'Ignore') {
    const error = notSupported(['fieldValidation'], validation, ['Ignore', 'Strict', 'Warn']);
    return { refusal: invalid(subject, '', [error]) };
  }
  return { query: { mode: dryRun.length > 0 ? 'dryRun' : 'commit', fieldValidation: validation } };
}
