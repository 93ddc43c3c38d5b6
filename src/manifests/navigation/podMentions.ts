import type { FieldPath } from '../../api/field.ts';
import type { WrittenContainer } from '../facts/podTemplate.ts';
import type { PlacedManifest } from '../manifestSet.ts';
import { listAt, textAt, valueAt } from '../plainLookup.ts';
import { containerLists } from '../podSpecs.ts';
import { type Mention, type MentionReader, podThing } from './mention.ts';

/** What the parts of a Pod call each other: volumes and mounts, containers, the ports that probes and hooks ask. */
export const podMentions: MentionReader = (manifest) => {
  const { pods } = manifest.facts;
  if (!pods) return [];
  return [
    ...volumes(manifest, pods.specPath),
    ...mounts(manifest, pods.specPath),
    ...pods.containers.flatMap((container) => partsOf(manifest, container)),
    ...namesOfContainers(manifest),
  ];
};

function volumes(manifest: PlacedManifest, specPath: FieldPath): Mention[] {
  const lists: [FieldPath, FieldPath][] = [[[...specPath, 'volumes'], ['name']]];
  if (manifest.kind.type === 'StatefulSet')
    lists.push([
      ['spec', 'volumeClaimTemplates'],
      ['metadata', 'name'],
    ]);
  return lists.flatMap(([list, toName]) =>
    listAt(manifest.document.value, list).flatMap((volume, index): Mention[] => {
      const name = textAt(volume, toName);
      if (!name) return [];
      const whole = [...list, index];
      const things = [podThing(manifest, 'volume', name)];
      return [{ things, role: 'definition', path: [...whole, ...toName], part: 'value', whole }];
    }),
  );
}

function mounts(manifest: PlacedManifest, specPath: FieldPath): Mention[] {
  const { value } = manifest.document;
  const mentions: Mention[] = [];
  for (const list of containerLists) {
    listAt(value, [...specPath, list]).forEach((container, position) => {
      for (const field of ['volumeMounts', 'volumeDevices']) {
        listAt(container, [field]).forEach((mount, index) => {
          const name = textAt(mount, ['name']);
          const path = [...specPath, list, position, field, index, 'name'];
          if (name) mentions.push({ things: [podThing(manifest, 'volume', name)], role: 'use', path, part: 'value' });
        });
      }
    });
  }
  return mentions;
}

/** A container's name and ports. A probe knows only the ports of its own container, a Service those of all. */
function partsOf(manifest: PlacedManifest, container: WrittenContainer): Mention[] {
  const { path, name, ports, value } = container;
  const mentions: Mention[] = [];
  if (name) {
    const things = [podThing(manifest, 'container', name)];
    mentions.push({ things, role: 'definition', path: [...path, 'name'], part: 'value', whole: path });
  }
  const define = (port: string | number, whole: FieldPath, field: string) => {
    const things = [podThing(manifest, 'port', port), podThing(manifest, 'port', port, ...path.slice(-2).map(String))];
    mentions.push({ things, role: 'definition', path: [...whole, field], part: 'value', whole });
  };
  for (const port of ports) {
    if (port.name) define(port.name, port.path, 'name');
    if (port.number !== undefined) define(port.number, port.path, 'containerPort');
  }
  for (const action of actions) {
    const port = valueAt(value, [...action, 'port']);
    if (typeof port !== 'string' && typeof port !== 'number') continue;
    const things = [podThing(manifest, 'port', port, ...path.slice(-2).map(String))];
    mentions.push({ things, role: 'use', path: [...path, ...action, 'port'], part: 'value' });
  }
  return mentions;
}

const actions: readonly FieldPath[] = [
  ...['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((probe) =>
    ['httpGet', 'tcpSocket', 'grpc'].map((action) => [probe, action]),
  ),
  ...['postStart', 'preStop'].flatMap((hook) => ['httpGet', 'tcpSocket'].map((action) => ['lifecycle', hook, action])),
];

/** Fields that name a container of the same Pod. */
function namesOfContainers(manifest: PlacedManifest): Mention[] {
  const fields: Readonly<Record<string, string>> = {
    ResourceFieldSelector: 'containerName',
    PodFailurePolicyOnExitCodesRequirement: 'containerName',
    EphemeralContainer: 'targetContainerName',
  };
  return manifest.facts.objects.flatMap(({ type, value, path }): Mention[] => {
    const field = Object.hasOwn(fields, type) ? fields[type] : undefined;
    const name = field && textAt(value, [field]);
    if (!field || !name) return [];
    return [{ things: [podThing(manifest, 'container', name)], role: 'use', path: [...path, field], part: 'value' }];
  });
}
