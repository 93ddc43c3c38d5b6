import type { Image } from '../image.ts';
import { runUntil } from './longRunning.ts';

/** registry.k8s.io/pause: waits for a signal, and has no shell. */
export const pauseImage: Image = {
  files: { pause: { kind: 'program', program: runUntil(['SIGTERM', 'SIGINT']) } },
  entrypoint: ['/pause'],
  command: [],
  env: {},
  workingDir: '/',
  stopSignal: 'SIGTERM',
};
