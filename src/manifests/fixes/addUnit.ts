import { setValue } from '../edits/putValue.ts';
import { valueAt } from '../plainLookup.ts';
import { type Fixer, fixWith } from './fix.ts';

const units: Readonly<Record<string, string>> = { cpu: 'm', memory: 'Mi', 'ephemeral-storage': 'Mi', storage: 'Gi' };

/** Writes the unit that was most likely meant behind an amount. */
export const addUnit: Fixer = {
  codes: ['advice/resource-unit'],
  offer(context) {
    const amount = valueAt(context.document.value, context.path);
    const name = context.path.at(-1);
    const unit = typeof name === 'string' && Object.hasOwn(units, name) ? units[name] : undefined;
    if (unit === undefined || !/^\d+$/.test(String(amount))) return [];
    return fixWith(`Write ${amount}${unit}`, setValue(context, context.path, `${amount}${unit}`));
  },
};
