import { moveItem } from '../edits/moveSlot.ts';
import { listAt, textAt } from '../plainLookup.ts';
import { shortName } from '../rules/wording.ts';
import { type Fixer, fixWith } from './fix.ts';

/** Moves a variable behind those that it is made from, where nothing in between is made from it. */
export const moveVariableDown: Fixer = {
  codes: ['advice/undefined-variable'],
  offer(context) {
    const item = context.path.slice(0, -1);
    const env = item.slice(0, -1);
    const index = item.at(-1);
    if (env.at(-1) !== 'env' || typeof index !== 'number') return [];
    const variables = listAt(context.document.value, env);
    const name = textAt(variables[index], ['name']);
    const text = textAt(variables[index], ['value']) ?? '';
    const later = variables.slice(index + 1);
    const isMadeOf = later.some((variable) => text.includes(`$(${textAt(variable, ['name'])})`));
    const isNeeded = later.some((variable) => textAt(variable, ['value'])?.includes(`$(${name})`));
    if (!isMadeOf || isNeeded || !name) return [];
    return fixWith(`Move ${shortName(name)} to the end of env`, moveItem(context, item, env));
  },
};
