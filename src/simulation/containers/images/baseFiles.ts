import { multiCall } from '../applets/busybox.ts';
import { getent } from '../applets/network/getent.ts';
import { appletNames, appletOf } from '../applets/registry.ts';
import type { ImageEntry, ImageFolder } from '../filesystem.ts';
import type { Program } from '../syscalls.ts';

/** A folder of an image. */
export function folder(entries: ImageFolder = {}, mode = 0o755): ImageEntry {
  return { kind: 'folder', entries, mode };
}

/** A text file of an image. */
export function textFile(text: string, mode = 0o644): ImageEntry {
  return { kind: 'file', text, mode };
}

/** The devices that a runtime puts into every container. */
export const devices: ImageEntry = folder({
  null: { kind: 'device', device: 'null' },
  zero: { kind: 'device', device: 'zero' },
  random: { kind: 'device', device: 'random' },
  urandom: { kind: 'device', device: 'random' },
  stdin: { kind: 'device', device: 'stdin' },
  stdout: { kind: 'device', device: 'stdout' },
  stderr: { kind: 'device', device: 'stderr' },
  tty: { kind: 'device', device: 'tty' },
});

/** busybox' programs by their names, as they lie in `/bin`; `more` are those that only some builds of it have. */
export function appletFolder(more: Readonly<Record<string, Program>> = {}): ImageFolder {
  const names = [...appletNames(), 'busybox', ...Object.keys(more)].sort();
  const programs = new Map<string, Program>();
  for (const name of names)
    programs.set(name, name === 'busybox' ? multiCall(programs) : (more[name] ?? appletOf(name)));
  return Object.fromEntries([...programs].map(([name, program]) => [name, { kind: 'program', program }]));
}

/** The tools of a distribution: busybox' and that of its C library, which busybox' own image does not have. */
export function toolFolder(): ImageFolder {
  return { ...appletFolder(), getent: { kind: 'program', program: getent } };
}

/** The files that a small Linux image has in common with others. */
export const smallLinux: ImageFolder = {
  bin: folder(toolFolder()),
  dev: devices,
  etc: folder({
    passwd: textFile('root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/home:/bin/false\n'),
    group: textFile('root:x:0:\nnobody:x:65534:\n'),
  }),
  home: folder(),
  proc: folder({}, 0o555),
  root: folder({}, 0o700),
  sys: folder({}, 0o555),
  tmp: folder({}, 0o1777),
  usr: folder({
    bin: folder({ env: { kind: 'link', target: '/bin/env' } }),
    sbin: folder(),
    share: folder(),
    local: folder({ bin: folder(), sbin: folder() }),
  }),
  var: folder({ log: folder(), run: folder(), spool: folder(), tmp: folder({}, 0o1777), www: folder() }),
  run: folder(),
  opt: folder(),
  mnt: folder(),
  srv: folder(),
};
