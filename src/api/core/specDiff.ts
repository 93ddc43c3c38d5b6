/** How many equal lines stand around a change. */
const context = 3;

/** Two values as indented JSON, and how they differ: a unified diff without file names, as the server's messages end. */
export function specDiff(before: unknown, after: unknown): string {
  return unifiedDiff(JSON.stringify(before, null, 1).split('\n'), JSON.stringify(after, null, 1).split('\n'));
}

interface Line {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
}

function unifiedDiff(before: readonly string[], after: readonly string[]): string {
  const lines = compareLines(before, after);
  let out = '';
  let [oldLine, newLine] = [1, 1];
  for (let i = 0; i < lines.length; ) {
    const next = lines.findIndex((line, at) => at >= i && line.mark !== ' ');
    if (next < 0) break;
    const start = Math.max(i, next - context);
    [oldLine, newLine] = [oldLine + start - i, newLine + start - i];
    const end = hunkEnd(lines, next);
    const hunk = lines.slice(start, end);
    const [oldCount, newCount] = [hunk.filter(({ mark }) => mark !== '+'), hunk.filter(({ mark }) => mark !== '-')];
    out += `@@ -${oldLine},${oldCount.length} +${newLine},${newCount.length} @@\n`;
    out += hunk.map(({ mark, text }) => `${mark}${text}\n`).join('');
    [oldLine, newLine] = [oldLine + oldCount.length, newLine + newCount.length];
    i = end;
  }
  return out;
}

/** A hunk goes on while the next change is near. */
function hunkEnd(lines: readonly Line[], first: number): number {
  let last = first;
  for (let i = first; i < lines.length && i <= last + 2 * context + 1; i++) if (lines[i]?.mark !== ' ') last = i;
  return Math.min(lines.length, last + 1 + context);
}

/** The longest common lines stay; what is between them goes and comes. */
function compareLines(before: readonly string[], after: readonly string[]): Line[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const kept = (texts: readonly string[]): Line[] => texts.map((text) => ({ mark: ' ', text }));
  const middle = compareMiddle(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  return [...kept(before.slice(0, head)), ...middle, ...kept(before.slice(before.length - tail))];
}

/** More would cost too much for a message that nobody reads. */
const maxCells = 4_000_000;

function compareMiddle(before: readonly string[], after: readonly string[]): Line[] {
  const goes: Line[] = before.map((text) => ({ mark: '-', text }));
  const comes: Line[] = after.map((text) => ({ mark: '+', text }));
  if (before.length * after.length > maxCells) return [...goes, ...comes];
  const width = after.length + 1;
  const common = new Int32Array((before.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      common[i * width + j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < before.length && j < after.length) {
    if (before[i] === after[j]) {
      lines.push({ mark: ' ', text: before[i] ?? '' });
      [i, j] = [i + 1, j + 1];
    } else if (at(i + 1, j) >= at(i, j + 1)) lines.push({ mark: '-', text: before[i++] ?? '' });
    else lines.push({ mark: '+', text: after[j++] ?? '' });
  }
  return [...lines, ...goes.slice(i), ...comes.slice(j)];
}
