import type { FieldError } from '../../api/field.ts';
import { forbiddenField, notSupported } from '../../api/fieldErrors.ts';
import type { Status } from '../../api/generated/objects.ts';
import type { ApiRequest } from '../../api/request.ts';
import { invalid } from '../../api/status.ts';
import { unreadableVersionStatus } from './listVersion.ts';
import { flag, integer, parameter } from './query.ts';

/** What a client asks of a watch. */
export interface WatchQuery {
  /** After which version; `state` begins with what is there, `now` with the next change. */
  readonly from: number | 'state' | 'now';
  readonly bookmarks: boolean;
  /** What is there must not be older than this version. */
  readonly notOlderThan: number;
  /** Whether a bookmark says that all which was there has been told. */
  readonly marksInitialEnd: boolean;
  /** Virtual time until the server ends the watch. */
  readonly timeoutMs: number;
}

const subject = { group: 'meta.k8s.io', plural: '', kind: 'ListOptions' };

/** Reads the query of a watch. */
export function watchQuery(
  request: ApiRequest,
): { query: WatchQuery; refusal?: undefined } | { query?: undefined; refusal: Status } {
  const timeout = integer(request, 'timeoutSeconds');
  if (timeout.refusal) return { refusal: timeout.refusal };
  const initial = parameter(request, 'sendInitialEvents');
  const match = parameter(request, 'resourceVersionMatch');
  const errors = matchErrors(request, initial, match);
  if (errors.length > 0) return { refusal: invalid(subject, '', errors) };
  const versionText = parameter(request, 'resourceVersion') ?? '';
  if (!/^\d{0,15}$/.test(versionText)) return { refusal: unreadableVersionStatus(versionText) };
  const version = Number(versionText);
  const wantsState = initial === undefined ? version === 0 : flag(request, 'sendInitialEvents');
  const bookmarks = flag(request, 'allowWatchBookmarks');
  return {
    query: {
      from: wantsState ? 'state' : version === 0 ? 'now' : version,
      bookmarks,
      notOlderThan: initial === undefined ? 0 : version,
      marksInitialEnd: bookmarks && initial !== undefined && wantsState,
      timeoutMs: timeout.value && timeout.value > 0 ? timeout.value * 1000 : Number.POSITIVE_INFINITY,
    },
  };
}

/** Rules and words of a real server (`ValidateListOptions` of a watch). */
function matchErrors(request: ApiRequest, initial: string | undefined, match: string | undefined): FieldError[] {
  const path = ['resourceVersionMatch'];
  const errors: FieldError[] = [];
  if (initial !== undefined && match !== 'NotOlderThan') {
    errors.push(forbiddenField(path, 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan'));
  }
  if (match === undefined) return errors;
  if (initial === undefined) {
    errors.push(
      forbiddenField(path, 'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided'),
    );
  }
  if (match !== 'NotOlderThan') errors.push(notSupported(path, match, ['NotOlderThan']));
  if (parameter(request, 'continue') !== undefined) {
    errors.push(forbiddenField(path, 'resourceVersionMatch is forbidden when continue is provided'));
  }
  return errors;
}
