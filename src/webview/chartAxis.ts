import type { ChartUnit, ChartView } from './messages.ts';

/** Distances between marks of time, in seconds. */
export const timeSteps = [15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400];

/** Distances between marks of amounts, where the usual ones would not fit: there are no half replicas, and bytes go by 1024. */
export function amountSteps(unit: ChartUnit): { readonly incrs?: number[] } {
  if (unit === 'bytes') return { incrs: Array.from({ length: 50 }, (_, power) => 2 ** power) };
  if (unit !== 'replicas') return {};
  return { incrs: [1, 10, 100, 1000, 10_000].flatMap((step) => [step, step * 2, step * 5]) };
}

/** A moment at a mark of the axis: `5:00`, `1:05:00`; a time of day without a start. */
export function clockLabel(seconds: number, clock: ChartView['clock']): string {
  const all = Math.round(seconds);
  const hours = Math.floor(all / 3600);
  const parts = [Math.floor(all / 60) % 60, all % 60].map((part) => String(part).padStart(2, '0'));
  if (clock === 'utc') return [String(hours % 24).padStart(2, '0'), ...parts].join(':');
  if (hours === 0) return `${Number(parts[0])}:${parts[1]}`;
  return [hours, ...parts].join(':');
}

/** A number of a panel with its unit: `50%`, `250m`, `64Mi`. */
export function amountLabel(amount: number, unit: ChartUnit): string {
  switch (unit) {
    case 'percent':
      return `${short(amount)}%`;
    case 'cores':
      return Math.abs(amount) < 1 && amount !== 0 ? `${short(amount * 1000)}m` : short(amount);
    case 'bytes':
      return bytesLabel(amount);
    default:
      return short(amount);
  }
}

/** The marks of a panel go from 0 to a little above the largest number. */
export function topOf(largest: number, unit: ChartUnit): number {
  if (!(largest > 0)) return unit === 'percent' ? 100 : 1;
  return unit === 'replicas' ? Math.ceil(largest * 1.05 + 0.2) : largest * 1.1;
}

const binaryUnits = ['', 'Ki', 'Mi', 'Gi', 'Ti'];

function bytesLabel(bytes: number): string {
  let amount = bytes;
  let place = 0;
  while (Math.abs(amount) >= 1024 && place < binaryUnits.length - 1) {
    amount /= 1024;
    place += 1;
  }
  return `${short(amount)}${binaryUnits[place]}`;
}

function short(amount: number): string {
  const digits = Math.abs(amount) < 10 ? 2 : Math.abs(amount) < 100 ? 1 : 0;
  return String(Number(amount.toFixed(digits)));
}
