import { listAt, valueAt } from '../../plainLookup.ts';
import type { AdviceRule, Remark } from '../rule.ts';

/** A port of a Node is there once (C356). */
export const hostPortReplicas: AdviceRule = {
  id: 'advice/host-port-replicas',
  severity: 'info',
  check({ value }, { pods }) {
    const replicas = valueAt(value, ['spec', 'replicas']);
    if (typeof replicas !== 'number' || replicas < 2) return [];
    return (pods?.containers ?? []).flatMap((container) =>
      listAt(container.value, ['ports']).flatMap((port, index): Remark[] => {
        const hostPort = valueAt(port, ['hostPort']);
        if (typeof hostPort !== 'number' || hostPort === 0) return [];
        const message = `Port ${hostPort} of a Node is there only once, so each Node takes one of the ${replicas} Pods, and the rest stays Pending where Nodes are few. A Service reaches Pods without hostPort.`;
        return [{ path: [...container.path, 'ports', index, 'hostPort'], part: 'value', message }];
      }),
    );
  },
};
