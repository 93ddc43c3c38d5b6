import type { Image } from '../../image.ts';
import { binaryImage } from '../web/binaryImage.ts';
import { coreDnsProgram } from './program.ts';
import { releaseOf } from './release.ts';

/** registry.k8s.io/coredns/coredns: nothing but the program. */
export function coreDnsImage(version: string): Image {
  return binaryImage({ name: 'coredns', program: coreDnsProgram(releaseOf(version)), tools: 'none' });
}
