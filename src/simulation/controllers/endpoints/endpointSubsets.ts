import type {
  EndpointAddress,
  EndpointSubset,
  EndpointsPort,
  Pod,
  Service,
  ServicePort,
} from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { isReady } from '../pods/availability.ts';
import { addressesOf, hostnameOf, isReachable, isTerminating } from './podMembership.ts';
import { repackSubsets } from './subsets.ts';
import { targetPortIn } from './targetPorts.ts';

/**
 * The Pods of a Service as an Endpoints object tells them: with one address each, of the Service's first family. A Pod
 * that is to be deleted is left out, unless the Service publishes addresses that are not ready (`syncService` of the
 * endpoint controller).
 */
export function endpointSubsets(service: Stored<Service>, pods: readonly Stored<Pod>[]): EndpointSubset[] {
  const { ports = [], publishNotReadyAddresses = false, clusterIP } = service.spec ?? {};
  const subsets: EndpointSubset[] = [];
  for (const pod of pods) {
    if (!isReachable(pod) || (isTerminating(pod) && !publishNotReadyAddresses)) continue;
    const address = addressOf(pod, service);
    if (!address) continue;
    const list = publishNotReadyAddresses || isReady(pod) ? 'addresses' : 'notReadyAddresses';
    const found = ports.flatMap((port) => portIn(pod, port));
    if (found.length > 0) subsets.push(...found.map((port) => ({ [list]: [address], ports: [port] })));
    // Only a headless Service may have no ports.
    else if (ports.length === 0 && clusterIP === 'None') subsets.push({ [list]: [address] });
  }
  return repackSubsets(subsets);
}

function portIn(pod: Pod, port: ServicePort): EndpointsPort[] {
  const number = targetPortIn(pod, port);
  if (number === undefined) return [];
  const { name, protocol = 'TCP', appProtocol } = port;
  return [{ ...(name && { name }), port: number, protocol, ...(appProtocol !== undefined && { appProtocol }) }];
}

function addressOf(pod: Stored<Pod>, service: Stored<Service>): EndpointAddress | undefined {
  const [ip] = addressesOf(pod, service.spec?.ipFamilies?.[0] ?? 'IPv4');
  if (ip === undefined) return undefined;
  const { namespace = '', name, uid } = pod.metadata;
  const hostname = hostnameOf(pod, service);
  return {
    ip,
    ...(hostname && { hostname }),
    nodeName: pod.spec?.nodeName ?? '',
    targetRef: { kind: 'Pod', namespace, name, uid },
  };
}
