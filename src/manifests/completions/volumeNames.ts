import { listAt, textAt } from '../plainLookup.ts';
import { containerLists } from '../podSpecs.ts';
import { volumesOf } from '../volumes.ts';
import type { Subject } from './subject.ts';
import type { Suggester, Suggestion } from './suggestion.ts';

/** Volumes for mounts, and for a volume the names that are mounted and not there yet. */
export const volumeNames: Suggester = (subject) => {
  if (subject.place.part !== 'value') return [];
  if (subject.name === 'VolumeMount.name' || subject.name === 'VolumeDevice.name') return volumes(subject);
  const isOfClaim =
    subject.name === 'ObjectMeta.name' && subject.holders.some(({ field }) => field === 'volumeClaimTemplates');
  return subject.name === 'Volume.name' || isOfClaim ? missingVolumes(subject) : [];
};

function volumes({ value, pods }: Subject): Suggestion[] {
  if (!pods) return [];
  const own = volumesOf(value, pods.specPath).map(({ name, source }) => ({ name, detail: source ?? 'volume' }));
  const claims = claimTemplates(value).map((name) => ({ name, detail: 'volumeClaimTemplates' }));
  return [...own, ...claims].map(({ name, detail }) => ({ label: name, value: name, detail, kind: 'reference' }));
}

function missingVolumes({ value, pods }: Subject): Suggestion[] {
  if (!pods) return [];
  const there = new Set([...volumesOf(value, pods.specPath).map(({ name }) => name), ...claimTemplates(value)]);
  const mounted = containerLists
    .flatMap((list) => listAt(value, [...pods.specPath, list]))
    .flatMap((container) => [...listAt(container, ['volumeMounts']), ...listAt(container, ['volumeDevices'])])
    .flatMap((mount) => textAt(mount, ['name']) ?? []);
  return [...new Set(mounted)]
    .filter((name) => !there.has(name))
    .map((name) => ({ label: name, value: name, detail: 'mounted, but no volume yet', kind: 'reference' }));
}

function claimTemplates(value: unknown): string[] {
  return listAt(value, ['spec', 'volumeClaimTemplates']).flatMap((claim) => textAt(claim, ['metadata', 'name']) ?? []);
}
