import { typeSchema } from '../../api/schema.ts';
import { documentation } from '../markdown.ts';
import type { HoverSubject } from './subject.ts';

/** What the manifest's kind is, in the words of the API reference. */
export const kind: HoverSubject = ({ kind: info, path, field }) =>
  path.length === 1 && field.name === 'kind' ? documentation(typeSchema(info.type).doc) : undefined;
