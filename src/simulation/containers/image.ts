import type { ImageFolder } from './filesystem.ts';
import type { ResolverKind } from './resolver/resolverKind.ts';
import type { Signal } from './runtime.ts';

/** What an image holds: its files, and what its containers run where the Pod says nothing else. */
export interface Image {
  readonly files: ImageFolder;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly workingDir: string;
  /** `USER`: a number or a name of its `/etc/passwd`, perhaps with a group behind a colon; root where it is missing. */
  readonly user?: string;
  /** What a container gets with SIGTERM's job (`STOPSIGNAL`); nginx has SIGQUIT. */
  readonly stopSignal: Signal;
  /** How its programs look names up; as glibc does where it is missing, in variants on Alpine as musl does. */
  readonly resolver?: ResolverKind;
}

/** An image, or what makes it for the exact version that a tag stands for, and the variant that it names (`alpine`). */
export type ImageOfVersion = Image | ((version: string, variant: string | undefined) => Image);
