import { code } from '../markdown.ts';
import { textAt } from '../plainLookup.ts';
import { podSpecPath } from '../podSpecs.ts';
import { mountsOf } from '../volumes.ts';
import { listing } from '../words/listing.ts';
import type { HoverContext, HoverSubject } from './subject.ts';

const meaning =
  'An empty directory that is made when the Pod comes to its node and shared by every container that mounts it. It survives ' +
  'restarts of containers; it is deleted for ever with the Pod.';

const inMemory =
  'With `medium: Memory` it lies in memory: what is written counts as memory of the container that writes it, up to its limit.';

/** What an emptyDir is, which containers share it, and what its size limit does. */
export const emptyDir: HoverSubject = (context) => {
  const { document, ownerType, field, path } = context;
  if (ownerType === 'EmptyDirVolumeSource' && field.name === 'sizeLimit') {
    const isMemory = textAt(document.value, [...path.slice(0, -1), 'medium']) === 'Memory';
    return isMemory
      ? 'The directory cannot become larger: writing fails with "No space left on device".'
      : 'No wall, but a watch: when there is more in it, the kubelet soon **evicts the whole Pod**.';
  }
  if (ownerType !== 'Volume' || field.name !== 'emptyDir') return undefined;
  const isMemory = textAt(document.value, [...path, 'medium']) === 'Memory';
  return [meaning, isMemory ? inMemory : '', sharersText(context)].filter((text) => text !== '').join(' ');
};

function sharersText({ document, kind, path }: HoverContext): string {
  const podSpec = podSpecPath(kind);
  const name = textAt(document.value, [...path.slice(0, -1), 'name']);
  if (!podSpec || name === undefined) return '';
  const sharers = mountsOf(document.value, podSpec, name).map(
    (mount) => `${code(mount.container)} at ${code(mount.mountPath)}`,
  );
  return sharers.length === 0 ? 'No container mounts it.' : `Mounted by ${listing(sharers)}.`;
}
