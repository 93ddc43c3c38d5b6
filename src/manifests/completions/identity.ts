import { apiVersionOf, type KindInfo, servedKinds } from '../../api/kinds.ts';
import { typeSchema } from '../../api/schema.ts';
import type { CompletionPlace } from '../completionPlace.ts';
import type { TextEdit } from '../edits/textEdit.ts';
import { documentation } from '../markdown.ts';
import { textAt } from '../plainLookup.ts';
import { shapeOfField } from './fieldShapes.ts';
import { emptyMap, type Fields, hole, type Shape } from './shape.ts';
import { type Around, subjectAt } from './subject.ts';
import type { Suggestion } from './suggestion.ts';
import { allWholeManifests } from './wholeManifests/allWholeManifests.ts';
import { nearbyWorkload } from './wholeManifests/nearbyWorkload.ts';

/** Kinds that a cluster writes for itself. */
const rarelyWritten = new Set([
  'APIService',
  'ControllerRevision',
  'Endpoints',
  'EndpointSlice',
  'Event',
  'Lease',
  'Node',
]);

/** What makes a document a manifest, as long as its kind is not known: whole manifests, its fields, `apiVersion` and `kind`. */
export function identityOf(place: CompletionPlace, around: Around | undefined): Suggestion[] {
  const { part, path } = place;
  if (part === 'key') return path.length === 0 ? rootFields(place, around) : [];
  if (part !== 'value' || path.length !== 1) return [];
  if (path[0] === 'kind') return kinds(place);
  return path[0] === 'apiVersion' ? versions(place) : [];
}

function rootFields(place: CompletionPlace, around: Around | undefined): Suggestion[] {
  const { written, value, hasMore } = place;
  // Files of other programs are left alone.
  const isOther = written.length > 0 && !written.some((name) => ['apiVersion', 'kind', 'metadata'].includes(name));
  if (isOther || value === null || typeof value !== 'object' || Array.isArray(value)) return [];
  const kind = textAt(value, ['kind']);
  const info = kind === undefined ? undefined : servedKinds.find((known) => known.kind === kind);
  const shapes: Fields = {
    apiVersion: info ? apiVersionOf(info) : hole(),
    kind: hole(),
    metadata: { name: hole() },
  };
  const missing = Object.entries(shapes).filter(([name]) => !written.includes(name));
  const fields = missing.map(
    ([name, shape]): Suggestion => ({ label: name, fields: { [name]: hasMore ? emptyMap : shape }, kind: 'field' }),
  );
  const isEmpty = written.length === 0 && !hasMore && place.style === 'block' && place.quote === undefined;
  return isEmpty ? [...(place.isDocument ? wholes(place, around) : []), ...fields, ...begun(place)] : fields;
}

function wholes({ range }: CompletionPlace, around: Around | undefined): Suggestion[] {
  const all = allWholeManifests.map(({ label, summary, documents, forWorkload }): Suggestion => {
    const workload = forWorkload && around && nearbyWorkload(around, range.start, label);
    const fitting = workload && forWorkload?.(workload);
    const usual = documents.length > 1 ? 'whole manifests' : 'a whole manifest';
    return {
      label,
      documents: fitting ? [fitting] : documents,
      detail: fitting ? `for ${workload?.kind} ${workload?.name}` : usual,
      documentation: summary,
      kind: 'manifest',
    };
  });
  const isFitting = ({ detail = '' }: Suggestion) => Number(detail.startsWith('for '));
  return all.toSorted((a, b) => isFitting(b) - isFitting(a));
}

/** The beginnings of the kinds that are not offered whole. */
function begun(place: CompletionPlace): Suggestion[] {
  const whole = new Set(allWholeManifests.flatMap(({ documents }) => documents.map(({ kind }) => kind as Shape)));
  return servedKinds
    .filter(({ kind, storedAs }) => !whole.has(kind) && !rarelyWritten.has(kind) && storedAs === undefined)
    .map((info) => ({
      label: info.kind,
      fields: { apiVersion: apiVersionOf(info), kind: info.kind, metadata: { name: hole() }, ...bodyOf(info, place) },
      detail: apiVersionOf(info),
      documentation: documentation(typeSchema(info.type).doc),
      kind: 'manifest',
    }));
}

/** What a manifest of the kind needs beside its name. */
function bodyOf(info: KindInfo, place: CompletionPlace): Fields {
  const subject = subjectAt({ ...place, value: {} }, info, undefined);
  const body: Record<string, Shape> = {};
  for (const field of typeSchema(info.type).fields.values()) {
    const isIdentity = ['apiVersion', 'kind', 'metadata', 'status'].includes(field.name);
    if (!subject || isIdentity || !(field.required || ['spec', 'rules', 'subjects'].includes(field.name))) continue;
    body[field.name] = shapeOfField(info.type, field, subject);
  }
  return body;
}

function kinds(place: CompletionPlace): Suggestion[] {
  const apiVersion = textAt(place.value, ['apiVersion']);
  const fitting = servedKinds.filter((info) => apiVersion === undefined || apiVersionOf(info) === apiVersion);
  const offered = apiVersion === undefined ? fitting.filter(({ storedAs }) => storedAs === undefined) : fitting;
  return offered
    .toSorted((a, b) => rankOf(a) - rankOf(b))
    .map((info) => ({
      label: info.kind,
      value: info.kind,
      detail: apiVersionOf(info),
      documentation: documentation(typeSchema(info.type).doc),
      edits: apiVersion === undefined ? versionEdits(place, info) : [],
    }));
}

/** Writes the `apiVersion` that belongs to a kind: where the field is there without a value, or as a field before the kind. */
function versionEdits(place: CompletionPlace, info: KindInfo): TextEdit[] {
  const version = apiVersionOf(info);
  const written = place.writtenAt('apiVersion');
  if (written?.value) return [];
  if (written) return [{ range: { start: written.key.end + 1, end: written.key.end + 1 }, newText: ` ${version}` }];
  const kind = place.writtenAt('kind');
  if (!kind) return [];
  const at = { start: kind.key.start, end: kind.key.start };
  const quote = place.quote === '"' && place.style === 'flow' ? '"' : '';
  const field = `${quote}apiVersion${quote}: ${quote}${version}${quote}`;
  return [{ range: at, newText: place.style === 'flow' ? `${field}, ` : `${field}\n${place.indentOf(at.start)}` }];
}

function versions({ value }: CompletionPlace): Suggestion[] {
  const name = textAt(value, ['kind']);
  const named = servedKinds.filter((info) => info.kind === name);
  const fitting = named.length > 0 ? named : servedKinds;
  // The main name first: autoscaling/v2 before v1.
  const isOther = (info: KindInfo) => Number(name !== undefined && info.storedAs !== undefined);
  const found = fitting.toSorted((a, b) => isOther(a) - isOther(b) || rankOf(a) - rankOf(b));
  return [...new Set(found.map(apiVersionOf))].map((version) => {
    const kindsOf = found.filter((info) => apiVersionOf(info) === version).map(({ kind }) => kind);
    const more = kindsOf.length > maxKindsNamed ? ', …' : '';
    return { label: version, value: version, detail: `${kindsOf.slice(0, maxKindsNamed).join(', ')}${more}` };
  });
}

/** Beside an apiVersion. */
const maxKindsNamed = 4;

/** Kinds in the order of learning; then all others, and last what only a cluster writes. */
const byLearning = [...new Set(allWholeManifests.flatMap(({ documents }) => documents.map(({ kind }) => kind)))];

function rankOf({ kind }: KindInfo): number {
  if (rarelyWritten.has(kind)) return byLearning.length + 1;
  const found = byLearning.indexOf(kind);
  return found < 0 ? byLearning.length : found;
}
