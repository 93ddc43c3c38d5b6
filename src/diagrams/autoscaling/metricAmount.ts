import { parseQuantity, toNumber } from '../../api/quantity.ts';
import type { ChartUnit } from './autoscalerChart.ts';

/** A metric's value as it is written, `250%`, `100m`, `64Mi`, as a number; null where it is none. */
export function amountOf(text: unknown): number | null {
  if (typeof text !== 'string') return null;
  const percent = /^(-?\d{1,15})%$/.exec(text)?.[1];
  if (percent !== undefined) return Number(percent);
  const quantity = parseQuantity(text);
  const amount = quantity && toNumber(quantity);
  return amount !== undefined && Number.isFinite(amount) ? amount : null;
}

/** What the numbers of a metric are: its target tells, and its name. */
export function unitOf(name: string, target: string): ChartUnit {
  if (target.endsWith('%')) return 'percent';
  if (/^cpu\b/.test(name)) return 'cores';
  return /^(memory|ephemeral-storage)\b/.test(name) ? 'bytes' : 'number';
}
