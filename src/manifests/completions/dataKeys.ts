import { objectReferences } from '../facts/objectReferences.ts';
import { valueAt } from '../plainLookup.ts';
import { enclosing, fileWords, type Subject } from './subject.ts';
import type { Suggester } from './suggestion.ts';

/** The keys of the ConfigMap or Secret that stands beside: `configMapKeyRef.key`, `items[].key`. */
export const dataKeys: Suggester = (subject) => {
  const { place, name, namespace } = subject;
  if (place.part !== 'value' || !/^(ConfigMapKeySelector|SecretKeySelector|KeyToPath)\.key$/.test(name)) return [];
  const reference = referenceAround(subject);
  if (!reference) return [];
  return subject
    .others(reference.kind)
    .filter((other) => other.name === reference.name && other.namespace === namespace)
    .flatMap((other) => {
      const { value } = other.document;
      const keys = ['data', 'stringData', 'binaryData'].flatMap((field) =>
        Object.keys(Object(valueAt(value, [field]))),
      );
      const detail = `${other.kind.kind} ${other.name}, ${fileWords(other, namespace)}`;
      return keys.map((key) => ({ label: key, value: key, detail, kind: 'reference' as const }));
    });
};

function referenceAround(subject: Subject): { kind: string; name: string } | undefined {
  for (const { owner, path } of subject.holders.toReversed()) {
    const object = enclosing(subject, owner);
    if (object?.value === null || typeof object?.value !== 'object') continue;
    const value = object.value as Record<string, unknown>;
    const [reference] = objectReferences([{ type: owner, value, path, field: '', owner: '' }]);
    if (reference) return reference;
  }
  return undefined;
}
