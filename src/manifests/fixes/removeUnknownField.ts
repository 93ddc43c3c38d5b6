import { removeField } from '../edits/removeField.ts';
import { type Fixer, fixWith } from './fix.ts';

/** The last resort for a field that the server does not know. */
export const removeUnknownField: Fixer = {
  codes: ['schema/unknown-field'],
  offer: (context) => fixWith(`Remove ${nameOf(context.path.at(-1))}`, removeField(context, context.path)),
};

function nameOf(segment: unknown): string {
  return typeof segment === 'string' ? segment : 'it';
}
