import { canonicalQuantity, readQuantity } from '../api/quantity.ts';
import { commandError } from './commandError.ts';

/** What a resource of an autoscaler's Pods shall be, as `autoscaling/v2` writes it. */
export type MetricTarget =
  | { readonly averageUtilization: number; readonly type: 'Utilization' }
  | { readonly averageValue: string; readonly type: 'AverageValue' };

/** What a number without a unit counts. */
const usualUnits = { cpu: 'm', memory: 'Mi' } as const;

const largestPercentage = 2 ** 31 - 1;
const bareNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Reads `70%` of the request, or an amount: `500m`, `200Mi`; a number alone is one of millicores or mebibytes. */
export function readMetricTarget(given: string, resource: 'cpu' | 'memory'): MetricTarget {
  const text = given.trim();
  if (text === '') throw commandError('empty input');
  if (text.endsWith('%')) {
    const amount = text.slice(0, -1);
    const percentage = Number(amount);
    if (!/^[+-]?\d+$/.test(amount) || percentage < 0 || percentage > largestPercentage) {
      throw commandError(`invalid percentage value: ${amount}`);
    }
    return { averageUtilization: Math.abs(percentage), type: 'Utilization' };
  }
  const isBare = bareNumber.test(text);
  const amount = isBare ? `${shortest(Number(text))}${usualUnits[resource]}` : text;
  const averageValue = canonicalQuantity(amount);
  if (averageValue !== undefined) return { averageValue, type: 'AverageValue' };
  throw commandError(isBare ? String(readQuantity(amount)) : `invalid resource ${resource} value: ${text}`);
}

/** A number as Go prints it with `%g`: from a million on, and below a ten-thousandth, with an exponent. */
function shortest(value: number): string {
  const [mantissa = '', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  if (value === 0 || (exponent >= -4 && exponent < 6)) return String(value);
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}
