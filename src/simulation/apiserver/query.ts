import type { FieldError } from '../../api/field.ts';
import { forbiddenField, invalidValue, notSupported, quote, required, tooLong } from '../../api/fieldErrors.ts';
import type { Status } from '../../api/generated/objects.ts';
import type { ApiRequest } from '../../api/request.ts';
import { badRequest, invalid } from '../../api/status.ts';
import type { WriteMode } from './create.ts';

/** How a write is to be done, from its query. */
export interface WriteQuery {
  readonly mode: WriteMode;
  readonly fieldValidation: 'Strict' | 'Warn' | 'Ignore';
  /** Who writes, for `managedFields`. */
  readonly manager: string;
  /** Takes fields from other managers. */
  readonly onConflict: 'refuse' | 'force';
}

/** What a PATCH may be: only a configuration that is applied needs a manager, and only it can take fields away. */
export type WriteKind = 'apply' | 'other';

/** The longest name of a manager (`metav1validation.FieldManagerMaxLength`). */
const maxManagerBytes = 128;

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
  kind: WriteKind = 'other',
): { query: WriteQuery; refusal?: undefined } | { query?: undefined; refusal: Status } {
  const subject = { group: 'meta.k8s.io', plural: '', kind: optionsKind };
  const errors: FieldError[] = [];
  const forced = parameter(request, 'force') !== undefined;
  if (optionsKind === 'PatchOptions' && kind === 'other' && forced) {
    errors.push(forbiddenField(['force'], 'may not be specified for non-apply patch'));
  }
  const manager = parameter(request, 'fieldManager');
  if (kind === 'apply' && manager === undefined) errors.push(required(['fieldManager'], 'is required for apply patch'));
  if (manager !== undefined) errors.push(...managerErrors(manager));
  const dryRun = parameters(request, 'dryRun').filter((value) => value !== '');
  const wrong = dryRun.find((value) => value !== 'All');
  if (wrong !== undefined) errors.push(notSupported(['dryRun'], dryRun, ['All']));
  const validation = parameter(request, 'fieldValidation') ?? 'Warn';
  if (validation !== 'Strict' && validation !== 'Warn' && validation !== 'Ignore') {
    errors.push(notSupported(['fieldValidation'], validation, ['Ignore', 'Strict', 'Warn']));
    return { refusal: invalid(subject, '', errors) };
  }
  if (errors.length > 0) return { refusal: invalid(subject, '', errors) };
  return {
    query: {
      mode: dryRun.length > 0 ? 'dryRun' : 'commit',
      fieldValidation: validation,
      manager: manager ?? managerOfAgent(request.userAgent ?? ''),
      onConflict: flag(request, 'force') ? 'force' : 'refuse',
    },
  };
}

function managerErrors(manager: string): FieldError[] {
  if (manager.length > maxManagerBytes) return [tooLong(['fieldManager'], maxManagerBytes)];
  const wrong = [...manager].findIndex((character) => !/[\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.test(character));
  if (wrong < 0) return [];
  const character = quote([...manager][wrong] as string).slice(1, -1);
  const detail = `should only contain printable characters, found ${character} at position ${wrong}`;
  return [invalidValue(['fieldManager'], manager, detail)];
}

/** The client's name, as it tells it: `kubectl` of `kubectl/v1.34.0 (linux/amd64)`. */
function managerOfAgent(userAgent: string): string {
  return (userAgent.split('/')[0] as string).slice(0, maxManagerBytes);
}
