import { setValue } from '../edits/putValue.ts';
import { removeFieldAndEmptyParents } from '../edits/removeField.ts';
import { listAt, textAt, valueAt } from '../plainLookup.ts';
import { type Fixer, fixWith } from './fix.ts';

/** Something that is there twice: another name for the second, or away with it. */
export const tellApart: Fixer = {
  codes: ['api/duplicate'],
  offer(context) {
    const { path, document } = context;
    if (valueAt(document.value, path) === undefined) return [];
    const last = path.at(-1);
    const name = textAt(document.value, path);
    if (last === 'name' && name && typeof path.at(-2) === 'number') {
      const names = new Set(listAt(document.value, path.slice(0, -2)).map((item) => textAt(item, ['name'])));
      let number = 2;
      while (names.has(`${name}-${number}`)) number++;
      return fixWith(`Change to ${name}-${number}`, setValue(context, path, `${name}-${number}`));
    }
    const title = typeof last === 'number' ? 'Remove the second' : `Remove ${typeof last === 'string' ? last : 'it'}`;
    return fixWith(title, removeFieldAndEmptyParents(context, path, path.slice(0, -1)));
  },
};
