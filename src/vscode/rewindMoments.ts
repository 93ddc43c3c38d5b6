import type { ApiRequest } from '../api/request.ts';
import type { JournalEntry } from '../simulation/journal.ts';

/** A moment that a session can be taken back to: just before something was asked of the cluster. */
export interface RewindMoment {
  /** Virtual milliseconds since the cluster was started. */
  readonly atMs: number;
  /** What happened then: `create deployments web`, or `create pods web and 2 more` where one command did more. */
  readonly what: string;
}

const verbs: Readonly<Record<string, string>> = { POST: 'create', PUT: 'update', PATCH: 'change', DELETE: 'delete' };

/**
 * The newest moments before the inputs of a session, at most so many, newest first; what was typed into an open stream is
 * none.
 */
export function rewindMoments(entries: readonly JournalEntry[], most: number): RewindMoment[] {
  const moments: { atMs: number; what: string; more: number }[] = [];
  for (const entry of entries) {
    const what = textOf(entry);
    if (what === undefined) continue;
    const newest = moments.at(-1);
    // Inputs of one moment belong to one command.
    if (newest?.atMs === entry.atMs) newest.more += 1;
    else moments.push({ atMs: entry.atMs, what, more: 0 });
  }
  const offered = moments.slice(-most).reverse();
  return offered.map(({ atMs, what, more }) => ({ atMs, what: more > 0 ? `${what} and ${more} more` : what }));
}

function textOf(entry: JournalEntry): string | undefined {
  switch (entry.input) {
    case 'send':
      return requestText(entry.request);
    case 'open':
      return openedText(entry.request);
    case 'power':
      return `power ${entry.power} ${entry.node}`;
    default:
      return undefined;
  }
}

function requestText({ method, path, body }: ApiRequest): string {
  const parts = partsOf(path);
  const named = (body as { metadata?: { name?: unknown } } | undefined)?.metadata?.name;
  const name = parts.name ?? (typeof named === 'string' ? named : '');
  return [verbs[method] ?? method, parts.resource, name].filter((word) => word !== '').join(' ');
}

function openedText({ path }: ApiRequest): string {
  const { name = '', subresource = 'open' } = partsOf(path);
  return `${subresource} ${name}`;
}

/** The resource, name and subresource of a path of the API. */
function partsOf(path: string): { resource: string; name?: string; subresource?: string } {
  const words = path.split('/').filter((word) => word !== '');
  const rest = words.slice(words[0] === 'api' ? 2 : 3);
  const own = rest[0] === 'namespaces' && rest.length > 2 ? rest.slice(2) : rest;
  const [resource = path, name, subresource] = own;
  return { resource, ...(name !== undefined && { name }), ...(subresource !== undefined && { subresource }) };
}
