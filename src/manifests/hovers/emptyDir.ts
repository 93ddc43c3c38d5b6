import { code } from '../markdown.ts';
import { textAt } from '../plainLookup.ts';
import { podSpecPath } from '../podSpecs.ts';
import { mountsOf } from '../volumes.ts';
import type { HoverSubject } from './subject.ts';

const meaning =
  'An empty directory that is made when the Pod comes to its node and shared by every container that mounts it. It survives ' +
  'restarts of containers; it is deleted for ever with the Pod.';

/** What an emptyDir is and which containers share it. */
export const emptyDir: HoverSubject = ({ document, kind, path, ownerType, field }) => {
  if (ownerType !== 'Volume' || field.name !== 'emptyDir') return undefined;
  const podSpec = podSpecPath(kind);
  const name = textAt(document.value, [...path.slice(0, -1), 'name']);
  if (!podSpec || name === undefined) return meaning;
  const sharers = mountsOf(document.value, podSpec, name).map(
    (mount) => `${code(mount.container)} at ${code(mount.mountPath)}`,
  );
  return `${meaning} ${sharers.length === 0 ? 'No container mounts it.' : `Mounted by ${sharers.join(', ')}.`}`;
};
