import { decodedBytes } from '../../api/core/dataKeysValidation.ts';
import { byteLength } from '../../api/names.ts';
import { code } from '../markdown.ts';
import { textAt } from '../plainLookup.ts';
import { bytesText } from '../words/amounts.ts';
import { counted } from '../words/listing.ts';
import type { HoverSubject } from './subject.ts';

/** How large a value of a ConfigMap or a Secret is, and what becomes of its key. A Secret's value is never shown. */
export const data: HoverSubject = ({ document, kind, ownerType, field, touched, path }) => {
  const isConfigMap = ownerType === 'ConfigMap' && (field.name === 'data' || field.name === 'binaryData');
  const isSecret = ownerType === 'Secret' && (field.name === 'data' || field.name === 'stringData');
  if (!isConfigMap && !isSecret) return undefined;
  const key = touched.path[path.length];
  const text = textAt(document.value, touched.path);
  if (typeof key !== 'string' || text === undefined) {
    if (!isSecret) return undefined;
    return field.name === 'data'
      ? 'Values are base64: that is a way of writing, **no protection**. `stringData` takes plain text.'
      : 'Plain text, for writing only: the server keeps it under `data`, as base64.';
  }
  const isBase64 = field.name === 'data' ? isSecret : field.name === 'binaryData';
  const size = isBase64 ? decodedBytes(text.replace(/\s+/g, '')) : byteLength(text);
  const lines =
    !isBase64 && text.includes('\n') ? `, ${counted(text.replace(/\n$/, '').split('\n').length, 'line')}` : '';
  const how = isBase64 ? ' once decoded' : '';
  return `${size < 1024 ? counted(size, 'byte') : bytesText(size)}${how}${lines}. A file ${code(key)} where this ${kind.kind} is mounted, a variable ${code(key)} with \`envFrom\`.`;
};
