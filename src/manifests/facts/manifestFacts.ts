import type { ParsedDocument } from '../parsedDocument.ts';
import { type ObjectReference, objectReferences } from './objectReferences.ts';
import { type WrittenPods, writtenPods } from './podTemplate.ts';
import { type TypedObject, typedObjects } from './typedFields.ts';
import { type WrittenSelector, writtenSelectors } from './writtenSelectors.ts';

/** What one manifest says that others may need, whatever stands around it. */
export interface ManifestFacts {
  readonly objects: readonly TypedObject[];
  readonly pods: WrittenPods | undefined;
  readonly references: readonly ObjectReference[];
  readonly selectors: readonly WrittenSelector[];
}

const known = new WeakMap<ParsedDocument, ManifestFacts>();

/** The facts of a document of a served kind; of any other there are none. The same document gives the same facts. */
export function factsOf(parsed: ParsedDocument): ManifestFacts {
  let facts = known.get(parsed);
  if (!facts) {
    const { kind, value } = parsed;
    const objects = kind && !parsed.template ? typedObjects(value, kind.type) : [];
    facts = {
      objects,
      pods: kind && writtenPods(kind, value),
      references: objectReferences(objects),
      selectors: writtenSelectors(objects),
    };
    known.set(parsed, facts);
  }
  return facts;
}
