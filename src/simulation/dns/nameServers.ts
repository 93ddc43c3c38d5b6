import { endpointName, type Place } from './targets.ts';
import { readAddress, type ZoneAddress } from './zoneAddress.ts';
import { inZone } from './zoneName.ts';

/** A name server of the zone. */
export interface NameServer {
  readonly name: string;
  readonly address: ZoneAddress;
}

/** The name that the name server has where no Service stands before it, and that is always asked for too. */
export const defaultServerLabels = 'ns.dns';

/**
 * The zone's name servers: the Services that stand before the server itself, a headless one by its endpoints' names; without any, the
 * server by its own addresses.
 */
export function nameServers({ index, settings, zone }: Place): readonly NameServer[] {
  const found = new Map<string, NameServer>();
  const add = (name: string, address: ZoneAddress) => {
    if (!found.has(address.text)) found.set(address.text, { name: inZone(name, zone), address });
  };
  const own = settings.ownAddresses.flatMap((ip) => readAddress(ip) ?? []);
  for (const { text } of own) {
    for (const slice of index.slicesAt(text)) {
      const service = index.service(slice.namespace, slice.service);
      if (!service) continue;
      const name = `${service.name}.${service.namespace}.svc`;
      if (service.kind !== 'headless') for (const address of service.clusterIps) add(name, address);
      else for (const each of slice.endpoints) add(`${endpointName(each, settings)}.${name}`, each.address);
    }
  }
  if (found.size === 0) for (const address of own) add(defaultServerLabels, address);
  return [...found.values()];
}
