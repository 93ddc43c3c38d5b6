import { forbiddenField } from '../../api/fieldErrors.ts';
import type { Status } from '../../api/generated/objects.ts';
import type { ApiRequest } from '../../api/request.ts';
import { badRequest, invalid } from '../../api/status.ts';
import { flag, integer, parameter } from './query.ts';

/** What a client asks of a watch. */
export interface WatchQuery {
  /** After which version; `state` begins with what is there, `now` with the next change. */
  readonly from: number | 'state' | 'now';
  readonly bookmarks: boolean;
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
  const versionText = parameter(request, 'resourceVersion') ?? '';
  if (!/^\d{0,15}$/.test(versionText)) {
    return {
      refusal: badRequest(
        `Invalid value: "${versionText}": strconv.ParseUint: parsing "${versionText}": invalid syntax`,
      ),
    };
  }
  const timeout = integer(request, 'timeoutSeconds');
  if (timeout.refusal) return { refusal: timeout.refusal };
  const initial = parameter(request, 'sendInitialEvents');
  const match = parameter(request, 'resourceVersionMatch');
  if (initial !== undefined && match !== 'NotOlderThan') {
    const detail = 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan';
    return { refusal: invalid(subject, '', [forbiddenField(['resourceVersionMatch'], detail)]) };
  }
  if (initial === undefined && match !== undefined) {
    const detail = 'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided';
    return { refusal: invalid(subject, '', [forbiddenField(['resourceVersionMatch'], detail)]) };
  }
  const version = Number(versionText);
  const wantsState = initial === undefined ? version === 0 : flag(request, 'sendInitialEvents');
  const bookmarks = flag(request, 'allowWatchBookmarks');
  return {
    query: {
      from: wantsState ? 'state' : version === 0 ? 'now' : version,
      bookmarks,
      marksInitialEnd: bookmarks && initial !== undefined && wantsState,
      timeoutMs: timeout.value && timeout.value > 0 ? timeout.value * 1000 : Number.POSITIVE_INFINITY,
    },
  };
}
