import type { Image, ImageOfVersion } from '../image.ts';
import { alpine } from './alpine.ts';
import { busybox } from './busybox.ts';
import { genericServer } from './genericServer.ts';
import { otherImageOf } from './otherImages.ts';
import { pauseImage } from './pause.ts';
import { pulledName } from './pull.ts';
import { webImages } from './webImages.ts';

/** A new image: its file, its line here, its line in the catalogue. */
const images: ReadonlyMap<string, ImageOfVersion> = new Map<string, ImageOfVersion>([
  ['docker.io/library/busybox', busybox],
  ['docker.io/library/alpine', alpine],
  ...webImages,
  ['registry.k8s.io/busybox', busybox],
  ['registry.k8s.io/pause', pauseImage],
]);

/** Images that were made for a version and variant: their containers share one. */
const made = new Map<string, Image>();

/**
 * What runs in a container of that image: nothing where there is no such image. `ports` are the TCP ports that the
 * container declares.
 */
export function imageOf(reference: string, ports: readonly number[] = []): Image | undefined {
  const pulled = pulledName(reference);
  if (!pulled) return undefined;
  const { name, version, variant } = pulled;
  const image = images.get(name) ?? otherImageOf(name);
  if (!image) return genericServer(reference, ports);
  const key = `${name}:${version}-${variant ?? ''}`;
  let found = made.get(key);
  if (!found) {
    found = onItsBase(typeof image === 'function' ? image(version, variant) : image, variant);
    made.set(key, found);
  }
  return found;
}

/** A variant on Alpine has the C library of that. */
function onItsBase(image: Image, variant: string | undefined): Image {
  const isOnAlpine = variant?.includes('alpine') === true;
  return isOnAlpine && image.resolver === undefined ? { ...image, resolver: 'musl' } : image;
}
