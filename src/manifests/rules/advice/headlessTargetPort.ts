import { listAt, textAt, valueAt } from '../../plainLookup.ts';
import type { AdviceRule } from '../rule.ts';

/** Nobody translates ports for a headless Service: its name stands for the Pods' own addresses. */
export const headlessTargetPort: AdviceRule = {
  id: 'advice/headless-target-port',
  severity: 'info',
  check({ kind, value }) {
    if (kind?.kind !== 'Service' || textAt(value, ['spec', 'clusterIP']) !== 'None') return [];
    return listAt(value, ['spec', 'ports']).flatMap((item, index) => {
      const port = valueAt(item, ['port']);
      const targetPort = valueAt(item, ['targetPort']);
      if (typeof port !== 'number' || typeof targetPort !== 'number' || port === targetPort) return [];
      const message = `A headless Service (clusterIP: None) leads to the Pods themselves, so nobody turns ${port} into ${targetPort}: clients must call port ${targetPort}. Write ${targetPort} as port, so that the Service says what works.`;
      return [{ path: ['spec', 'ports', index, 'port'], part: 'value', message }];
    });
  },
};
