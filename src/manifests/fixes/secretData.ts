import { bytesToBase64, textToBytes } from '../../api/base64.ts';
import { moveField } from '../edits/moveSlot.ts';
import { setValue } from '../edits/putValue.ts';
import { textAt, valueAt } from '../plainLookup.ts';
import { type Fixer, fixWith } from './fix.ts';

/** Plain text under `data` of a Secret, which holds base64: moves it to `stringData`, or encodes it. */
export const secretData: Fixer = {
  codes: ['schema/wrong-type'],
  offer(context) {
    const { path, kind, document, diagnostic } = context;
    const [field, key] = path;
    const text = textAt(document.value, path);
    if (!/^illegal base64/.test(diagnostic.message) || text === undefined || path.length !== 2 || key === undefined)
      return [];
    const encoded = setValue(context, path, bytesToBase64(textToBytes(text)));
    if (kind.kind !== 'Secret' || field !== 'data') return fixWith('Encode it in base64', encoded);
    const taken = valueAt(document.value, ['stringData', key]) !== undefined;
    const moved = taken ? undefined : moveField(context, path, ['stringData', key], { before: 'data' });
    return [
      ...fixWith('Move it to stringData, where plain text stands', moved),
      ...fixWith('Encode it in base64', encoded),
    ];
  },
};
