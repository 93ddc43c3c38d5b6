import type { PlacedManifest } from '../../manifestSet.ts';
import { valueAt } from '../../plainLookup.ts';

/** Current values for which a size is reckoned, as parts of the target. */
const exampleRatios = [0.5, 1, 1.5, 2, 4];

/**
 * Which size an autoscaler proposes for some values, from `replicas` or a small size on: size × value ÷ target, rounded up and kept
 * within its bounds. Undefined where its bounds are no sensible numbers.
 */
export function sizesTable(
  { document }: PlacedManifest,
  replicas: number | undefined,
  valueText: (ratio: number) => string,
): string | undefined {
  const most = sizeAt(document.value, 'maxReplicas');
  const least = sizeAt(document.value, 'minReplicas') ?? 1;
  if (most === undefined || least < 1 || most < least) return undefined;
  const from = Math.min(most, Math.max(least, replicas || 2));
  const rows = exampleRatios.map((ratio) => {
    const proposal = Math.ceil(from * ratio);
    const size = Math.min(most, Math.max(least, proposal));
    const bound = size === proposal ? '' : ` (${size < proposal ? 'maxReplicas' : 'minReplicas'}; else ${proposal})`;
    return `| ${valueText(ratio)} | ${size}${ratio === 1 ? ', as it is' : bound} |`;
  });
  return [`| value now | from ${from} ${from === 1 ? 'Pod' : 'Pods'} to |`, '|---|---|', ...rows].join('\n');
}

function sizeAt(value: unknown, field: string): number | undefined {
  const size = valueAt(value, ['spec', field]);
  return typeof size === 'number' && Number.isInteger(size) ? size : undefined;
}
