import type { FieldPath } from '../../api/field.ts';
import { insertField } from '../edits/insertField.ts';
import { moveField } from '../edits/moveSlot.ts';
import { setValue } from '../edits/putValue.ts';
import { removeField } from '../edits/removeField.ts';
import { renameKey } from '../edits/renameKey.ts';
import { factsOf } from '../facts/manifestFacts.ts';
import { listAt, textAt, valueAt } from '../plainLookup.ts';
import { type Fix, type FixContext, type Fixer, fixWith } from './fix.ts';

/** What the API server takes with a warning: old names, amounts in thousandths of a byte, what is there twice. */
export const replaceDeprecated: Fixer = { codes: ['api/warning'], offer };

/** Annotations that have become fields. */
const fieldsOfAnnotations: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/ingress.class': ['spec', 'ingressClassName'],
  'volume.beta.kubernetes.io/storage-class': ['spec', 'storageClassName'],
};
const topologyHints = 'service.kubernetes.io/topology-aware-hints';

function offer(context: FixContext): Fix[] {
  const { document, path, diagnostic } = context;
  const { message } = diagnostic;
  const annotation = Object.keys(fieldsOfAnnotations).find((name) => message.includes(name));
  if (annotation) {
    const from: FieldPath = ['metadata', 'annotations', { key: annotation }];
    const to = fieldsOfAnnotations[annotation] ?? [];
    return fixWith(`Write ${to.at(-1)} instead`, moveField(context, from, to), 'unambiguous');
  }
  if (message.includes(`annotation ${topologyHints}`)) {
    const from: FieldPath = ['metadata', 'annotations', { key: topologyHints }];
    const name = 'service.kubernetes.io/topology-mode';
    return fixWith(`Rename to ${name}`, renameKey(context, from, name), 'unambiguous');
  }
  const milliBytes = /fractional byte value "(\d+)m"/.exec(message)?.[1];
  if (milliBytes && valueAt(document.value, path) !== undefined) {
    return ['Mi', 'M'].flatMap((unit) =>
      fixWith(`Change to ${milliBytes}${unit}`, setValue(context, path, `${milliBytes}${unit}`)),
    );
  }
  const renamed = /use "([\w./-]+\/[\w./-]+)" instead/.exec(message)?.[1];
  if (renamed) return fixWith(`Rename to ${renamed}`, renameKey(context, path, renamed), 'unambiguous');
  if (/^[\w.[\]]+: hides previous definition of/.test(message)) return withoutEarlier(context);
  if (/a null labelSelector results in/.test(message)) {
    const { labels = {} } = factsOf(document.parsed).pods ?? {};
    if (Object.keys(labels).length === 0) return [];
    return fixWith("Select the Pods' own labels", insertField(context, [...path, 'matchLabels'], labels));
  }
  return [];
}

/** Of variables with one name only the last is there. */
function withoutEarlier(context: FixContext): Fix[] {
  const { document, path } = context;
  const list = path.slice(0, -1);
  const name = textAt(document.value, [...path, 'name']);
  const index = listAt(document.value, list).findIndex((item) => textAt(item, ['name']) === name);
  if (name === undefined || index < 0 || index >= Number(path.at(-1))) return [];
  return fixWith(`Remove the first ${name}, which is hidden`, removeField(context, [...list, index]), 'unambiguous');
}
