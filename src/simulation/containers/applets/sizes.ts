import type { FileNode } from '../filesystem.ts';

const factors: Readonly<Record<string, number>> = {
  '': 1,
  c: 1,
  w: 2,
  b: 512,
  kB: 1000,
  k: 1024,
  K: 1024,
  KB: 1000,
  MB: 1000 ** 2,
  m: 1024 ** 2,
  M: 1024 ** 2,
  GB: 1000 ** 3,
  g: 1024 ** 3,
  G: 1024 ** 3,
};

/** A number with a unit, such as `10k` or `1M`, in bytes. */
export function sizeOf(text: string): number | undefined {
  const parsed = /^(\d{1,15})([a-zA-Z]{0,2})$/.exec(text);
  const factor = parsed && factors[parsed[2] as string];
  return factor === undefined || !parsed ? undefined : Number(parsed[1]) * (factor as number);
}

/** A size as `-h` shows it: `1.5K`, `12.0M`. */
export function humanSize(bytes: number): string {
  if (bytes < 1024) return String(bytes);
  let value = bytes;
  for (const unit of 'KMGT') {
    value /= 1024;
    if (value < 1024 || unit === 'T') return value.toFixed(1) + unit;
  }
  return String(bytes);
}

/** The size of a file as `stat` gives it, in bytes. */
export function nodeBytes(node: FileNode): number {
  if (node.kind === 'file') return node.size;
  if (node.kind === 'directory') return 4096;
  return node.kind === 'link' ? node.target.length : 0;
}
