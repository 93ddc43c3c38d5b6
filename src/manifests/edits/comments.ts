import { columnOf, isFirstInLine, startOfLine, startOfNextLine } from './lines.ts';
import { type Slot, slotsOf, type WrittenTree } from './writtenTree.ts';

/**
 * The start of the comments that belong to a slot: those right above it, as deep as it. What stands at the top of a file speaks
 * of the whole file. Without any, the start of its line.
 */
export function commentsAbove({ text }: WrittenTree, slot: Slot): number {
  let start = startOfLine(text, slot.start);
  const isFirstOfFile = slot.index === 0 && slot.parent?.kind === 'root';
  if (isFirstOfFile || !isFirstInLine(text, slot.start)) return start;
  const before = slot.parent && slotsOf(slot.parent)?.[slot.index - 1];
  const floor = before ? before.end : (slot.parent?.valueAt ?? slot.parent?.start ?? 0);
  const column = columnOf(text, slot.start);
  while (start > 0) {
    const above = startOfLine(text, start - 1);
    const line = text.slice(above, start);
    if (above < floor || !/^[ \t]*#/.test(line) || line.search(/#/) !== column) break;
    start = above;
  }
  return start;
}

/** Where the comments end that stand right below a slot and deeper than `column`: they speak of what is in it. */
export function endOfDeeperComments({ text }: WrittenTree, from: number, column: number): number {
  let end = from;
  for (let next = startOfNextLine(text, end); next < text.length; next = startOfNextLine(text, next)) {
    const match = /^( *)#[^\r\n]*/.exec(text.slice(next, startOfNextLine(text, next)));
    if (!match || (match[1]?.length ?? 0) <= column) break;
    end = next + match[0].length;
  }
  return end;
}
