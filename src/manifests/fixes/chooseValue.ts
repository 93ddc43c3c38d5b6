import { envFields } from '../../api/core/envValidation.ts';
import { nearestName } from '../../api/didYouMean.ts';
import { insertField } from '../edits/insertField.ts';
import { setValue } from '../edits/putValue.ts';
import { valueAt } from '../plainLookup.ts';
import { type Fix, type FixContext, type Fixer, fixWith } from './fix.ts';
import { namedValue, placeOfValue } from './writtenWords.ts';

/** More values than these are better chosen by completion. */
const mostOffers = 6;

/** A value that is none of those that may stand there: the one that was meant, or each. */
export const chooseValue: Fixer = { codes: ['api/not-supported', 'api/invalid', 'api/required'], offer };

function offer(context: FixContext): Fix[] {
  const { document, path, diagnostic } = context;
  const allowed = allowedBy(diagnostic.message);
  if (allowed.length === 0) return [];
  const wrong = namedValue(diagnostic.message);
  if (diagnostic.code === 'api/required') {
    if (valueAt(document.value, path) !== undefined || path.length === 0) return [];
    return allowed.flatMap((value) => fixWith(`Add ${path.at(-1)}: ${value}`, insertField(context, path, value)));
  }
  if (typeof wrong !== 'string' || wrong === '') return [];
  const at = placeOfValue(document.value, path, wrong);
  if (!at) return [];
  const meant = meantOf(wrong, allowed);
  const others =
    meant !== undefined && allowed === envFields ? [] : allowed.filter((value) => value !== meant).slice(0, mostOffers);
  const change = (value: string, certainty?: 'unambiguous') =>
    fixWith(`Change to ${value}`, setValue(context, at, value), certainty);
  if (meant !== undefined) return [...change(meant, 'unambiguous'), ...others.flatMap((value) => change(value))];
  return others.flatMap((value) => change(value));
}

function allowedBy(message: string): readonly string[] {
  if (/field label not supported/.test(message)) return envFields;
  const [, list] =
    /(?:supported values|valid values): (.+)$/.exec(message) ??
    /must be (?:either )?('?\w+'?(?:,? (?:or )?'?\w+'?)+)$/.exec(message) ??
    [];
  if (list === undefined) return [];
  const quoted = [...list.matchAll(/["']([\w./-]+)["']/g)].map(([, value]) => value ?? '');
  const words = quoted.length > 0 ? quoted : list.includes(' or ') ? list.split(/,? or |, /) : [];
  return words.filter((word) => /^[A-Za-z][\w./]*$/.test(word));
}

/** The only one; the same in other letters; its capitals (`RWO`); the nearest. */
function meantOf(wrong: string, allowed: readonly string[]): string | undefined {
  if (allowed.length === 1) return allowed[0];
  const same = allowed.find((value) => value.toLowerCase() === wrong.toLowerCase());
  const short = allowed.find((value) => value.replace(/[^A-Z]/g, '') === wrong);
  return same ?? short ?? nearestName(wrong, allowed);
}
