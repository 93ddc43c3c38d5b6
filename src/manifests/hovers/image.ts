import { code } from '../markdown.ts';
import { textAt } from '../plainLookup.ts';
import type { HoverSubject } from './subject.ts';

/** What an image's name leaves out, and when it is pulled. */
export const image: HoverSubject = ({ document, path, ownerType, field }) => {
  if (field.name !== 'image' || (ownerType !== 'Container' && ownerType !== 'EphemeralContainer')) return undefined;
  const name = textAt(document.value, path);
  const match = /^(?:([\w.-]+(?::\d+)?)\/)?([\w./-]+?)(?::([\w.-]+))?(?:@(\w+:[0-9a-fA-F]+))?$/.exec(name ?? '');
  if (!match) return undefined;
  const [, first, rest = '', tag, digest] = match;
  const isRegistry = first !== undefined && (/[.:]/.test(first) || first === 'localhost');
  const registry = isRegistry ? first : 'docker.io';
  const repository = isRegistry ? rest : first !== undefined ? `${first}/${rest}` : `library/${rest}`;
  const version = digest ? `digest ${code(digest)}` : tag ? `tag ${code(tag)}` : 'no tag, so `latest`';
  const always = !digest && (tag === undefined || tag === 'latest');
  const policy = always ? 'Always (`latest` may change)' : 'IfNotPresent';
  return `Registry ${code(registry)}, repository ${code(repository)}, ${version}. Without \`imagePullPolicy\`: ${policy}.`;
};
