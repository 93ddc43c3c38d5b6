import type { ImageFolder } from './filesystem.ts';

/** What an image holds: its files, and what its containers run where the Pod says nothing else. */
export interface Image {
  readonly files: ImageFolder;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly workingDir: string;
  /** What a container gets with SIGTERM's job (`STOPSIGNAL`); nginx has SIGQUIT. */
  readonly stopSignal: 'SIGTERM' | 'SIGQUIT' | 'SIGINT';
}
