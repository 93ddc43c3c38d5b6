import { valueAt } from '../../plainLookup.ts';
import type { AdviceRule, Remark } from '../rule.ts';

/** More cores than most machines have, and fewer bytes than any program needs: here the unit was forgotten. */
const manyCores = 100;
const fewBytes = 1024 * 1024;

/** Without a unit CPU is in cores and memory in bytes (https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#resource-units-in-kubernetes). */
export const resourceUnit: AdviceRule = {
  id: 'advice/resource-unit',
  severity: 'warning',
  check(_, { objects }) {
    return objects.flatMap(({ type, value, path }): Remark[] => {
      if (type !== 'ResourceRequirements' && type !== 'VolumeResourceRequirements') return [];
      return ['requests', 'limits'].flatMap((list) =>
        ['cpu', 'memory', 'ephemeral-storage', 'storage'].flatMap((name): Remark[] => {
          const number = plainNumber(valueAt(value, [list, name]));
          const message = number === undefined ? undefined : messageFor(name, number);
          return message ? [{ path: [...path, list, name], part: 'value', message }] : [];
        }),
      );
    });
  },
};

function plainNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}

function messageFor(name: string, number: number): string | undefined {
  if (name === 'cpu') {
    if (number < manyCores) return undefined;
    return `${number} without a unit is ${number} whole cores, which no Node has to spare. Thousandths of a core are written with m: ${number}m.`;
  }
  if (number <= 0 || number >= fewBytes) return undefined;
  const unit = name === 'memory' || name === 'ephemeral-storage' ? 'Mi' : 'Gi';
  const bytes = number === 1 ? '1 byte' : `${number} bytes`;
  return `${number} without a unit is ${bytes}, too little for anything. Write ${number}${unit}, if that is what you mean.`;
}
