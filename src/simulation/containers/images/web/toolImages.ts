import { bindNslookup } from '../../applets/network/bind/bindNslookup.ts';
import { type BindRelease, bind99, bind916, bind920 } from '../../applets/network/bind/bindRelease.ts';
import { dig } from '../../applets/network/bind/dig.ts';
import { host } from '../../applets/network/bind/host.ts';
import { curl } from '../../applets/network/curl.ts';
import { ss } from '../../applets/network/netstat.ts';
import { openbsdNc } from '../../applets/network/openbsdNc.ts';
import type { ImageEntry, ImageFolder } from '../../filesystem.ts';
import type { Image } from '../../image.ts';
import type { Program } from '../../syscalls.ts';
import { folder, smallLinux } from '../baseFiles.ts';
import { debianFiles, usrWith } from '../distributions.ts';

const entry = (program: Program): ImageEntry => ({ kind: 'program', program });
const curlEntry = entry(curl);

/** BIND's tools: before busybox' nslookup on the usual `PATH`. */
export function bindTools(release: BindRelease): ImageFolder {
  return { dig: entry(dig(release)), host: entry(host(release)), nslookup: entry(bindNslookup(release)) };
}

/** The netcat of OpenBSD, in front of busybox'. */
export const netcat: ImageFolder = { nc: entry(openbsdNc) };

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
    resolver: 'musl',
    ...image,
  };
}

/** docker.io/curlimages/curl: curl itself is the command. */
export const curlImage = shellWith({ curl: curlEntry }, { entrypoint: ['curl'], command: ['--help'], user: '100' });

/** docker.io/radial/busyboxplus:curl. */
export const busyboxPlus = shellWith({ curl: curlEntry }, { command: ['/bin/sh'], resolver: 'uclibc' });

/** docker.io/nicolaka/netshoot. */
export const netshoot = shellWith(
  {
    curl: curlEntry,
    ...bindTools(bind920),
    ...netcat,
    ss: entry(ss),
    bash: { kind: 'link', target: '/bin/sh' },
    zsh: { kind: 'link', target: '/bin/sh' },
  },
  { command: ['zsh'], workingDir: '/root' },
);

/** docker.io/wbitt/network-multitool, formerly praqma/network-multitool; its web server is not simulated. */
export const networkMultitool = shellWith({ curl: curlEntry, ...bindTools(bind920), ...netcat, ss: entry(ss) }, {});

/** docker.io/infoblox/dnstools. */
export const dnsTools = shellWith({ curl: curlEntry, ...bindTools(bind916) }, { command: ['/bin/sh'] });

/** registry.k8s.io/e2e-test-images/jessie-dnsutils: Debian 8 with BIND's tools. */
export const jessieDnsUtils: Image = {
  files: { ...debianFiles, usr: usrWith({ bin: folder(bindTools(bind99)) }) },
  entrypoint: [],
  command: ['/bin/bash'],
  env: {},
  workingDir: '/',
  stopSignal: 'SIGTERM',
};
