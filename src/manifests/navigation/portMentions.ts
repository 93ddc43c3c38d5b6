import type { FieldPath } from '../../api/field.ts';
import { selectedPods } from '../facts/selectedPods.ts';
import type { ManifestSet, PlacedManifest } from '../manifestSet.ts';
import { listAt, textAt, valueAt } from '../plainLookup.ts';
import { type Mention, type MentionReader, podThing, servicePortThing } from './mention.ts';

/** Ports beyond one Pod: those of Services and their targets, of Ingresses' backends, of policies; and whose container an HPA measures. */
export const portMentions: MentionReader = (manifest, set) => {
  switch (manifest.kind.type) {
    case 'Service':
      return servicePorts(manifest, set);
    case 'Ingress':
      return backendPorts(manifest);
    case 'NetworkPolicy':
      return policyPorts(manifest, set);
    case 'HorizontalPodAutoscaler':
      return measuredContainers(manifest, set);
    default:
      return [];
  }
};

function servicePorts(manifest: PlacedManifest, set: ManifestSet): Mention[] {
  const { document, namespace, name: service, facts } = manifest;
  const [selector] = facts.selectors;
  const selected = selector ? selectedPods(set, manifest, selector) : [];
  return listAt(document.value, ['spec', 'ports']).flatMap((port, index) => {
    const whole = ['spec', 'ports', index];
    const mentions: Mention[] = [];
    for (const field of ['name', 'port']) {
      const value = portAt(port, field);
      if (value === undefined) continue;
      const things = [servicePortThing(namespace, service, value)];
      mentions.push({ things, role: 'definition', path: [...whole, field], part: 'value', whole });
    }
    const target = portAt(port, 'targetPort');
    const field = target === undefined ? 'port' : 'targetPort';
    mentions.push(useOfPort(selected, target ?? portAt(port, 'port'), [...whole, field]));
    return mentions;
  });
}

function useOfPort(selected: readonly PlacedManifest[], port: string | number | undefined, path: FieldPath): Mention {
  const things = port === undefined ? [] : selected.map((pods) => podThing(pods, 'port', port));
  return { things, role: 'use', path, part: 'value' };
}

function backendPorts({ facts, namespace }: PlacedManifest): Mention[] {
  return facts.objects.flatMap(({ type, value, path }) => {
    const service = type === 'IngressServiceBackend' ? textAt(value, ['name']) : undefined;
    if (service === undefined) return [];
    return ['name', 'number'].flatMap((field): Mention[] => {
      const port = portAt(valueAt(value, ['port']), field);
      if (port === undefined) return [];
      const things = [servicePortThing(namespace, service, port)];
      return [{ things, role: 'use', path: [...path, 'port', field], part: 'value' }];
    });
  });
}

/** Ports of rules for what comes in are those of the policy's own Pods. */
function policyPorts(manifest: PlacedManifest, set: ManifestSet): Mention[] {
  const own = manifest.facts.selectors.find(({ role }) => role === 'networkPolicy');
  const selected = own ? selectedPods(set, manifest, own) : [];
  return listAt(manifest.document.value, ['spec', 'ingress']).flatMap((rule, at) =>
    listAt(rule, ['ports']).map((port, index) =>
      useOfPort(selected, portAt(port, 'port'), ['spec', 'ingress', at, 'ports', index, 'port']),
    ),
  );
}

function measuredContainers({ facts, namespace }: PlacedManifest, set: ManifestSet): Mention[] {
  const target = facts.references.find(({ path }) => path.includes('scaleTargetRef'));
  const targets = target ? set.named(target.kind, namespace, target.name) : [];
  return facts.objects.flatMap(({ type, value, path }): Mention[] => {
    const container = type === 'ContainerResourceMetricSource' ? textAt(value, ['container']) : undefined;
    if (container === undefined) return [];
    const things = targets.map((pods) => podThing(pods, 'container', container));
    return [{ things, role: 'use', path: [...path, 'container'], part: 'value' }];
  });
}

function portAt(value: unknown, field: string): string | number | undefined {
  const port = valueAt(value, [field]);
  return (typeof port === 'string' && port !== '') || typeof port === 'number' ? port : undefined;
}
