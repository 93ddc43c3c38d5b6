import { apiVersionOf } from '../../api/kinds.ts';
import { typeSchema } from '../../api/schema.ts';
import { documentation } from '../markdown.ts';
import type { HoverSubject } from './subject.ts';

/** What the manifest's kind is, in the words of the API reference, and how kubectl calls it. */
export const kind: HoverSubject = ({ kind: info, path, field }) => {
  if (path.length !== 1) return undefined;
  if (field.name === 'apiVersion') {
    const group = info.group === '' ? 'the core group, which has no name' : `the group \`${info.group}\``;
    const other = info.storedAs ? ` The same objects under their main name: \`${info.storedAs}\`.` : '';
    return `Version \`${info.version}\` of ${group}. It is where the API has the kind ${info.kind}, not the version of Kubernetes.${other}`;
  }
  if (field.name !== 'kind') return undefined;
  const names = [info.plural, ...info.shortNames].map((name) => `\`${name}\``).join(', ');
  const scope = info.namespaced ? 'It lives in a Namespace.' : 'It belongs to the whole cluster, to no Namespace.';
  return `${documentation(typeSchema(info.type).doc)}\n\n\`${apiVersionOf(info)}\`, for kubectl ${names}. ${scope}`;
};
