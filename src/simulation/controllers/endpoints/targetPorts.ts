import type { Container, EndpointPort, Pod, Service, ServicePort } from '../../../api/generated/objects.ts';
import { inPortOrder } from './portOrder.ts';

/**
 * The number of the port behind a Service's port in one Pod; undefined where no container has a port of that name and
 * protocol. Sidecars are asked after the containers (`FindPort` of k8s.io/endpointslice).
 */
export function targetPortIn({ spec }: Pod, { targetPort, protocol, port }: ServicePort): number | undefined {
  if (typeof targetPort !== 'string') return targetPort ?? port;
  const sidecars = (spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  for (const { ports = [] } of [...(spec?.containers ?? []), ...sidecars] as Container[]) {
    const found = ports.find((one) => one.name === targetPort && (one.protocol ?? 'TCP') === (protocol ?? 'TCP'));
    if (found) return found.containerPort;
  }
  return undefined;
}

/** A list of ports of a slice, and what tells it from other lists. */
export interface PortList {
  readonly key: string;
  readonly ports: EndpointPort[];
}

/** The ports of a slice as a key: lists with the same ports have the same one, in whatever order they stand. */
export function portListOf(ports: readonly EndpointPort[]): PortList {
  const ordered = inPortOrder(ports);
  return {
    key: JSON.stringify(ordered.map((one) => [one.name, one.protocol, one.port, one.appProtocol])),
    ports: ordered,
  };
}

/** Finds the ports of Pods behind one Service; Pods whose ports are the same share one list. */
export class TargetPorts {
  readonly #ports: readonly ServicePort[];
  readonly #lists = new Map<string, PortList>();

  constructor({ spec }: Service) {
    this.#ports = spec?.ports ?? [];
  }

  /** A port that the Pod does not have by its name is left out. */
  of(pod: Pod): PortList {
    const numbers = this.#ports.map((port) => targetPortIn(pod, port));
    const known = this.#lists.get(numbers.join());
    if (known) return known;
    const found = this.#ports.flatMap(({ name = '', protocol = 'TCP', appProtocol }, i): EndpointPort[] => {
      const port = numbers[i];
      return port === undefined ? [] : [{ name, port, protocol, ...(appProtocol !== undefined && { appProtocol }) }];
    });
    const list = portListOf(found);
    this.#lists.set(numbers.join(), list);
    return list;
  }
}
