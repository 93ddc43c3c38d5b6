import type { FieldPath } from '../../api/field.ts';
import { inTurn } from '../edits/applyEdits.ts';
import { setValue } from '../edits/putValue.ts';
import { renameKey } from '../edits/renameKey.ts';
import type { Manuscript } from '../edits/writtenTree.ts';
import { valueAt } from '../plainLookup.ts';
import { podSpecPath } from '../podSpecs.ts';
import { mountsOf } from '../volumes.ts';
import { type Fix, type FixContext, type Fixer, fixWith } from './fix.ts';
import { namedValue, placeOfValue } from './writtenWords.ts';

/** A name that Kubernetes does not take: in small letters, with dashes, without what may not be in it, and not too long. */
export const mendName: Fixer = { codes: ['api/invalid', 'api/too-long'], offer };

function offer(context: FixContext): Fix[] {
  const { document, diagnostic } = context;
  const wrong = namedValue(diagnostic.message);
  if (typeof wrong !== 'string' || wrong === '') return [];
  const path = realPath(context);
  const rule = diagnostic.message.slice(diagnostic.message.indexOf(JSON.stringify(wrong).slice(0, 20)));
  const meant = meantName(wrong, rule);
  if (meant === undefined || meant === '' || meant === wrong) return [];
  const certainty = sameLetters(wrong) === sameLetters(meant) ? 'unambiguous' : undefined;
  const at = placeOfValue(document.value, path, wrong);
  if (at) {
    const places = [at, ...placesOfSameName(context, at, wrong)];
    const edits = inTurn(
      context,
      places.map((place) => (now: Manuscript) => setValue(now, place, meant)),
    );
    return fixWith(`Change to ${meant}`, edits, certainty);
  }
  const here = valueAt(document.value, path);
  const key = [...path, { key: wrong }];
  const own = valueAt(document.value, key) !== undefined ? key : undefined;
  const asKey = own ?? (here !== undefined && Object(path.at(-1)).key === wrong ? path : undefined);
  return asKey ? fixWith(`Rename to ${meant}`, renameKey(context, asKey, meant), certainty) : [];
}

/** The path that is written: the server calls the labels of a template `spec.template.labels`. */
function realPath({ path, document }: FixContext): FieldPath {
  if (path.at(-1) !== 'labels' || valueAt(document.value, path) !== undefined) return path;
  return [...path.slice(0, -1), 'metadata', 'labels'];
}

/** The mounts of a volume go by its name. */
function placesOfSameName({ kind, document }: FixContext, at: FieldPath, name: string): FieldPath[] {
  const podSpec = podSpecPath(kind);
  const isVolume = podSpec && at.at(-1) === 'name' && at.at(-3) === 'volumes' && at.length === podSpec.length + 3;
  return isVolume ? mountsOf(document.value, podSpec, name).map(({ path }) => [...path, 'name']) : [];
}

function meantName(wrong: string, rule: string): string | undefined {
  if (/leading or trailing whitespace/.test(rule)) return wrong.trim();
  if (/must be a relative path/.test(rule)) return wrong.replace(/^\/+/, '');
  if (/must be an absolute path/.test(rule)) return `/${wrong}`;
  if (/must not contain '\/\/'/.test(rule)) return wrong.replace(/\/{2,}/g, '/');
  if (/valid config key/.test(rule)) return trimmedTo(wrong.replace(/[^-._a-zA-Z0-9]+/g, '-'), 253);
  if (/a valid label must|name part must consist/.test(rule))
    return outerTrimmed(wrong.replace(/[^-._a-zA-Z0-9]+/g, '-'), 63);
  if (/consecutive hyphens/.test(rule)) return wrong.replace(/-{2,}/g, '-');
  if (/at least one letter/.test(rule)) return trimmedTo(`port-${wrong}`, 15);
  if (/must not contain dots/.test(rule)) return wrong.replaceAll('.', '-');
  const most = /no more than (\d+) (?:characters|bytes)/.exec(rule)?.[1];
  if (most) return outerTrimmed(wrong, Number(most));
  const [, sort] = /lowercase RFC 1123 (label|subdomain)|(DNS-1035) label|only alpha-numeric/.exec(rule) ?? [];
  if (!/RFC 1123|DNS-1035|only alpha-numeric/.test(rule)) return undefined;
  const isSubdomain = sort === 'subdomain';
  const host = wrong
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[\s_/:]+/g, '-');
  const letters = (isSubdomain ? host : host.replaceAll('.', '-')).replace(/[^a-z0-9.-]/g, '');
  const begun = /DNS-1035/.test(rule) ? letters.replace(/^[^a-z]+/, '') : letters;
  return outerTrimmed(begun.replace(/-*\.[-.]*/g, '.'), isSubdomain ? 253 : 63);
}

function outerTrimmed(text: string, most: number): string {
  return text
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, most)
    .replace(/[^A-Za-z0-9]+$/, '');
}

function trimmedTo(text: string, most: number): string {
  return text.slice(0, most);
}

function sameLetters(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
}
