import type { ImageFolder } from '../filesystem.ts';
import type { Image } from '../image.ts';
import { folder, smallLinux, textFile } from './baseFiles.ts';
import { apk } from './distributions.ts';

const release = 'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.22.1\nPRETTY_NAME="Alpine Linux v3.22"\n';

/** By what a program finds out that it runs on Alpine. */
export const alpineRelease: ImageFolder = {
  'alpine-release': textFile('3.22.1\n'),
  'os-release': textFile(release),
};

/** docker.io/library/alpine: busybox with the release files of a distribution. */
export const alpine: Image = {
  files: {
    ...smallLinux,
    sbin: folder({ apk }),
    etc: folder({
      ...alpineRelease,
      passwd: textFile('root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n'),
      group: textFile('root:x:0:root\nnobody:x:65534:\n'),
    }),
  },
  entrypoint: [],
  command: ['/bin/sh'],
  env: {},
  workingDir: '/',
  stopSignal: 'SIGTERM',
  resolver: 'musl',
};
