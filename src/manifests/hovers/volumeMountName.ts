import { code } from '../markdown.ts';
import { textAt } from '../plainLookup.ts';
import { podSpecPath } from '../podSpecs.ts';
import { mountsOf, volumesOf } from '../volumes.ts';
import { listing } from '../words/listing.ts';
import type { HoverSubject } from './subject.ts';

/** Which volume a mount takes, and who shares it; or that there is none of that name. */
export const volumeMountName: HoverSubject = ({ document, kind, path, ownerType, field }) => {
  const podSpec = podSpecPath(kind);
  const name = textAt(document.value, path);
  if (ownerType !== 'VolumeMount' || field.name !== 'name' || !podSpec || name === undefined) return undefined;
  const volumes = volumesOf(document.value, podSpec);
  const volume = volumes.find((candidate) => candidate.name === name);
  if (!volume) {
    const others = listing(volumes.map((candidate) => code(candidate.name)));
    const known = others === '' ? 'This Pod has no volumes.' : `The volumes of this Pod: ${others}.`;
    return `**There is no volume ${code(name)}** in \`${[...podSpec, 'volumes'].join('.')}\`. ${known}`;
  }
  const sharers = mountsOf(document.value, podSpec, name).map(
    ({ container, mountPath, readOnly }) => `${code(container)} at ${code(mountPath)}${readOnly ? ' (read-only)' : ''}`,
  );
  return `Mounts the volume ${code(name)}${volume.source ? ` (\`${code(volume.source).replaceAll('`', '')}\`)` : ''}. Mounted by ${listing(sharers)}.`;
};
