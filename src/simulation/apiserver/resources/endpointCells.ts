import type { Endpoint, EndpointPort, Endpoints } from '../../../api/generated/objects.ts';

/** So many addresses or ports are shown; the rest is counted. */
const shownPieces = 3;

/** The column ENDPOINTS of Endpoints: `10.244.1.4:80,10.244.2.5:80 + 3 more...`; empty where none of them is ready. */
export function endpointsText({ subsets = [] }: Endpoints): string {
  const pieces = subsets.flatMap(({ addresses = [], ports = [] }) =>
    ports.length === 0
      ? addresses.map(({ ip }) => ip)
      : ports.flatMap(({ port }) =>
          addresses.map(({ ip }) => (ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`)),
        ),
  );
  return subsets.length === 0 ? '<none>' : shortened(pieces);
}

/** The column ENDPOINTS of EndpointSlices: the addresses alone. */
export function sliceEndpointsText(endpoints: readonly Endpoint[] = []): string {
  return endpoints.length === 0 ? '<unset>' : shortened(endpoints.flatMap(({ addresses }) => addresses));
}

/** The column PORTS of EndpointSlices: numbers, a name where there is no number, `*` for any. */
export function slicePortsText(ports: readonly EndpointPort[] = []): string {
  if (ports.length === 0) return '<unset>';
  return shortened(ports.map(({ name, port }) => String(port ?? name ?? '*')));
}

function shortened(pieces: readonly string[]): string {
  const shown = pieces.slice(0, shownPieces).join(',');
  return pieces.length > shownPieces ? `${shown} + ${pieces.length - shownPieces} more...` : shown;
}
