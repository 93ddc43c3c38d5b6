import { curl } from '../../applets/network/curl.ts';
import { nslookup } from '../../applets/network/dns.ts';
import { ss } from '../../applets/network/netstat.ts';
import type { ImageEntry } from '../../filesystem.ts';
import type { Image } from '../../image.ts';
import { folder, smallLinux } from '../baseFiles.ts';

const curlEntry: ImageEntry = { kind: 'program', program: curl };

function shellWith(programs: Readonly<Record<string, ImageEntry>>, image: Partial<Image>): Image {
  return {
    files: {
      ...smallLinux,
      usr: folder({ bin: folder(programs), local: folder({ bin: folder() }), share: folder(), sbin: folder() }),
    },
    entrypoint: [],
    command: ['sh'],
    env: {},
    workingDir: '/',
    stopSignal: 'SIGTERM',
    ...image,
  };
}

/** docker.io/curlimages/curl: curl itself is the command. */
export const curlImage = shellWith({ curl: curlEntry }, { entrypoint: ['curl'], command: ['--help'], user: '100' });

/** docker.io/radial/busyboxplus:curl. */
export const busyboxPlus = shellWith({ curl: curlEntry }, { command: ['/bin/sh'] });

/** docker.io/nicolaka/netshoot. */
export const netshoot = shellWith(
  {
    curl: curlEntry,
    dig: { kind: 'program', program: nslookup },
    host: { kind: 'program', program: nslookup },
    ss: { kind: 'program', program: ss },
    bash: { kind: 'link', target: '/bin/sh' },
    zsh: { kind: 'link', target: '/bin/sh' },
  },
  { command: ['zsh'], workingDir: '/root' },
);
