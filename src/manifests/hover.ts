import type { FieldPath } from '../api/field.ts';
import { type FieldType, fieldAt } from '../api/schema.ts';
import { changeText } from './changes.ts';
import { defaultOf } from './defaults.ts';
import { typeAt } from './fieldNames.ts';
import { acrossHovers } from './hovers/across/acrossHovers.ts';
import { allHovers } from './hovers/allHovers.ts';
import type { HoverContext, HoverSurroundings } from './hovers/subject.ts';
import { documentAt, type ManifestFile } from './manifestFile.ts';
import { code, documentation, link } from './markdown.ts';
import { meaningOfNothing } from './meaningOfNothing.ts';
import { pageOf } from './pages.ts';
import type { TextRange } from './textRange.ts';
import { closedValuesOf } from './valueMeanings.ts';

/** What a hover shows and the text that it is about. The Markdown holds no HTML and no commands. */
export interface ManifestHover {
  readonly range: TextRange;
  readonly markdown: string;
}

/** Explains the field at an offset; undefined outside the fields of served kinds. */
export function hoverAt(
  file: ManifestFile,
  offset: number,
  surroundings: HoverSurroundings = {},
): ManifestHover | undefined {
  const document = documentAt(file, offset);
  if (!document?.kind || document.parsed.template) return undefined;
  const found = document.pathAt(offset);
  if (!found) return undefined;
  const named = nearestField(document.kind.type, found.path);
  const owner = typeAt(document.kind.type, named.slice(0, -1));
  const field = fieldAt(document.kind.type, named);
  if (owner?.kind !== 'object' || !field) return undefined;
  const context: HoverContext = {
    ...surroundings,
    document,
    kind: document.kind,
    path: named,
    field,
    ownerType: owner.type,
    touched: found,
  };
  const { title, address } = pageOf(document.kind, owner.type, field.name);
  const parts = [
    heading(context),
    ...[...allHovers, ...acrossHovers].map((subject) => subject(context)),
    documentation(field.doc),
    valuesText(context),
    changeText(context),
    link(title, address),
  ];
  return {
    range: found.range,
    markdown: parts.filter((part) => part !== undefined && part !== '').join('\n\n'),
  };
}

/** `**limits** map of quantity`; at a key of the map `**limits** · memory quantity`. */
function heading({ field, path, touched }: HoverContext): string {
  const { name, type, required } = field;
  const key = touched.path.length === path.length + 1 ? touched.path.at(-1) : undefined;
  const named = type.kind === 'map' && typeof key === 'string' ? ` · ${code(key)}` : '';
  const shown = type.kind === 'map' && named !== '' ? type.of : type;
  return `**${name}**${named} \`${typeText(shown)}\`${required ? ' · required' : ''}`;
}

/** The field that an item or a map's key belongs to: of `command[0]` it is `command`, of `labels.app` it is `labels`. */
function nearestField(type: string, path: FieldPath): FieldPath {
  const length = path.findLastIndex(
    (segment, index) => typeof segment === 'string' && typeAt(type, path.slice(0, index))?.kind === 'object',
  );
  return path.slice(0, length + 1);
}

function typeText(type: FieldType): string {
  if (type.kind === 'list') return `list of ${typeText(type.of)}`;
  if (type.kind === 'map') return `map of ${typeText(type.of)}`;
  if (type.kind === 'object') return type.type;
  if (type.kind === 'intOrString') return 'integer or string';
  return type.kind;
}

function valuesText({ document, kind, ownerType, field, path }: HoverContext): string {
  const sentences: string[] = [];
  const values = field.values ?? closedValuesOf(ownerType, field.name);
  if (values) sentences.push(`Allowed: ${values.map((value) => code(value || '""')).join(', ')}.`);
  const unset = meaningOfNothing(kind, ownerType, field.name);
  const byDefault = unset === undefined ? defaultOf(document, path) : undefined;
  if (unset !== undefined) sentences.push(`If it is left out: ${unset}.`);
  else if (byDefault !== undefined) sentences.push(`Default: ${code(byDefault || '""')}.`);
  return sentences.join(' ');
}
