import type { EndpointSlice } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';

/** So many addresses of a port are named; the rest is counted. */
const namedEndpoints = 3;

/**
 * The ready addresses behind a Service's port, in all of its slices: `10.244.1.4:80,10.244.2.5:80`. As in kubectl, one that is not ready counts as a reason for `more` when
 * three are named already, and a slice without ports gives the addresses alone.
 */
export function addressesBehind(slices: readonly Stored<EndpointSlice>[], portName = ''): string {
  if (slices.length === 0) return '<none>';
  const named: string[] = [];
  let [count, isMore] = [0, false];
  for (const slice of slices) {
    // The server writes null for none.
    const [ports, endpoints] = [slice.ports ?? [], slice.endpoints ?? []];
    const own = ports.filter(({ name = '' }) => name === portName);
    for (const number of ports.length === 0 ? [undefined] : own.map(({ port }) => String(port ?? ''))) {
      for (const { addresses, conditions } of endpoints) {
        if (named.length === namedEndpoints) isMore = true;
        if (conditions?.ready === false) continue;
        if (!isMore) named.push(joined(addresses[0] ?? '', number));
        count += 1;
      }
    }
  }
  return isMore ? `${named.join(',')} + ${count - namedEndpoints} more...` : named.join(',');
}

function joined(address: string, port: string | undefined): string {
  if (port === undefined) return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
