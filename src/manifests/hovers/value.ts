import { valueAt } from '../plainLookup.ts';
import { meaningOfValue } from '../valueMeanings.ts';
import type { HoverSubject } from './subject.ts';

/** What the written value of a field with named values means. */
export const value: HoverSubject = ({ document, ownerType, field, path, touched }) => {
  const exact = touched.part === 'value' ? touched.path : path;
  const written = valueAt(document.value, exact);
  if (typeof written !== 'string') return undefined;
  const meaning = meaningOfValue(ownerType, field.name, written);
  return meaning && `\`${written || '""'}\`: ${meaning}`;
};
