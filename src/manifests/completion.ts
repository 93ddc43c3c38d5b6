import { type CompletionPlace, completionPlace } from './completionPlace.ts';
import { allSuggesters } from './completions/allSuggesters.ts';
import { identityOf } from './completions/identity.ts';
import {
  documentsText,
  fieldsText,
  itemText,
  type ShapeText,
  valueText,
  type Writing,
} from './completions/shapeText.ts';
import { type Around, subjectAt } from './completions/subject.ts';
import type { Suggestion } from './completions/suggestion.ts';
import type { TextEdit } from './edits/textEdit.ts';
import { quoted, scalarText } from './edits/yamlText.ts';
import type { TextRange } from './textRange.ts';

/** One thing that may be written at the cursor. Lists are in the order in which they should be shown. */
export interface Completion {
  readonly label: string;
  /** Replaces `range`; further lines are indented relative to the cursor's line. Lines end in `\n`, whatever the file's do. */
  readonly insertText: string;
  /** The same as a snippet for VS Code, where there are places to fill in. */
  readonly snippet?: string;
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  readonly range: TextRange;
  readonly kind: 'field' | 'value' | 'reference' | 'manifest';
  /** Changes elsewhere in the file that belong to it. */
  readonly edits?: readonly TextEdit[];
}

/** What is offered at once; nobody reads more. */
const maxCompletions = 1000;
/** Letters of a label. */
const maxLabelLength = 200;

/**
 * What may be written at an offset: fields that are missing, with what belongs to them; values with what they mean; names of what
 * stands elsewhere in the manifest or, where they are given, in the manifests around; whole manifests. Never throws.
 */
export function completionsAt(text: string, offset: number, around?: Around): Completion[] {
  const place = completionPlace(text, offset);
  if (!place) return [];
  const completions: Completion[] = [];
  const seen = new Set<string>();
  for (const suggestion of suggestionsAt(place, around)) {
    const written = writtenForm(suggestion, place);
    const isNew = suggestion.label.trim() !== '' && !seen.has(suggestion.label);
    if (!written || !isNew || completions.length >= maxCompletions) continue;
    seen.add(suggestion.label);
    completions.push(completionOf(suggestion, written, place.range));
  }
  return completions;
}

function suggestionsAt(place: CompletionPlace, around: Around | undefined): readonly Suggestion[] {
  if (!place.kind) return identityOf(place, around);
  // The system writes it.
  if (place.path[0] === 'status') return [];
  const subject = subjectAt(place, place.kind, around);
  return subject ? allSuggesters.flatMap((suggest) => suggest(subject)) : [];
}

/** The suggestion as the place wants it; undefined where it does not fit. */
function writtenForm(suggestion: Suggestion, place: CompletionPlace): ShapeText | undefined {
  const writing: Writing = { style: place.style, indent: place.extraIndent };
  if ('documents' in suggestion) return place.part === 'key' ? documentsText(suggestion.documents) : undefined;
  if ('fields' in suggestion) {
    if (place.part !== 'key') return undefined;
    return place.hasMore ? keyOnly(suggestion.fields, place) : fieldsText(suggestion.fields, writing);
  }
  const isItem = place.part === 'item';
  if ('item' in suggestion) {
    if (!isItem) return undefined;
    return place.style === 'block' ? itemText(suggestion.item, writing) : valueText(suggestion.item, writing);
  }
  if (place.part === 'key') return undefined;
  if (isItem && place.style === 'block') return itemText(suggestion.value, writing);
  const cannotBeQuoted = place.quote === "'" && /[\0-\x1f\x7f-\x9f\u2028\u2029]/.test(String(suggestion.value));
  return cannotBeQuoted ? undefined : { plain: wordText(suggestion.value, place.quote) };
}

function keyOnly(fields: object, { quote }: CompletionPlace): ShapeText | undefined {
  const [name, ...others] = Object.keys(fields);
  return name === undefined || others.length > 0 ? undefined : { plain: wordText(name, quote) };
}

function wordText(value: string | number | boolean, quote: '"' | "'" | undefined): string {
  if (quote === '"') return quoted(String(value)).slice(1, -1);
  return quote === "'" ? String(value).replaceAll("'", "''") : scalarText(value, 'yaml');
}

function completionOf(suggestion: Suggestion, { plain, snippet }: ShapeText, range: TextRange): Completion {
  const { detail, documentation, edits, kind } = suggestion;
  return {
    label: oneLine(suggestion.label),
    insertText: plain,
    ...(snippet !== undefined && { snippet }),
    ...(detail && { detail: oneLine(detail) }),
    ...(documentation && {
      documentation: 'documents' in suggestion ? withPreview(documentation, plain) : documentation,
    }),
    range,
    kind: kind ?? ('fields' in suggestion ? 'field' : 'value'),
    ...(edits && edits.length > 0 && { edits }),
  };
}

function withPreview(documentation: string, text: string): string {
  return `${documentation}\n\n\`\`\`yaml\n${text}\`\`\``;
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > maxLabelLength ? `${line.slice(0, maxLabelLength)}…` : line;
}
