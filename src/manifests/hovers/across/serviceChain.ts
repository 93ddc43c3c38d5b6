import type { WrittenContainer, WrittenPort } from '../../facts/podTemplate.ts';
import { selectedPods } from '../../facts/selectedPods.ts';
import { serviceForm } from '../../facts/services.ts';
import type { ManifestSet, PlacedManifest } from '../../manifestSet.ts';
import { code } from '../../markdown.ts';
import { listAt, textAt, valueAt } from '../../plainLookup.ts';
import { named } from './manifestWords.ts';

/** Workloads whose chains are drawn. */
const maxChains = 5;

/** A port of a Service, as it is written. */
export interface ChainedPort {
  readonly index: number;
  readonly port: number;
  readonly name?: string;
  readonly target: string | number;
  readonly protocol: string;
  readonly nodePort?: number;
}

/** The ports of a Service that have a number. */
export function chainedPorts({ document }: PlacedManifest): ChainedPort[] {
  return listAt(document.value, ['spec', 'ports']).flatMap((item, index) => {
    const port = valueAt(item, ['port']);
    if (typeof port !== 'number') return [];
    const target = valueAt(item, ['targetPort']);
    const name = textAt(item, ['name']);
    const nodePort = valueAt(item, ['nodePort']);
    return [
      {
        index,
        port,
        target: typeof target === 'string' || typeof target === 'number' ? target : port,
        protocol: textAt(item, ['protocol']) ?? 'TCP',
        ...(name !== undefined && { name }),
        ...(typeof nodePort === 'number' && { nodePort }),
      },
    ];
  });
}

/** The Pods behind a Service; those of an ExternalName are none. */
export function podsBehind(set: ManifestSet, service: PlacedManifest): readonly PlacedManifest[] {
  const [selector] = serviceForm(service) === 'externalName' ? [] : service.facts.selectors;
  return selector ? selectedPods(set, service, selector) : [];
}

/** A container's port that a Service's port leads to: sidecars are asked after the containers. */
export function containerPortFor(
  { facts }: PlacedManifest,
  { target, protocol }: Pick<ChainedPort, 'target' | 'protocol'>,
): { readonly container: WrittenContainer; readonly port: WrittenPort } | undefined {
  const containers = facts.pods?.containers ?? [];
  const inOrder = ['app', 'sidecar'].flatMap((role) => containers.filter((container) => container.role === role));
  for (const container of inOrder) {
    const port = container.ports.find(
      (one) => one.protocol === protocol && (typeof target === 'string' ? one.name === target : one.number === target),
    );
    if (port) return { container, port };
  }
  return undefined;
}

/** `port 80 → targetPort http → container app, port 8080`, a line for each workload behind the Service. */
export function chainLines(set: ManifestSet, service: PlacedManifest, port: ChainedPort): string[] {
  const pods = podsBehind(set, service);
  const lines = pods.slice(0, maxChains).map((one) => `${headText(service, port)} → ${tailText(one, port)}`);
  if (pods.length > maxChains) lines.push(`and so on for ${pods.length - maxChains} more`);
  return lines;
}

function headText(service: PlacedManifest, { port, target }: ChainedPort): string {
  return `${named(service)} port **${port}** → targetPort ${code(String(target))}`;
}

function tailText(pods: PlacedManifest, port: ChainedPort): string {
  const found = containerPortFor(pods, port);
  if (found) {
    const { container, port: there } = found;
    return `container ${code(container.name)} of ${named(pods)}, port **${there.number ?? '?'}**`;
  }
  if (typeof port.target === 'string') {
    return `**no port of that name** in ${named(pods)}: its Pods are no endpoints of this port`;
  }
  return `port **${port.target}** of ${named(pods)}; no container lists it, which is no error: some container must listen there`;
}
