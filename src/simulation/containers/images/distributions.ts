import { appletOf } from '../applets/registry.ts';
import type { ImageEntry, ImageFolder } from '../filesystem.ts';
import type { Image } from '../image.ts';
import { type Program, write } from '../syscalls.ts';
import { folder, smallLinux, textFile, toolFolder } from './baseFiles.ts';

const accounts = textFile(
  'root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n',
);
const groups = textFile('root:x:0:\nnogroup:x:65534:\n');
const shell: ImageEntry = { kind: 'program', program: appletOf('sh') };

/** The folder `/usr` of an image with more in it. */
export function usrWith(entries: ImageFolder): ImageEntry {
  const usr = smallLinux.usr;
  return folder({ ...(usr?.kind === 'folder' ? usr.entries : {}), ...entries });
}

/** Files of a distribution: Bash, its release and its package manager. */
function linux(release: string, managers: ImageFolder): ImageFolder {
  const { busybox: _, ...tools } = toolFolder();
  return {
    ...smallLinux,
    bin: folder({ ...tools, bash: shell }),
    etc: folder({ passwd: accounts, group: groups, 'os-release': textFile(release) }),
    usr: usrWith({ bin: folder({ env: { kind: 'link', target: '/bin/env' }, ...managers }) }),
  };
}

function program(run: Program): ImageEntry {
  return { kind: 'program', program: run };
}

/** A package manager where no package server can be reached: its own words, then ours. */
function unreachable(lines: (release: string) => readonly string[], exitCode: number): Program {
  return function* (process) {
    const [name = '', action = ''] = process.argv;
    if (action === '--version') {
      yield* write(1, `${name.slice(name.lastIndexOf('/') + 1)} (simulated)\n`);
      return 0;
    }
    const text = [...lines(action), 'Packages are not simulated: choose an image that has what you need.'];
    yield* write(2, `${text.join('\n')}\n`);
    return exitCode;
  };
}

const debianSuites: Readonly<Record<string, string>> = {
  '13': 'trixie',
  '12': 'bookworm',
  '11': 'bullseye',
  '10': 'buster',
};
const ubuntuSuites: Readonly<Record<string, string>> = {
  '25.10': 'Questing Quokka',
  '25.04': 'Plucky Puffin',
  '24.04': 'Noble Numbat',
  '22.04': 'Jammy Jellyfish',
  '20.04': 'Focal Fossa',
  '18.04': 'Bionic Beaver',
  '16.04': 'Xenial Xerus',
  '14.04': 'Trusty Tahr',
};

/** `apt-get update` succeeds with warnings even where no server answers; an install then finds no package. */
const apt = (host: string, suite: string): Program =>
  function* (process) {
    const [, ...words] = process.argv;
    const action = words.find((word) => !word.startsWith('-'));
    const names = words.filter((word) => !word.startsWith('-') && word !== action);
    if (action === 'update') {
      const why = `Temporary failure resolving '${host}'`;
      yield* write(
        1,
        `Ign:1 http://${host} ${suite} InRelease\nErr:1 http://${host} ${suite} InRelease\n  ${why}\nReading package lists...\n`,
      );
      yield* write(
        2,
        `W: Failed to fetch http://${host}/dists/${suite}/InRelease  ${why}\nW: Some index files failed to download. They have been ignored, or old ones used instead.\n`,
      );
      return 0;
    }
    if (action === 'install') {
      yield* write(1, 'Reading package lists...\nBuilding dependency tree...\nReading state information...\n');
      yield* write(
        2,
        `${names.map((name) => `E: Unable to locate package ${name}\n`).join('')}Packages are not simulated: choose an image that has what you need.\n`,
      );
      return 100;
    }
    yield* write(1, 'apt (simulated)\n');
    return 0;
  };

function aptFolder(host: string, suite: string): ImageFolder {
  const entry = program(apt(host, suite));
  return { apt: entry, 'apt-get': entry };
}

const debianRelease = (number: string, suite: string) =>
  `PRETTY_NAME="Debian GNU/Linux ${number} (${suite})"\nNAME="Debian GNU/Linux"\nVERSION_ID="${number}"\nVERSION="${number} (${suite})"\nVERSION_CODENAME=${suite}\nID=debian\n`;

/** Debian's files, which many images stand on. */
export const debianFiles: ImageFolder = linux(debianRelease('12', 'bookworm'), aptFolder('deb.debian.org', 'bookworm'));

function base(files: ImageFolder): Image {
  return { files, entrypoint: [], command: ['bash'], env: {}, workingDir: '/', stopSignal: 'SIGTERM' };
}

/** docker.io/library/debian. */
export function debian(version: string): Image {
  const coded = Object.entries(debianSuites).find(([, suite]) => suite === version)?.[0];
  const number = coded ?? version.split('.')[0] ?? '13';
  const suite = debianSuites[number] ?? 'trixie';
  return base(linux(debianRelease(number, suite), aptFolder('deb.debian.org', suite)));
}

/** docker.io/library/ubuntu. */
export function ubuntu(version: string): Image {
  const coded = Object.entries(ubuntuSuites).find(([, name]) => name.toLowerCase().startsWith(`${version} `))?.[0];
  const number = coded ?? (ubuntuSuites[version] ? version : '24.04');
  const name = ubuntuSuites[number] ?? '';
  const suite = name.split(' ')[0]?.toLowerCase() ?? '';
  const release = `PRETTY_NAME="Ubuntu ${number} LTS"\nNAME="Ubuntu"\nVERSION_ID="${number}"\nVERSION="${number} LTS (${name})"\nVERSION_CODENAME=${suite}\nID=ubuntu\nID_LIKE=debian\n`;
  return base(linux(release, aptFolder('archive.ubuntu.com', suite)));
}

const dnf = program(
  unreachable(
    (action) => [
      `Error: Failed to download metadata for repo 'baseos': Cannot prepare internal mirrorlist: Curl error (6): Couldn't resolve host name (${action})`,
    ],
    1,
  ),
);

/** Distributions of Red Hat's family: `dnf` and `yum`. */
const redHatLike =
  (id: string, name: string, newest: string) =>
  (tag: string): Image => {
    const version = /^\d+(\.\d+)*/.exec(tag.replace(/^centos/, ''))?.[0] ?? newest;
    const release = `NAME="${name}"\nVERSION="${version}"\nID="${id}"\nID_LIKE="rhel fedora"\nVERSION_ID="${version}"\nPRETTY_NAME="${name} ${version}"\n`;
    const managers = { dnf, yum: dnf, microdnf: dnf };
    return { ...base(linux(release, managers)), command: ['/bin/bash'] };
  };

export const fedora = redHatLike('fedora', 'Fedora Linux', '43');
export const rockyLinux = redHatLike('rocky', 'Rocky Linux', '9.3');
export const centos = redHatLike('centos', 'CentOS Linux', '8');
export const amazonLinux = redHatLike('amzn', 'Amazon Linux', '2023');

/** Alpine's package manager, where no package server answers. */
export const apk: ImageEntry = program(
  unreachable(
    () => [
      'WARNING: fetching https://dl-cdn.alpinelinux.org/alpine/v3.22/main: temporary error (try again later)',
      'ERROR: unable to select packages: no repository could be read',
    ],
    1,
  ),
);
