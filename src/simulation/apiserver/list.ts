import type { ListMeta, Status } from '../../api/generated/objects.ts';
import type { KindInfo } from '../../api/kinds.ts';
import type { Stored } from '../../api/objects.ts';
import type { ApiRequest } from '../../api/request.ts';
import { badRequest, expired } from '../../api/status.ts';
import { type ContinueToken, readContinueToken, writeContinueToken } from './continueToken.ts';
import { wantedVersion } from './listVersion.ts';
import { integer, parameter } from './query.ts';
import { selectionOf } from './selection.ts';
import type { Store } from './store.ts';

/** A list, or a part of one, as it was at one resourceVersion. */
export interface Listed {
  readonly items: readonly Stored[];
  readonly metadata: ListMeta;
}

/** Lists a collection: selectors, and `limit` with `continue`, whose parts all show the same moment. */
export function listObjects(
  store: Store,
  info: KindInfo,
  namespace: string | undefined,
  request: ApiRequest,
): { listed: Listed; refusal?: undefined } | { listed?: undefined; refusal: Status } {
  const { selection, refusal } = selectionOf(info, request);
  if (refusal) return { refusal };
  const limit = integer(request, 'limit');
  if (limit.refusal) return { refusal: limit.refusal };
  const { wanted, refusal: wrongVersion } = wantedVersion(request, store.revision);
  if (wrongVersion) return { refusal: wrongVersion };
  const { token, refusal: wrongToken } = tokenOf(request);
  if (wrongToken) return { refusal: wrongToken };

  // A token that was handed out with a 410 goes on in what is there now.
  const exact = token ? (token.revision > 0 ? token.revision : undefined) : wanted;
  const revision = exact ?? store.revision;
  const all = exact === undefined ? store.list(info, namespace) : listAt(store, info, namespace, exact);
  if (!all) return { refusal: token ? expiredToken(token) : expired(tooOldToList) };
  const begin = token ? all.findIndex((object) => keyWithin(namespace, object) >= token.start) : 0;
  const matching = (begin < 0 ? [] : all.slice(begin)).filter(selection.matches);
  const count = limit.value && limit.value > 0 ? limit.value : matching.length;
  const items = matching.slice(0, count);
  const last = items.at(-1);
  if (matching.length <= count || !last) return { listed: { items, metadata: { resourceVersion: String(revision) } } };
  return {
    listed: {
      items,
      metadata: {
        resourceVersion: String(revision),
        // The next key there could be.
        continue: writeContinueToken({ revision, start: `${keyWithin(namespace, last)}\0` }),
        ...(selection.selectsAll && { remainingItemCount: matching.length - count }),
      },
    },
  };
}

/** Reads `continue`, which knows its version itself. */
function tokenOf(request: ApiRequest): { token?: ContinueToken; refusal?: Status } {
  const text = parameter(request, 'continue');
  if (text === undefined) return {};
  const { token, problem } = readContinueToken(text);
  if (problem !== undefined) return { refusal: badRequest(`invalid continue token: ${problem}`) };
  const version = parameter(request, 'resourceVersion') ?? '0';
  if (version === '0') return { token };
  return { refusal: badRequest('specifying resource version is not allowed when using continue') };
}

const tooOldToList = 'The resourceVersion for the provided list is too old.';

/** The words of a real server for a token from before its history. */
const tooOldToContinue =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without ' +
  'the continue parameter, or use the continue token in this response to retrieve the remainder of the results. ' +
  'Continuing with the provided token results in an inconsistent list - objects that were created, modified, or ' +
  'deleted between the time the first chunk was returned and now may show up in the list.';

/** 410 of a token, with another one that goes on from the same place in what is there now. */
function expiredToken({ start }: ContinueToken): Status {
  return { ...expired(tooOldToContinue), metadata: { continue: writeContinueToken({ revision: -1, start }) } };
}

/** The collection as it was: today's, with the changes since taken back, newest first. */
function listAt(
  store: Store,
  info: KindInfo,
  namespace: string | undefined,
  revision: number,
): readonly Stored[] | undefined {
  const changes = revision > store.revision ? undefined : store.changesSince(info, revision);
  if (!changes) return undefined;
  if (changes.length === 0) return store.list(info, namespace);
  const byKey = new Map(store.list(info, namespace).map((object) => [keyOf(object), object]));
  for (const { object, previous } of changes.toReversed()) {
    if (namespace !== undefined && (object.metadata.namespace ?? '') !== namespace) continue;
    if (previous) byKey.set(keyOf(previous), previous);
    else byKey.delete(keyOf(object));
  }
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
}

function keyOf(object: Stored): string {
  return `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
}

/** The key within the collection that is listed, as etcd would have it. */
function keyWithin(namespace: string | undefined, object: Stored): string {
  return namespace === undefined && object.metadata.namespace !== undefined ? keyOf(object) : object.metadata.name;
}
