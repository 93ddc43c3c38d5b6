import type { ManifestSet } from '../manifestSet.ts';
import { patchFilesOfKustomize } from './givenObjects.ts';
import { fileNameOf, folderOf } from './neighbours.ts';

/** `patch.yaml`, `memory_patch.yaml`, `patches/memory.yaml`. */
const patchName = /(?:^|[-_.])patch(?:es)?[-_.]/i;
const patchFolder = /(?:^|[\\/])patches[\\/]$/i;

/**
 * Whether a file holds patches, as a kustomization of the set or its own name says: a patch is a part of an object, and what is not
 * in it stands elsewhere (https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/).
 */
export function isPatchFile(set: ManifestSet, file: string): boolean {
  return patchFilesOfKustomize(set).has(file) || patchName.test(fileNameOf(file)) || patchFolder.test(folderOf(file));
}
