import type { Image } from '../image.ts';
import { folder, smallLinux } from './baseFiles.ts';
import { runUntil } from './longRunning.ts';

/** An image that the catalogue does not know: a server with a shell beside it that runs until it is told to stop. */
export const genericServer: Image = {
  files: { ...smallLinux, app: folder({ server: { kind: 'program', program: runUntil(['SIGTERM', 'SIGINT']) } }) },
  entrypoint: ['/app/server'],
  command: [],
  env: {},
  workingDir: '/',
  stopSignal: 'SIGTERM',
};
