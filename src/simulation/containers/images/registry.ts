import type { Image } from '../image.ts';
import { alpine } from './alpine.ts';
import { busybox } from './busybox.ts';
import { genericServer } from './genericServer.ts';
import { nginx } from './nginx.ts';
import { pauseImage } from './pause.ts';
import { pulledName } from './pull.ts';

/** An image, or what makes it for the exact version that a tag stands for. */
type ImageOfVersion = Image | ((version: string) => Image);

/** A new image: its file, its line here, its line in the catalogue. */
const images: ReadonlyMap<string, ImageOfVersion> = new Map<string, ImageOfVersion>([
  ['docker.io/library/busybox', busybox],
  ['docker.io/library/alpine', alpine],
  ['docker.io/library/nginx', nginx],
  ['registry.k8s.io/pause', pauseImage],
]);

/** Images that were made for a version: the containers of a version share one. */
const made = new Map<string, Image>();

/** What runs in a container of that image: nothing where there is no such image. */
export function imageOf(reference: string): Image | undefined {
  const pulled = pulledName(reference);
  if (!pulled) return undefined;
  const { name, version } = pulled;
  const image = images.get(name) ?? genericServer;
  if (typeof image !== 'function') return image;
  const key = `${name}:${version}`;
  let found = made.get(key);
  if (!found) {
    found = image(version);
    made.set(key, found);
  }
  return found;
}
