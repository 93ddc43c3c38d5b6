import { dataKeysOf } from '../../facts/dataKeys.ts';
import { isGiven } from '../../facts/givenObjects.ts';
import type { ObjectReference } from '../../facts/objectReferences.ts';
import { serviceForm } from '../../facts/services.ts';
import type { PlacedManifest } from '../../manifestSet.ts';
import { code } from '../../markdown.ts';
import { listAt, textAt, valueAt } from '../../plainLookup.ts';
import { listing } from '../../words/listing.ts';
import type { HoverSubject } from '../subject.ts';
import { isSameField } from './fieldPaths.ts';
import { named, placeText } from './manifestWords.ts';
import { type Standing, standing } from './standing.ts';

/** What a cluster has by itself, or only as a word that volumes and claims share. */
const ofCluster = new Set(['StorageClass', 'PersistentVolume']);

/** Letters of a ConfigMap's value that are shown. */
const maxValueLength = 300;

/** Types whose references have hovers of their own. */
const saidElsewhere = new Set([
  'CrossVersionObjectReference',
  'CrossVersionObjectReferenceV1',
  'IngressServiceBackend',
  'StatefulSetSpec',
]);

/** What the object or the key that a field names holds. The value of a Secret is never shown. */
export const objectReference: HoverSubject = (context) => {
  const { touched, ownerType } = context;
  if (saidElsewhere.has(ownerType)) return undefined;
  const here = standing(context);
  if (!here) return undefined;
  const { references } = here.manifest.facts;
  for (const reference of references) {
    if (isSameField(touched.path, reference.path)) return objectText(here, reference);
    const asked = reference.keys.find(({ path }) => isSameField(touched.path, path));
    if (asked) return keyText(here, reference, asked.key);
  }
  return undefined;
};

function objectText(here: Standing, reference: ObjectReference): string | undefined {
  const [found] = foundBy(here, reference);
  if (!found) return missingText(here, reference);
  const content = contentText(found);
  return `${named(found)}${placeText(found, here.manifest)}${content === '' ? '' : `: ${content}`}.`;
}

function keyText(here: Standing, reference: ObjectReference, key: string): string | undefined {
  const found = foundBy(here, reference);
  const [first] = found;
  if (!first) return missingText(here, reference);
  const keys = dataKeysOf(found);
  if (keys && !keys.has(key)) {
    const others = keys.size > 0 ? ` It has ${listing([...keys].map(code))}.` : ' It has no keys.';
    return `**${named(first)} has no key ${code(key)}.**${others}`;
  }
  if (reference.kind !== 'ConfigMap')
    return `The key ${code(key)} of ${named(first)}${placeText(first, here.manifest)}.`;
  const value = textAt(first.document.value, ['data', { key }]);
  if (value === undefined) return `The key ${code(key)} of ${named(first)}${placeText(first, here.manifest)}.`;
  return `The key ${code(key)} of ${named(first)}${placeText(first, here.manifest)}:\n\n${block(value)}`;
}

function foundBy({ set, manifest }: Standing, { kind, name, namespace }: ObjectReference): readonly PlacedManifest[] {
  return set.named(kind, namespace ?? manifest.namespace, name);
}

function missingText({ set, manifest }: Standing, reference: ObjectReference): string | undefined {
  const { kind, name, optional } = reference;
  const namespace = reference.namespace ?? manifest.namespace;
  if (ofCluster.has(kind) || isGiven(set, kind, namespace, name)) return undefined;
  const where = namespace === '' ? '' : ` in the Namespace ${code(namespace)}`;
  const effect = optional ? ' It is optional: Pods start without it.' : '';
  return `These manifests have no ${code(`${kind} ${name}`)}${where}.${effect}`;
}

/** What is worth knowing of an object of these kinds, in a few words. */
function contentText(found: PlacedManifest): string {
  const { value } = found.document;
  const text = (...path: string[]) => textAt(value, path) ?? '';
  switch (found.kind.kind) {
    case 'ConfigMap':
    case 'Secret': {
      const keys = [...(dataKeysOf([found]) ?? [])];
      return keys.length === 0 ? 'no keys' : `the ${keys.length === 1 ? 'key' : 'keys'} ${listing(keys.map(code))}`;
    }
    case 'PersistentVolumeClaim': {
      const modes = listAt(value, ['spec', 'accessModes']).filter((mode) => typeof mode === 'string');
      const size = text('spec', 'resources', 'requests', 'storage');
      return listing([...(size === '' ? [] : [code(size)]), ...modes.map(code)]);
    }
    case 'StorageClass':
      return text('provisioner') === '' ? '' : `provisioner ${code(text('provisioner'))}`;
    case 'PriorityClass': {
      const priority = valueAt(value, ['value']);
      return typeof priority === 'number' ? `priority ${priority}` : '';
    }
    case 'Service':
      return serviceForm(found) === 'headless' ? 'headless' : code(text('spec', 'type') || 'ClusterIP');
    default:
      return '';
  }
}

/** A user's text as a block of code that ends where it should. */
function block(text: string): string {
  const short = text.length > maxValueLength ? `${text.slice(0, maxValueLength)}…` : text;
  const longest = Math.max(2, ...Array.from(short.matchAll(/`+/g), (run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${short.trimEnd()}\n${fence}`;
}
