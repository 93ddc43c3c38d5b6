import { isMap, isSeq } from 'yaml';
import { columnOf } from './lines.ts';
import { type Slot, slotAt, slotsOf, type WrittenTree } from './writtenTree.ts';

/** How the writer of a document writes. */
export interface TextStyle {
  readonly lineEnd: '\n' | '\r\n';
  /** Blanks that a map stands deeper than its key. */
  readonly indentColumns: number;
  /** The same of a list: 0 where its dashes stand below the key. */
  readonly listIndentColumns: number;
  readonly language: 'json' | 'yaml';
}

/** Objects that are looked at before the usual is taken. */
const maxLooks = 2000;

/** The style of the first map and the first list that tell it. */
export function styleOf(tree: WrittenTree): TextStyle {
  const root = slotAt(tree, []);
  const lineEnd = /\r?\n/.exec(tree.text)?.[0] === '\r\n' ? '\r\n' : '\n';
  let ofMaps: number | undefined;
  let ofLists: number | undefined;
  const waiting: Slot[] = root ? [root] : [];
  for (let looks = 0; looks < maxLooks && waiting.length > 0; looks++) {
    const slot = waiting.shift() as Slot;
    const inside = slotsOf(slot) ?? [];
    const first = inside[0];
    waiting.push(...inside.slice(0, 50));
    if (slot.kind !== 'pair' || !first || slot.parent?.value === undefined) continue;
    const distance = columnOf(tree.text, first.start) - columnOf(tree.text, slot.start);
    const isBlock =
      first.kind === 'pair' ? isMap(slot.value) && !slot.value.flow : isSeq(slot.value) && !slot.value.flow;
    if (!isBlock || distance < 0 || distance > 8) continue;
    if (first.kind === 'pair' && distance > 0) ofMaps ??= distance;
    if (first.kind === 'item') ofLists ??= distance;
    if (ofMaps !== undefined && ofLists !== undefined) break;
  }
  const indentColumns = ofMaps ?? (ofLists || 2);
  return { lineEnd, indentColumns, listIndentColumns: ofLists ?? indentColumns, language: languageOf(root) };
}

function languageOf(root: Slot | undefined): TextStyle['language'] {
  if (!root || !isMap(root.value) || !root.value.flow) return 'yaml';
  const key: unknown = root.value.items[0]?.key;
  const isQuoted = key !== null && typeof key === 'object' && 'type' in key && key.type === 'QUOTE_DOUBLE';
  return isQuoted || root.value.items.length === 0 ? 'json' : 'yaml';
}
