import type { ChartUnit } from './autoscalerChart.ts';

const binaryUnits = ['', 'Ki', 'Mi', 'Gi', 'Ti'];

/** An amount of a record, thousandths of its metric's unit, for a person: `250m`, `64Mi`, `1.5`. */
export function amountText(milli: number, unit: ChartUnit): string {
  if (!Number.isFinite(milli)) return 'an unknown amount';
  if (unit === 'cores') return `${Math.round(milli)}m`;
  if (unit !== 'bytes') return rounded(milli / 1000);
  let amount = milli / 1000;
  let place = 0;
  while (Math.abs(amount) >= 1024 && place < binaryUnits.length - 1) {
    amount /= 1024;
    place += 1;
  }
  return `${rounded(amount)}${binaryUnits[place]}`;
}

function rounded(amount: number): string {
  return String(Math.round(amount * 10) / 10);
}
