import type { FieldPath } from '../../api/field.ts';
import type { PlacedManifest } from '../manifestSet.ts';
import { textAt, valueAt } from '../plainLookup.ts';
import { keyThing, type Mention, type MentionReader, objectThing } from './mention.ts';

/** The manifest's own name and Namespace, its keys, and the objects and keys that it names. */
export const objectMentions: MentionReader = (manifest) => [
  ...ownName(manifest),
  ...ownKeys(manifest),
  ...references(manifest),
];

function ownName({ document, kind, name, namespace }: PlacedManifest): Mention[] {
  const mentions: Mention[] = [];
  if (name !== '') {
    const things = [objectThing(kind.kind, namespace, name)];
    mentions.push({ things, role: 'definition', path: ['metadata', 'name'], part: 'value', whole: [] });
  }
  if (kind.namespaced && document.namespace) {
    const things = [objectThing('Namespace', '', document.namespace)];
    mentions.push({ things, role: 'use', path: ['metadata', 'namespace'], part: 'value' });
  }
  return mentions;
}

function ownKeys({ document, kind, name, namespace }: PlacedManifest): Mention[] {
  if (kind.type !== 'ConfigMap' && kind.type !== 'Secret') return [];
  return ['data', 'stringData', 'binaryData'].flatMap((field) => {
    const data = valueAt(document.value, [field]);
    if (data === null || typeof data !== 'object' || Array.isArray(data)) return [];
    return Object.keys(data).map((key): Mention => {
      return {
        things: [keyThing(kind.kind, namespace, name, key)],
        role: 'definition',
        path: [field, key],
        part: 'key',
      };
    });
  });
}

function references({ document, facts, namespace }: PlacedManifest): Mention[] {
  const mentions: Mention[] = [];
  const say = (path: FieldPath, thing: string) =>
    void mentions.push({ things: [thing], role: 'use', path, part: 'value' });
  for (const reference of facts.references) {
    const there = reference.namespace ?? namespace;
    say(reference.path, objectThing(reference.kind, there, reference.name));
    for (const { key, path } of reference.keys) say(path, keyThing(reference.kind, there, reference.name, key));
    const ofNamespace = [...reference.path.slice(0, -1), 'namespace'];
    const name = reference.namespace === undefined ? undefined : textAt(document.value, ofNamespace);
    if (name !== undefined) say(ofNamespace, objectThing('Namespace', '', name));
  }
  return mentions;
}
