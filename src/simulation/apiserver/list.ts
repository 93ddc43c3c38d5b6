import type { ListMeta, Status } from '../../api/generated/objects.ts';
import type { KindInfo } from '../../api/kinds.ts';
import type { Stored } from '../../api/objects.ts';
import type { ApiRequest } from '../../api/request.ts';
import { badRequest, expired } from '../../api/status.ts';
import { wantedVersion } from './listVersion.ts';
import { integer, parameter } from './query.ts';
import { selectionOf } from './selection.ts';
import type { Store } from './store.ts';

/** A list, or a part of one, as it was at one resourceVersion. */
export interface Listed {
  readonly items: readonly Stored[];
  readonly metadata: ListMeta;
}

/** Where a list in parts goes on: after `start`, as things were at `rv`. */
interface ContinueToken {
  readonly rv: number;
  readonly start: string;
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
  const tokenText = parameter(request, 'continue');
  const token = tokenText === undefined ? undefined : readToken(tokenText);
  if (tokenText !== undefined && !token) return { refusal: badRequest('continue key is not valid') };

  const exact = token?.rv ?? wanted;
  const revision = exact ?? store.revision;
  const all = exact === undefined ? store.list(info, namespace) : listAt(store, info, namespace, exact);
  if (!all) return { refusal: expired(token ? tooOldToContinue : tooOldToList) };
  const begin = token ? all.findIndex((object) => keyOf(object) > token.start) : 0;
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
        continue: JSON.stringify({ rv: revision, start: keyOf(last) } satisfies ContinueToken),
        ...(selection.selectsAll && { remainingItemCount: matching.length - count }),
      },
    },
  };
}

const tooOldToList = 'The resourceVersion for the provided list is too old.';

/** The words of a real server for a token from before its history. */
const tooOldToContinue =
  'The provided continue parameter is too old to display a consistent list result. ' +
  'You can start a new list without the continue parameter.';

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

function readToken(text: string): ContinueToken | undefined {
  try {
    const { rv, start } = JSON.parse(text) as Partial<ContinueToken>;
    return Number.isSafeInteger(rv) && typeof start === 'string' ? { rv: rv as number, start } : undefined;
  } catch {
    return undefined;
  }
}
