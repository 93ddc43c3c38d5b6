import type { WorkLimit } from '../exhaustion.ts';

/** What became of a line. */
export interface Edit {
  readonly kind: 'same' | 'removed' | 'added';
  readonly line: string;
}

/** How one text becomes the other, with as few changes as possible (Myers' algorithm). */
export function editsOf(
  before: readonly string[],
  after: readonly string[],
  fold: (line: string) => string,
  work: WorkLimit,
): Edit[] {
  const a = before.map(fold);
  const b = after.map(fold);
  const trail = furthestPoints(a, b, work);
  const edits: Edit[] = [];
  let x = a.length;
  let y = b.length;
  for (let d = trail.length - 1; d >= 0; d--) {
    const reached = trail[d] as ReadonlyMap<number, number>;
    const k = x - y;
    const down = k === -d || (k !== d && (reached.get(k - 1) ?? -1) < (reached.get(k + 1) ?? -1));
    const fromK = down ? k + 1 : k - 1;
    const fromX = d === 0 ? 0 : (reached.get(fromK) ?? 0);
    const fromY = d === 0 ? 0 : fromX - fromK;
    while (x > fromX && y > fromY) {
      x -= 1;
      y -= 1;
      edits.push({ kind: 'same', line: after[y] as string });
    }
    if (d === 0) break;
    if (down) edits.push({ kind: 'added', line: after[--y] as string });
    else edits.push({ kind: 'removed', line: before[--x] as string });
  }
  return removalsFirst(edits.reverse());
}

/** For each number of changes, how far along each diagonal one gets with one change less. */
function furthestPoints(a: readonly string[], b: readonly string[], work: WorkLimit): Map<number, number>[] {
  const trail: Map<number, number>[] = [];
  let reached = new Map<number, number>();
  for (let d = 0; d <= a.length + b.length; d++) {
    trail.push(reached);
    const next = new Map<number, number>();
    work.take(d + 1);
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (reached.get(k - 1) ?? -1) < (reached.get(k + 1) ?? -1));
      let x = d === 0 ? 0 : down ? (reached.get(k + 1) ?? 0) : (reached.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) {
        x += 1;
        work.take(1);
      }
      next.set(k, x);
      if (x >= a.length && x - k >= b.length) return trail;
    }
    reached = next;
  }
  return trail;
}

/** Within one run of changes what is removed stands before what is added. */
function removalsFirst(edits: readonly Edit[]): Edit[] {
  const ordered: Edit[] = [];
  let added: Edit[] = [];
  for (const edit of edits) {
    if (edit.kind === 'added') added.push(edit);
    else {
      if (edit.kind === 'same') {
        ordered.push(...added);
        added = [];
      }
      ordered.push(edit);
    }
  }
  return [...ordered, ...added];
}
