import type { AdviceRule, Remark } from '../rule.ts';
import { shortName } from '../wording.ts';

/** The containers of a Pod share one network namespace, so one of them gets the port and the other fails (C001). */
export const samePortInPod: AdviceRule = {
  id: 'advice/same-port-in-pod',
  severity: 'warning',
  check(_, { pods }) {
    const remarks: Remark[] = [];
    const takers = new Map<string, string>();
    for (const { name, role, ports } of pods?.containers ?? []) {
      // A plain init container is gone before the others start.
      if (role === 'init') continue;
      for (const { number, protocol, path } of ports) {
        if (number === undefined) continue;
        const key = `${number}/${protocol}`;
        const taker = takers.get(key) ?? name;
        takers.set(key, taker);
        if (taker === name) continue;
        const message = `The containers of a Pod share one network, and ${shortName(taker) || 'another one'} listens on ${shortName(key)} already: whoever comes second fails with "address already in use". Give this one another port.`;
        remarks.push({ path: [...path, 'containerPort'], part: 'value', message });
      }
    }
    return remarks;
  },
};
