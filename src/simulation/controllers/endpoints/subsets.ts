import type { EndpointAddress, EndpointSubset, EndpointsPort } from '../../../api/generated/objects.ts';
import { inSubsetPortOrder } from './portOrder.ts';

interface Known {
  readonly address: EndpointAddress;
  isReady: boolean;
}

interface PortAddresses {
  /** Undefined for addresses that come without a port. */
  readonly port: EndpointsPort | undefined;
  /** By address and the uid of what it belongs to. */
  readonly known: Map<string, Known>;
}

/**
 * Subsets in their canonical form: ports that the same addresses have share a subset, each address stands once, what is
 * not ready anywhere is not ready, all is sorted (`RepackSubsets` of k8s.io/kubernetes/pkg/api/v1/endpoints).
 */
export function repackSubsets(subsets: readonly EndpointSubset[]): EndpointSubset[] {
  const byPort = new Map<string, PortAddresses>();
  for (const { addresses = [], notReadyAddresses = [], ports = [] } of subsets) {
    for (const port of ports.length > 0 ? ports : [undefined]) {
      const at = placeFor(byPort, port);
      for (const address of addresses) remember(at, address, 'ready');
      for (const address of notReadyAddresses) remember(at, address, 'notReady');
    }
  }
  const packed = new Map<string, { readonly known: readonly Known[]; readonly ports: EndpointsPort[] }>();
  for (const { port, known } of byPort.values()) {
    const sorted = [...known.values()].sort((a, b) => compareAddresses(a.address, b.address));
    const key = sorted.map(({ address, isReady }) => `${address.ip} ${uidOf(address)} ${isReady}`).join('\n');
    const subset = packed.get(key) ?? { known: sorted, ports: [] };
    packed.set(key, subset);
    if (port) subset.ports.push(port);
  }
  return [...packed.values()].map(subsetOf).sort(compareSubsets);
}

function placeFor(byPort: Map<string, PortAddresses>, port: EndpointsPort | undefined): PortAddresses {
  const key = port ? `${port.name ?? ''} ${port.protocol} ${port.port} ${port.appProtocol ?? ''}` : '';
  const at = byPort.get(key) ?? { port, known: new Map<string, Known>() };
  byPort.set(key, at);
  return at;
}

function remember({ known }: PortAddresses, address: EndpointAddress, state: 'ready' | 'notReady'): void {
  const key = `${address.ip} ${uidOf(address)}`;
  const one = known.get(key);
  if (!one) known.set(key, { address, isReady: state === 'ready' });
  else if (state === 'notReady') one.isReady = false;
}

function subsetOf({ known, ports }: { readonly known: readonly Known[]; readonly ports: readonly EndpointsPort[] }) {
  const addresses = known.filter(({ isReady }) => isReady).map(({ address }) => address);
  const notReadyAddresses = known.filter(({ isReady }) => !isReady).map(({ address }) => address);
  return {
    ...(addresses.length > 0 && { addresses }),
    ...(notReadyAddresses.length > 0 && { notReadyAddresses }),
    ...(ports.length > 0 && { ports: inSubsetPortOrder(ports) }),
  };
}

function uidOf({ targetRef }: EndpointAddress): string {
  return targetRef?.uid ?? '';
}

/** As texts: 10.244.10.1 comes before 10.244.2.1. */
function compareAddresses(a: EndpointAddress, b: EndpointAddress): number {
  return compareTexts(a.ip, b.ip) || compareTexts(uidOf(a), uidOf(b));
}

/** A real controller sorts them by a digest of all that they hold, which is an order by lot; here it is by their ports. */
function compareSubsets(a: EndpointSubset, b: EndpointSubset): number {
  const text = ({ ports = [] }: EndpointSubset) => ports.map(({ name = '', port }) => `${name} ${port}`).join();
  return compareTexts(text(a), text(b));
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
