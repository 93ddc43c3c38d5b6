import { setValue } from '../edits/putValue.ts';
import { valueAt } from '../plainLookup.ts';
import { type Fixer, fixWith } from './fix.ts';
import { namedValue } from './writtenWords.ts';

/** A number that is too small or too large: the nearest that may stand there. Not of ports, where the nearest tells nothing. */
export const withinBounds: Fixer = {
  codes: ['api/invalid'],
  offer(context) {
    const { path, document, diagnostic } = context;
    const { message } = diagnostic;
    const wrong = namedValue(message);
    const written = valueAt(document.value, path);
    if (/port$/i.test(String(path.at(-1))) || written === undefined || written === null) return [];
    if (/a valid percent string/.test(message) && /^\d+$/.test(String(wrong))) {
      return [
        ...fixWith(`Change to ${wrong}%`, setValue(context, path, `${wrong}%`)),
        ...fixWith(`Change to ${wrong}`, setValue(context, path, Number(wrong))),
      ];
    }
    if (/must not be greater than 100%/.test(message))
      return fixWith('Change to 100%', setValue(context, path, '100%'));
    const meant = typeof wrong === 'number' ? nearest(wrong, message) : undefined;
    return meant === undefined ? [] : fixWith(`Change to ${meant}`, setValue(context, path, meant));
  },
};

function nearest(wrong: number, message: string): number | undefined {
  const [, from, to] = /must be (?:between|in the range) (-?\d+)(?: and |-)(\d+)/.exec(message) ?? [];
  if (from && to) return Math.min(Math.max(wrong, Number(from)), Number(to));
  const [, least] = /must be greater than or equal to (-?\d+)$/.exec(message) ?? [];
  if (least) return Number(least);
  if (/must be greater than (zero|0)$/.test(message)) return 1;
  const [, only] = /must be (\d+)$/.exec(message) ?? [];
  return only ? Number(only) : undefined;
}
