import { nearestName } from '../../../api/didYouMean.ts';
import { heldAgainst, isInSight } from '../../facts/neighbours.ts';
import type { WrittenContainer, WrittenPort } from '../../facts/podTemplate.ts';
import { selectedPods } from '../../facts/selectedPods.ts';
import type { ManifestSet, PlacedManifest } from '../../manifestSet.ts';
import { listAt, textAt, valueAt } from '../../plainLookup.ts';
import type { RelationRule, Remark } from '../rule.ts';
import { calledIn, listedNames, shortName } from '../wording.ts';

/** A targetPort by name that no selected Pod knows: the Service has no endpoint for this port. */
export const unknownTargetPort: RelationRule = {
  id: 'relation/unknown-target-port',
  severity: 'warning',
  check: (manifest, set) => portsOf(manifest, set).flatMap(unknownName),
};

/** A targetPort by number that no container lists: it works all the same if something listens there, but often nothing does. */
export const unlistedTargetPort: RelationRule = {
  id: 'relation/unlisted-target-port',
  severity: 'info',
  check: (manifest, set) => portsOf(manifest, set).flatMap(unlistedNumber),
};

interface ServicePort {
  readonly index: number;
  readonly target: unknown;
  readonly isWritten: boolean;
  readonly protocol: string;
  readonly pods: readonly PlacedManifest[];
  /** Whether these Pods are surely meant: those of another folder may be another try. */
  readonly isSure: boolean;
}

/** The ports of a Service that has Pods in the set. */
function portsOf(manifest: PlacedManifest, set: ManifestSet): ServicePort[] {
  const { kind, document, facts } = manifest;
  const selector = facts.selectors.find(({ role }) => role === 'service');
  if (kind.kind !== 'Service' || !selector || textAt(document.value, ['spec', 'type']) === 'ExternalName') return [];
  const pods = heldAgainst(manifest, selectedPods(set, manifest, selector), set.world);
  if (pods.length === 0) return [];
  const isSure = pods.every((one) => isInSight(manifest, one, set.world));
  return listAt(document.value, ['spec', 'ports']).map((port, index) => {
    const written = valueAt(port, ['targetPort']);
    return {
      index,
      target: written ?? valueAt(port, ['port']),
      isWritten: (written ?? null) !== null,
      protocol: textAt(port, ['protocol']) ?? 'TCP',
      pods,
      isSure,
    };
  });
}

function unknownName({ index, target, protocol, pods, isSure }: ServicePort): Remark[] {
  if (typeof target !== 'string' || target === '' || /^\d+$/.test(target)) return [];
  const ports = pods.flatMap((manifest) => containersOf(manifest).flatMap((container) => container.ports));
  const named = ports.filter(({ name }) => name === target);
  if (named.some((port) => port.protocol === protocol)) return [];
  const names = [...new Set(ports.flatMap(({ name }) => name ?? []))];
  const near = nearestName(target, names);
  const known = names.length > 0 ? `Their ports are named ${listedNames(names)}.` : 'None of their ports has a name.';
  const hint = near ? `Did you mean ${shortName(near)}?` : known;
  const message =
    named.length > 0
      ? `The port ${target} of ${whose(pods)} is ${named[0]?.protocol ?? ''}, not ${protocol}, so this port of the Service has no endpoint.`
      : `No container of ${whose(pods)} has a port named ${shortName(target)}, so this port of the Service has no endpoint. ${hint}`;
  const instead = near !== undefined && named.length === 0 && { instead: near };
  return [
    {
      path: ['spec', 'ports', index, 'targetPort'],
      part: 'value',
      message,
      ...(!isSure && { severity: 'info' }),
      ...instead,
    },
  ];
}

function unlistedNumber({ index, target, isWritten, pods }: ServicePort): Remark[] {
  if (typeof target !== 'number') return [];
  const containers = pods.flatMap(containersOf);
  // A container that lists none may listen anywhere.
  if (containers.length === 0 || containers.some(({ ports }) => ports.length === 0)) return [];
  const ports = containers.flatMap((container) => container.ports);
  if (ports.some(({ number }) => number === target)) return [];
  const sent = isWritten ? `targetPort ${target}` : `Port ${target}, which is the targetPort, too,`;
  const message = `${sent} is none of the ports that ${whose(pods)} list (${listedNames(ports.map(portText))}). The list is only information, but if nothing listens on ${target}, connections are refused.`;
  return [{ path: ['spec', 'ports', index, isWritten ? 'targetPort' : 'port'], part: 'value', message }];
}

/** Those that run while the Pod serves. */
function containersOf({ facts }: PlacedManifest): WrittenContainer[] {
  return (facts.pods?.containers ?? []).filter(({ role }) => role !== 'init');
}

function portText({ name, number }: WrittenPort): string {
  return name === undefined ? String(number) : `${name} ${number}`;
}

function whose(pods: readonly PlacedManifest[]): string {
  return listedNames(pods.map(calledIn));
}
