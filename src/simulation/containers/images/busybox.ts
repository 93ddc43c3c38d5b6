import { oldNslookup } from '../applets/network/oldNslookup.ts';
import type { Image } from '../image.ts';
import type { ResolverKind } from '../resolver/resolverKind.ts';
import { appletFolder, folder, smallLinux } from './baseFiles.ts';
import { httpd } from './busybox/httpd.ts';

/** Since 1.29 nslookup asks name servers itself, before it asked the C library. */
const firstWithOwnNslookup = 29;
/** Since 1.36 the image without a variant's name is the one with glibc, before it was that with uClibc. */
const firstWithGlibc = 36;

/** docker.io/library/busybox: runs `sh`, which ends at once without a terminal. */
export function busybox(version: string, variant: string | undefined): Image {
  const minor = Number(/^1\.(\d+)/.exec(version)?.[1] ?? Number.POSITIVE_INFINITY);
  const usual: ResolverKind = minor >= firstWithGlibc ? 'glibc' : 'uclibc';
  const named = (['glibc', 'musl', 'uclibc'] as const).find((kind) => kind === variant);
  const programs = { httpd, ...(minor < firstWithOwnNslookup && { nslookup: oldNslookup }) };
  return {
    files: { ...smallLinux, bin: folder(appletFolder(programs)) },
    entrypoint: [],
    command: ['sh'],
    env: {},
    workingDir: '/',
    stopSignal: 'SIGTERM',
    resolver: named ?? usual,
  };
}
