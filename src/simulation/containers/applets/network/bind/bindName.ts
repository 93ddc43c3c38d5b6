import { labelsOf, maxNameBytes, nameOf } from '../../../../../api/dnsWire/nameText.ts';

/** A name as a user of BIND's tools writes it, with backslashes for what is special, or what is wrong with it. */
export function bindName(text: string): { readonly name: string } | { readonly problem: string } {
  if (text === '' || text === '.') return { name: '.' };
  const bare = text.endsWith('.') && !text.endsWith('\\.') ? text.slice(0, -1) : text;
  const labels = labelsOf(bare);
  if (labels) return { name: nameOf(labels) };
  const parts = bare.split('.');
  if (parts.includes('')) return { problem: 'empty label' };
  if (parts.some((part) => part.length > 63)) return { problem: 'label too long' };
  return { problem: bare.length + 2 > maxNameBytes ? 'ran out of space' : 'bad escape' };
}
