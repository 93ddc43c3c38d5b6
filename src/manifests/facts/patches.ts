import type { ManifestSet } from '../manifestSet.ts';
import { patchFilesOfKustomize } from './givenObjects.ts';
import { fileNameOf, folderOf } from './neighbours.ts';

/** `patch.yaml`, `memory_patch.yaml`, `patches/memory.yaml`. */
const patchName = /(?:^|[-_.])patch(?:es)?[-_.]/i;
const patchFolder = /(?:^|[\\/])patches[\\/]$/i;

/**
 * Whether a file holds patches: for sure where a kustomization of the set says so, perhaps where its own name does. A patch is a part of
 * an object, and what is not in it stands elsewhere (https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/).
 */
export function holdsPatches(set: ManifestSet, file: string): 'surely' | 'perhaps' | 'no' {
  if (patchFilesOfKustomize(set).has(file)) return 'surely';
  return patchName.test(fileNameOf(file)) || patchFolder.test(folderOf(file)) ? 'perhaps' : 'no';
}
