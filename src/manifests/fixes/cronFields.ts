import { setValue } from '../edits/putValue.ts';
import { textAt } from '../plainLookup.ts';
import { type Fixer, fixWith } from './fix.ts';

/** A cron line with seconds in front, as other programs have them: Kubernetes counts from the minute. */
export const cronFields: Fixer = {
  codes: ['api/invalid'],
  offer(context) {
    const { path, document, diagnostic } = context;
    const fields = textAt(document.value, path)?.trim().split(/\s+/) ?? [];
    if (!/expected exactly 5 fields, found 6/.test(diagnostic.message) || fields.length !== 6) return [];
    const line = fields.slice(1).join(' ');
    return fixWith(
      `Without seconds: ${line}`,
      setValue(context, path, line),
      fields[0] === '0' ? 'unambiguous' : undefined,
    );
  },
};
