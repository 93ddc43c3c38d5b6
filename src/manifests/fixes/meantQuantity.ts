import { parseQuantity } from '../../api/quantity.ts';
import { setValue } from '../edits/putValue.ts';
import { typeAt } from '../fieldNames.ts';
import { textAt } from '../plainLookup.ts';
import { type Fixer, fixWith } from './fix.ts';

/** An amount in units that Kubernetes does not know: `512MB`, `1 GiB`, `500mi`, `100 m`, `1,5`, `2 cores`. */
export const meantQuantity: Fixer = {
  codes: ['schema/wrong-type'],
  offer(context) {
    const { path, kind, document } = context;
    const text = textAt(document.value, path);
    if (text === undefined || typeAt(kind.type, path)?.kind !== 'quantity') return [];
    const meant = meantQuantities(text).filter((amount) => parseQuantity(amount));
    const certainty = meant.length === 1 ? 'unambiguous' : undefined;
    return meant.flatMap((amount) => fixWith(`Change to ${amount}`, setValue(context, path, amount), certainty));
  },
};

function meantQuantities(text: string): string[] {
  const match = /^([+-]?\d*[.,]?\d+)\s*([a-z]*)$/i.exec(text.trim());
  if (!match) return [];
  const amount = (match[1] ?? '').replace(',', '.');
  const unit = (match[2] ?? '').toLowerCase();
  const binary = /^([kmgtpe])ib?$/.exec(unit)?.[1];
  if (binary) return [`${amount}${binary.toUpperCase()}i`];
  const decimal = /^([kmgtpe])b?$/.exec(unit)?.[1];
  if (decimal && unit !== 'm' && unit !== 'k') {
    const letter = decimal.toUpperCase();
    return [`${amount}${letter}i`, `${amount}${letter === 'K' ? 'k' : letter}`];
  }
  if (unit === 'k' || unit === 'm') return [`${amount}${unit}`];
  if (/^milli(s|cores?|cpus?)?$/.test(unit)) return [`${amount}m`];
  if (['', 'b', 'bytes', 'cpu', 'cpus', 'core', 'cores', 'vcpu'].includes(unit)) return [amount];
  return [];
}
