import type { FieldPath } from '../../api/field.ts';
import type { ManifestSet, PlacedManifest } from '../manifestSet.ts';

/**
 * A place in a manifest that is about something with a name. What it is about is told by keys: places that share one belong
 * together.
 */
export interface Mention {
  readonly things: readonly string[];
  /** `definition`: the thing is what stands here. */
  readonly role: 'definition' | 'use';
  readonly path: FieldPath;
  /** Where the name stands: `pair` is a key with its value, as a label is. */
  readonly part: 'key' | 'value' | 'pair';
  /** The words of a longer text that are meant. */
  readonly words?: string;
  /** How many times the same words stand before them; none by itself. */
  readonly occurrence?: number;
  /** The field that a reader sees as a whole; the manifest for an empty path. By itself the field of `path`. */
  readonly whole?: FieldPath;
}

/** Finds the mentions of one sort in a manifest. */
export type MentionReader = (manifest: PlacedManifest, set: ManifestSet) => Mention[];

/** What has a name that is known in its Namespace; `namespace` is empty for kinds without. */
export function objectThing(kind: string, namespace: string, name: string): string {
  return ['object', kind, namespace, name].join('\n');
}

/** A key of a ConfigMap or a Secret. */
export function keyThing(kind: string, namespace: string, name: string, key: string): string {
  return ['key', kind, namespace, name, key].join('\n');
}

/** A port of a Service, by its name or its number. */
export function servicePortThing(namespace: string, service: string, port: string | number): string {
  return ['servicePort', namespace, service, typeof port, port].join('\n');
}

/** A part of the Pods of one manifest: a volume, a container, a port by name or number, a label. */
export function podThing(
  pods: PlacedManifest,
  sort: 'volume' | 'container' | 'port' | 'label',
  ...name: readonly (string | number)[]
): string {
  const { file, document, kind } = pods;
  const owner = [file, document.range.start, kind.kind, pods.namespace, pods.name];
  return [sort, ...owner, ...name.map((part) => `${typeof part} ${part}`)].join('\n');
}

/** What sort of thing a key is of; `kind` only for objects. */
export function sortOfThing(thing: string): { readonly sort: string; readonly kind: string } {
  const [sort = '', kind = ''] = thing.split('\n', 2);
  return { sort, kind: sort === 'object' ? kind : '' };
}
