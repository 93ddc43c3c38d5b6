import { forbiddenField, invalidValue, notSupported } from '../../api/fieldErrors.ts';
import type { Status } from '../../api/generated/objects.ts';
import type { ApiRequest } from '../../api/request.ts';
import { invalid } from '../../api/status.ts';
import { parameter } from './query.ts';

const subject = { group: 'meta.k8s.io', plural: '', kind: 'ListOptions' };

/**
 * The version as which a list is to be shown, where a client wants one exactly; the newest is not older than any other.
 * Rules and words of a real server (`ValidateListOptions`).
 */
export function wantedVersion(request: ApiRequest, newest: number): { wanted?: number; refusal?: Status } {
  const text = parameter(request, 'resourceVersion') ?? '';
  const match = parameter(request, 'resourceVersionMatch');
  const refuse = (...errors: Parameters<typeof invalid>[2]) => ({ refusal: invalid(subject, '', errors) });
  if (parameter(request, 'sendInitialEvents') !== undefined) {
    return refuse(forbiddenField(['sendInitialEvents'], 'sendInitialEvents is forbidden for list'));
  }
  if (match !== undefined) {
    const forbidden = (detail: string) => refuse(forbiddenField(['resourceVersionMatch'], detail));
    if (text === '') return forbidden('resourceVersionMatch is forbidden unless resourceVersion is provided');
    if (parameter(request, 'continue') !== undefined) {
      return forbidden('resourceVersionMatch is forbidden when continue is provided');
    }
    if (match !== 'Exact' && match !== 'NotOlderThan') {
      return refuse(notSupported(['resourceVersionMatch'], match, ['Exact', 'NotOlderThan', '']));
    }
    if (match === 'Exact' && text === '0') {
      return forbidden('resourceVersionMatch "exact" is forbidden for resourceVersion "0"');
    }
  }
  if (text === '' || text === '0') return {};
  if (!/^\d{1,15}$/.test(text)) {
    return refuse(invalidValue(['resourceVersion'], text, `strconv.ParseUint: parsing "${text}": invalid syntax`));
  }
  const version = Number(text);
  if (version > newest) return { refusal: tooLarge(version, newest) };
  // A list in parts from a version is a list of exactly that version.
  const isExact = match === 'Exact' || (match === undefined && parameter(request, 'limit') !== undefined);
  return isExact ? { wanted: version } : {};
}

/** 504 of a version that is not there yet: a real server waits for it a while. */
function tooLarge(version: number, newest: number): Status {
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
