import type { Image } from '../image.ts';
import { appletFolder, folder, smallLinux } from './baseFiles.ts';
import { httpd } from './busybox/httpd.ts';

/** docker.io/library/busybox: runs `sh`, which ends at once without a terminal. */
export const busybox: Image = {
  files: { ...smallLinux, bin: folder(appletFolder({ httpd })) },
  entrypoint: [],
  command: ['sh'],
  env: {},
  workingDir: '/',
  stopSignal: 'SIGTERM',
};
