import { Directory } from '../../containers/filesystem.ts';
import type { VolumeSetUp } from './volume.ts';

/** The files of an image, read-only (https://kubernetes.io/docs/concepts/storage/volumes/#image). */
export const image: VolumeSetUp = (volume, { imageFiles, nowMs }) => {
  const { reference = '' } = volume.image ?? {};
  const files = imageFiles(reference);
  if (!files) return { problem: `failed to pull image "${reference}": not found` };
  return { node: new Directory({ mode: 0o755, mtimeMs: nowMs, image: files }), readOnly: true, keepsOwners: true };
};
