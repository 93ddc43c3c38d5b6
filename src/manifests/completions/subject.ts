import type { FieldPath } from '../../api/field.ts';
import type { KindInfo } from '../../api/kinds.ts';
import { type FieldSchema, type FieldType, hasType, typeSchema } from '../../api/schema.ts';
import type { CompletionPlace } from '../completionPlace.ts';
import { type WrittenPods, writtenPods } from '../facts/podTemplate.ts';
import { type ManifestSet, noFile, type PlacedManifest } from '../manifestSet.ts';
import { textAt, valueAt } from '../plainLookup.ts';

/** The manifests around, as they were read last, and the name of this file among them. */
export interface Around {
  readonly set: ManifestSet;
  readonly file: string;
}

/** A field of a type, and where the object stands that has it. */
export interface Holder {
  /** The type that has the field: `Container`. */
  readonly owner: string;
  readonly field: string;
  /** Where the owner's object stands. */
  readonly path: FieldPath;
}

/** A place in a manifest of a served kind, with all that suggesters ask about it. */
export interface Subject {
  readonly place: CompletionPlace;
  readonly kind: KindInfo;
  readonly value: unknown;
  /** The nearest field above or at the place, as `Container.volumeMounts`; empty at the root of the manifest. */
  readonly name: string;
  /** The fields on the way to the place, the nearest last. */
  readonly holders: readonly Holder[];
  readonly schema: FieldSchema | undefined;
  /** What may stand at the place's path. */
  readonly type: FieldType;
  /** Its object's Namespace; empty for kinds without. */
  readonly namespace: string;
  /** The manifest's own Pods, half written as they are. */
  readonly pods: WrittenPods | undefined;
  readonly around: Around | undefined;
  /** Manifests of the set without this one; those of its own Namespace first, and of its own file before all others. */
  others(kind?: string): readonly PlacedManifest[];
}

/** What is known of a place; undefined where the schema knows nothing of it. */
export function subjectAt(place: CompletionPlace, kind: KindInfo, around: Around | undefined): Subject | undefined {
  const { value, path } = place;
  let type: FieldType = { kind: 'object', type: kind.type };
  let schema: FieldSchema | undefined;
  const holders: Holder[] = [];
  for (const [index, segment] of path.entries()) {
    if (typeof segment === 'string' && type.kind === 'object') {
      if (!hasType(type.type)) return undefined;
      schema = typeSchema(type.type).fields.get(segment);
      if (!schema) return undefined;
      holders.push({ owner: type.type, field: segment, path: path.slice(0, index) });
      type = schema.type;
    } else if (typeof segment === 'number' && type.kind === 'list') type = type.of;
    else if (typeof segment === 'string' && type.kind === 'map') type = type.of;
    else return undefined;
  }
  const holder = holders.at(-1);
  const namespace = kind.namespaced ? textAt(value, ['metadata', 'namespace']) || usualNamespace(around) : '';
  const listings = new Map<string | undefined, readonly PlacedManifest[]>();
  return {
    place,
    kind,
    value,
    name: holder ? `${holder.owner}.${holder.field}` : '',
    holders,
    schema,
    type,
    namespace,
    pods: writtenPods(kind, value),
    around,
    others(ofKind) {
      let listed = listings.get(ofKind);
      if (!listed) {
        listed = around ? listOthers(around, ofKind, place, kind, namespace) : [];
        listings.set(ofKind, listed);
      }
      return listed;
    },
  };
}

/** Where what names no Namespace will be, told by another manifest of the file. */
function usualNamespace(around: Around | undefined): string {
  const silent = around?.set.inFile(around.file).find(({ kind, document }) => kind.namespaced && !document.namespace);
  return silent?.namespace ?? 'default';
}

/** Manifests of a set that one completion looks at. */
const maxOthers = 2000;

function listOthers(
  { set, file }: Around,
  ofKind: string | undefined,
  { value, isDocument }: CompletionPlace,
  kind: KindInfo,
  namespace: string,
): PlacedManifest[] {
  const name = textAt(value, ['metadata', 'name']) ?? '';
  const isSelf = (other: PlacedManifest) =>
    isDocument && other.file === file && other.kind === kind && other.name === name && other.namespace === namespace;
  const ranked: PlacedManifest[][] = [[], [], [], []];
  for (const other of ofKind === undefined ? set.manifests : set.ofKind(ofKind)) {
    if (isSelf(other)) continue;
    ranked[(other.namespace === namespace ? 0 : 2) + (other.file === file ? 0 : 1)]?.push(other);
  }
  return ranked.flat().slice(0, maxOthers);
}

/** The nearest object of a type that the place is in: the `Container` around a probe. */
export function enclosing(
  subject: Subject,
  owner: string,
): { readonly path: FieldPath; readonly value: unknown } | undefined {
  const { type, value, place } = subject;
  if (type.kind === 'object' && type.type === owner) return { path: place.path, value: valueAt(value, place.path) };
  const holder = subject.holders.findLast((one) => one.owner === owner);
  return holder && { path: holder.path, value: valueAt(value, holder.path) };
}

/** Where something stands, for the words beside a label: its Namespace where it is another, and the last part of its file's name. */
export function fileWords({ file, namespace }: PlacedManifest, own: string): string {
  const words = file === noFile ? 'in the cluster' : file.slice(file.lastIndexOf('/') + 1);
  return namespace === own || namespace === '' ? words : `Namespace ${namespace}, ${words}`;
}
