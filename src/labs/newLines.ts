/** A line of a text; `isNew` where the text before did not have it. */
export interface MarkedLine {
  readonly text: string;
  readonly isNew: boolean;
}

/** The lines of a text, marked where they are more than the text before had of them. */
export function newLines(before: string, after: string): MarkedLine[] {
  const left = new Map<string, number>();
  for (const line of before.split('\n')) left.set(line, (left.get(line) ?? 0) + 1);
  return after
    .replace(/\n$/, '')
    .split('\n')
    .map((text) => {
      const count = left.get(text) ?? 0;
      if (count > 0) left.set(text, count - 1);
      return { text, isNew: count === 0 };
    });
}
