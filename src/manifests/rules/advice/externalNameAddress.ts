import { textAt } from '../../plainLookup.ts';
import type { AdviceRule } from '../rule.ts';

/** An address is taken for a name here, and no DNS knows it (C133). */
export const externalNameAddress: AdviceRule = {
  id: 'advice/external-name-address',
  severity: 'warning',
  check({ kind, value }) {
    const path = ['spec', 'externalName'];
    const name = textAt(value, path);
    if (kind?.kind !== 'Service' || textAt(value, ['spec', 'type']) !== 'ExternalName') return [];
    if (name === undefined || !/^\d{1,3}(?:\.\d{1,3}){3}$/.test(name)) return [];
    const message = `externalName is taken for a DNS name, and ${name} is none, so it never resolves. For an address make a headless Service without selector, and an EndpointSlice with the address.`;
    return [{ path, part: 'value', message }];
  },
};
