import type { Image } from '../image.ts';
import { smallLinux } from './baseFiles.ts';

/** docker.io/library/busybox: runs `sh`, which ends at once without a terminal. */
export const busybox: Image = {
  files: smallLinux,
  entrypoint: [],
  command: ['sh'],
  env: {},
  workingDir: '/',
  stopSignal: 'SIGTERM',
};
