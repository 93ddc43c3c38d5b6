import type { FieldPath } from '../api/field.ts';
import { apiVersionOf, servedKinds } from '../api/kinds.ts';
import { type FieldSchema, type FieldType, fieldAt } from '../api/schema.ts';
import { type CompletionPlace, completionPlace } from './completionPlace.ts';
import { fieldsAt, typeAt } from './fieldNames.ts';
import { documentation } from './markdown.ts';
import { textAt } from './plainLookup.ts';
import { podSpecPath } from './podSpecs.ts';
import type { TextRange } from './textRange.ts';
import { volumesOf } from './volumes.ts';

/** One thing that may be written at the cursor. Lists are in the order in which they should be shown. */
export interface Completion {
  readonly label: string;
  /** Replaces `range`; further lines are indented relative to the cursor's line. */
  readonly insertText: string;
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  readonly range: TextRange;
  readonly kind: 'field' | 'value' | 'reference';
}

/** What may be written at an offset: fields that are missing, the values of closed sets, names of the Pod's volumes. */
export function completionsAt(text: string, offset: number): Completion[] {
  const place = completionPlace(text, offset);
  if (!place) return [];
  return place.part === 'key' ? fieldCompletions(place) : valueCompletions(place);
}

function fieldCompletions(place: CompletionPlace): Completion[] {
  const { kind, path, written, range } = place;
  if (!kind) return path.length === 0 ? identityFields(place) : [];
  const fields = [...(fieldsAt(kind.type, path)?.values() ?? [])].filter(({ name }) => !written.includes(name));
  // What the system writes is no field for a manifest.
  const writable = fields.filter(({ name }) => !(path.length === 0 && name === 'status') && !isSetBySystem(path, name));
  return writable
    .sort((a, b) => Number(b.required) - Number(a.required) || (a.name < b.name ? -1 : 1))
    .map((field) => ({
      label: field.name,
      insertText: place.hasMore ? field.name : `${field.name}${opening(field.type, place.extraIndent)}`,
      detail: field.required ? 'required' : typeName(field.type),
      documentation: documentation(field.doc),
      range,
      kind: 'field' as const,
    }));
}

const systemFields = new Set([
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'uid',
]);

function isSetBySystem(path: FieldPath, name: string): boolean {
  return path.at(-1) === 'metadata' && systemFields.has(name);
}

/** What follows a key: its value on the same line, or the start of a block. */
function opening(type: FieldType, extraIndent: number): string {
  const indent = ' '.repeat(extraIndent + 2);
  if (type.kind === 'object' || type.kind === 'map') return `:\n${indent}`;
  if (type.kind === 'list') return `:\n${indent}- `;
  return ': ';
}

function typeName(type: FieldType): string {
  return type.kind === 'object' ? type.type : type.kind;
}

function identityFields({ written, range, value, hasMore }: CompletionPlace): Completion[] {
  // Files of other programs are left alone.
  const isOther =
    written.length > 0 && !written.some((name) => name === 'apiVersion' || name === 'kind' || name === 'metadata');
  if (isOther || value === null || typeof value !== 'object') return [];
  return ['apiVersion', 'kind', 'metadata']
    .filter((name) => !written.includes(name))
    .map((name) => {
      const rest = name === 'metadata' ? ':\n  name: ' : ': ';
      return { label: name, insertText: hasMore ? name : `${name}${rest}`, range, kind: 'field' as const };
    });
}

function valueCompletions(place: CompletionPlace): Completion[] {
  const { kind, path, range, value } = place;
  const simple = (label: string, kindOfValue: 'value' | 'reference', detail?: string): Completion => ({
    label,
    insertText: label,
    range,
    kind: kindOfValue,
    ...(detail && { detail }),
  });
  if (path.length === 1 && path[0] === 'kind') {
    const apiVersion = textAt(value, ['apiVersion']);
    const fitting = servedKinds.filter((info) => apiVersion === undefined || apiVersionOf(info) === apiVersion);
    return fitting.map((info) => simple(info.kind, 'value', apiVersionOf(info)));
  }
  if (path.length === 1 && path[0] === 'apiVersion') {
    const name = textAt(value, ['kind']);
    const named = servedKinds.filter((info) => info.kind === name);
    const fitting = named.length > 0 ? named : servedKinds;
    return [...new Set(fitting.map(apiVersionOf))].map((version) => simple(version, 'value'));
  }
  if (!kind) return [];
  const field = fieldAt(kind.type, path);
  if (!field) return [];
  const podSpec = podSpecPath(kind);
  const owner = typeAt(kind.type, path.slice(0, -1));
  if (podSpec && owner?.kind === 'object' && owner.type === 'VolumeMount' && field.name === 'name') {
    return volumesOf(value, podSpec).map(({ name, source }) => simple(name, 'reference', source));
  }
  return valuesOf(field).map((text) => simple(text, 'value'));
}

function valuesOf(field: FieldSchema): readonly string[] {
  if (field.type.kind === 'boolean') return ['true', 'false'];
  return (field.values ?? []).filter((text) => text !== '');
}
