import { type KindInfo, servedKinds } from './kinds.ts';
import { pathSegments } from './pathSegments.ts';

/** What the path of a request to a resource means. */
export interface ResourceRoute {
  readonly info: KindInfo;
  /** Of namespaced kinds; missing where the request spans all namespaces. */
  readonly namespace?: string;
  readonly name?: string;
  readonly subresource?: string;
}

function prefixOf(info: Pick<KindInfo, 'group' | 'version'>): string {
  return info.group === '' ? `/api/${info.version}` : `/apis/${info.group}/${info.version}`;
}

const byCollection = new Map(servedKinds.map((info) => [`${prefixOf(info)} ${info.plural}`, info]));

/** The path of a kind's collection or of one object: `/api/v1/namespaces/default/pods/web/log`. */
export function pathOf(info: KindInfo, namespace?: string, name?: string, subresource?: string): string {
  const parts = [prefixOf(info)];
  if (info.namespaced && namespace) parts.push('namespaces', encodeURIComponent(namespace));
  parts.push(info.plural);
  if (name) parts.push(encodeURIComponent(name));
  if (subresource) parts.push(subresource);
  return parts.join('/');
}

/** Reads a path; undefined where it names no served resource. */
export function parseRoute(path: string): ResourceRoute | undefined {
  const segments = pathSegments(path);
  if (!segments) return undefined;
  const [root, ...rest] = segments;
  let prefix: string;
  let tail: string[];
  if (root === 'api' && rest[0]) {
    prefix = prefixOf({ group: '', version: rest[0] });
    tail = rest.slice(1);
  } else if (root === 'apis' && rest[0] && rest[1]) {
    prefix = prefixOf({ group: rest[0], version: rest[1] });
    tail = rest.slice(2);
  } else return undefined;

  const [first, namespace, plural, name, ...more] = tail;
  if (first === 'namespaces' && namespace && plural) {
    const info = byCollection.get(`${prefix} ${plural}`);
    if (info?.namespaced) {
      return more.length > 1
        ? undefined
        : { info, namespace, ...(name && { name }), ...(more[0] && { subresource: more[0] }) };
    }
  }
  const info = first ? byCollection.get(`${prefix} ${first}`) : undefined;
  if (!info || tail.length > 3) return undefined;
  if (info.namespaced && tail.length > 1) return undefined;
  return { info, ...(tail[1] && { name: tail[1] }), ...(tail[2] && { subresource: tail[2] }) };
}
