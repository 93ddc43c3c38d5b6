/** Lines around a change that `diff -u` shows. */
const contextLines = 3;

interface Edit {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
}

/** The hunks of `diff -u` between two texts; empty where they are equal. */
export function unifiedHunks(before: string, after: string): string {
  const edits = editsBetween(linesOf(before), linesOf(after));
  const changed = edits.flatMap((edit, index) => (edit.mark === ' ' ? [] : [index]));
  let text = '';
  for (let next = 0; next < changed.length; ) {
    const first = Math.max(0, (changed[next] as number) - contextLines);
    let last = changed[next] as number;
    while (next < changed.length && (changed[next] as number) - last <= 2 * contextLines) {
      last = changed[next] as number;
      next += 1;
    }
    text += hunkText(edits, first, Math.min(edits.length, last + contextLines + 1));
  }
  return text;
}

function hunkText(edits: readonly Edit[], first: number, end: number): string {
  const count = (from: number, to: number, mark: '-' | '+') =>
    edits.slice(from, to).filter((edit) => edit.mark === ' ' || edit.mark === mark).length;
  const range = (mark: '-' | '+') => {
    const length = count(first, end, mark);
    const start = count(0, first, mark) + (length === 0 ? 0 : 1);
    return length === 1 ? `${start}` : `${start},${length}`;
  };
  const lines = edits.slice(first, end).map((edit) => `${edit.mark}${edit.text}\n`);
  return `@@ -${range('-')} +${range('+')} @@\n${lines.join('')}`;
}

/** The longest common lines stay; what is left goes or comes. */
function editsBetween(before: readonly string[], after: readonly string[]): Edit[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let tail = 0;
  while (
    tail < before.length - start &&
    tail < after.length - start &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    tail += 1;
  }
  const [old, young] = [before.slice(start, before.length - tail), after.slice(start, after.length - tail)];
  const kept = (lines: readonly string[]): Edit[] => lines.map((text) => ({ mark: ' ', text }));
  return [...kept(before.slice(0, start)), ...middleEdits(old, young), ...kept(before.slice(before.length - tail))];
}

function middleEdits(old: readonly string[], young: readonly string[]): Edit[] {
  const width = young.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = young.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        old[i] === young[j]
          ? (lengths[(i + 1) * width + j + 1] as number) + 1
          : Math.max(lengths[(i + 1) * width + j] as number, lengths[i * width + j + 1] as number);
    }
  }
  const edits: Edit[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < young.length) {
    if (i < old.length && j < young.length && old[i] === young[j]) {
      edits.push({ mark: ' ', text: old[i] as string });
      i += 1;
      j += 1;
    } else if (
      j >= young.length ||
      (i < old.length && (lengths[(i + 1) * width + j] as number) >= (lengths[i * width + j + 1] as number))
    ) {
      edits.push({ mark: '-', text: old[i] as string });
      i += 1;
    } else {
      edits.push({ mark: '+', text: young[j] as string });
      j += 1;
    }
  }
  return edits;
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}
