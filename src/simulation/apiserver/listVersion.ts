import { type FieldError, formatPath } from '../../api/field.ts';
import { forbiddenField, invalidValue, notSupported } from '../../api/fieldErrors.ts';
import type { Status } from '../../api/generated/objects.ts';
import type { ApiRequest } from '../../api/request.ts';
import { badRequest, invalid } from '../../api/status.ts';
import { parameter } from './query.ts';

const subject = { group: 'meta.k8s.io', plural: '', kind: 'ListOptions' };

/**
 * The version as which a list is to be shown, where a client wants one exactly; the newest is not older than any other.
 * Rules and words of a real server (`ValidateListOptions`).
 */
export function wantedVersion(request: ApiRequest, newest: number): { wanted?: number; refusal?: Status } {
  const text = parameter(request, 'resourceVersion') ?? '';
  const match = parameter(request, 'resourceVersionMatch');
  const errors: FieldError[] = [];
  const forbidden = (detail: string) => errors.push(forbiddenField(['resourceVersionMatch'], detail));
  if (match !== undefined) {
    if (text === '') forbidden('resourceVersionMatch is forbidden unless resourceVersion is provided');
    if (parameter(request, 'continue') !== undefined) {
      forbidden('resourceVersionMatch is forbidden when continue is provided');
    }
    if (match !== 'Exact' && match !== 'NotOlderThan') {
      errors.push(notSupported(['resourceVersionMatch'], match, ['Exact', 'NotOlderThan', '']));
    }
    if (match === 'Exact' && text === '0') {
      forbidden('resourceVersionMatch "exact" is forbidden for resourceVersion "0"');
    }
  }
  if (parameter(request, 'sendInitialEvents') !== undefined) {
    errors.push(forbiddenField(['sendInitialEvents'], 'sendInitialEvents is forbidden for list'));
  }
  if (errors.length > 0) return { refusal: invalid(subject, '', errors) };
  if (parameter(request, 'continue') !== undefined) return {};
  if (text === '' || text === '0') return {};
  if (!/^\d{1,15}$/.test(text)) {
    return { refusal: badRequest(`invalid resource version: ${unreadableVersion(text)}`) };
  }
  const version = Number(text);
  if (version > newest) return { refusal: tooLargeVersion(version, newest) };
  // A list in parts from a version is a list of exactly that version.
  const isExact = match === 'Exact' || (match === undefined && parameter(request, 'limit') !== undefined);
  return isExact ? { wanted: version } : {};
}

/** Why one object cannot be shown as no older than the version that a client names. */
export function refusalOfGet(request: ApiRequest, newest: number): Status | undefined {
  const text = parameter(request, 'resourceVersion') ?? '0';
  if (!/^\d{1,15}$/.test(text)) return unreadableVersionStatus(text);
  return Number(text) > newest ? tooLargeVersion(Number(text), newest) : undefined;
}

/** A real server gives this no reason, and the code 500. */
export function unreadableVersionStatus(text: string): Status {
  const message = unreadableVersion(text);
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, code: 500 };
}

/** What a real server says of a version that is no number (`ParseResourceVersion`). */
function unreadableVersion(text: string): string {
  const { path, message } = invalidValue(
    ['resourceVersion'],
    text,
    `strconv.ParseUint: parsing "${text}": invalid syntax`,
  );
  return `${formatPath(path)}: ${message}`;
}

/** 504 of a version that is not there yet: a real server waits for it a while. */
export function tooLargeVersion(version: number, newest: number): Status {
  const message = `Too large resource version: ${version}, current: ${newest}`;
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: `Timeout: ${message}`,
    reason: 'Timeout',
    details: {
      causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
      retryAfterSeconds: 1,
    },
    code: 504,
  };
}
