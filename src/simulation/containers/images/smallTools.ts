import { readAll } from '../applets/input.ts';
import { appletOf } from '../applets/registry.ts';
import type { Image } from '../image.ts';
import { type Program, pause, write } from '../syscalls.ts';
import { folder, smallLinux } from './baseFiles.ts';
import { debianFiles, usrWith } from './distributions.ts';
import { entrypointFor } from './entrypoint.ts';
import { notSimulated } from './notSimulated.ts';

const plain = { env: {}, workingDir: '/', stopSignal: 'SIGTERM' } as const;

const greeting = `
Hello from Docker!
This message shows that your installation appears to be working correctly.

To generate this message, Docker took the following steps:
 1. The Docker client contacted the Docker daemon.
 2. The Docker daemon pulled the "hello-world" image from the Docker Hub.
    (amd64)
 3. The Docker daemon created a new container from that image which runs the
    executable that produces the output you are currently reading.
 4. The Docker daemon streamed that output to the Docker client, which sent it
    to your terminal.

`;

const hello: Program = function* () {
  yield* write(1, greeting);
  return 0;
};

/** docker.io/library/hello-world: one program, no shell. */
export const helloWorld: Image = {
  ...plain,
  files: { hello: { kind: 'program', program: hello } },
  entrypoint: [],
  command: ['/hello'],
};

/** docker.io/library/bash: Bash beside busybox, and a script that runs what it is told with it. */
export const bash: Image = {
  ...plain,
  resolver: 'musl',
  files: {
    ...smallLinux,
    usr: usrWith({
      local: folder({
        bin: folder({
          bash: { kind: 'program', program: appletOf('sh') },
          'docker-entrypoint.sh': { kind: 'program', program: entrypointFor(appletOf('sh'), 'bash') },
        }),
      }),
    }),
  },
  entrypoint: ['docker-entrypoint.sh'],
  command: ['bash'],
};

/** Lines of what the whale says, in characters. */
const bubbleWidth = 40;

/** `cowsay text`: a whale says it. */
const cowsay: Program = function* (process) {
  const said = process.argv.slice(1).join(' ') || (yield* readAll(0)).trim();
  const lines: string[] = [];
  for (const word of said.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < bubbleWidth) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const width = Math.max(...lines.map((line) => line.length));
  const framed = lines.map((line, i) => {
    const [left, right] = lines.length === 1 ? '<>' : i === 0 ? '/\\' : i === lines.length - 1 ? '\\/' : '||';
    return `${left} ${line.padEnd(width)} ${right}\n`;
  });
  const whale =
    '    \\\n     \\\n      \\     \n                    ##        .            \n              ## ## ##       ==            \n           ## ## ## ##      ===            \n       /""""""""""""""""___/ ===        \n  ~~~ {~~ ~~~~ ~~~ ~~~~ ~~ ~ /  ===- ~~~   \n       \\______ o          __/            \n        \\    \\        __/             \n          \\____\\______/   \n';
  yield* write(1, ` ${'_'.repeat(width + 2)} \n${framed.join('')} ${'-'.repeat(width + 2)} \n${whale}`);
  return 0;
};

/** docker.io/docker/whalesay. */
export const whalesay: Image = {
  ...plain,
  files: {
    ...debianFiles,
    usr: usrWith({ local: folder({ bin: folder({ cowsay: { kind: 'program', program: cowsay } }) }) }),
  },
  entrypoint: [],
  command: ['bash'],
};

/** docker.io/alpine/git. */
export const alpineGit: Image = {
  ...plain,
  resolver: 'musl',
  files: {
    ...smallLinux,
    usr: usrWith({
      bin: folder({
        env: { kind: 'link', target: '/bin/env' },
        git: {
          kind: 'program',
          program: notSimulated(128, 'Pod Labs does not simulate git: the git-sync image brings a small repository.'),
        },
      }),
    }),
  },
  entrypoint: ['git'],
  command: ['--help'],
  workingDir: '/git',
};

const kubectlProgram: Program = notSimulated(
  1,
  'Pod Labs does not simulate kubectl inside of a Pod: use the terminal.',
);

/** registry.k8s.io/kubectl: one program, no shell. */
export const kubectl: Image = {
  ...plain,
  files: { bin: folder({ kubectl: { kind: 'program', program: kubectlProgram } }) },
  entrypoint: ['/bin/kubectl'],
  command: [],
};

/** docker.io/bitnami/kubectl: with a shell, as user 1001. */
export const bitnamiKubectl: Image = {
  ...plain,
  files: {
    ...debianFiles,
    opt: folder({
      bitnami: folder({ kubectl: folder({ bin: folder({ kubectl: { kind: 'program', program: kubectlProgram } }) }) }),
    }),
  },
  entrypoint: ['kubectl'],
  command: ['--help'],
  env: { PATH: '/opt/bitnami/kubectl/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' },
  user: '1001',
};

/** `ncat --listen …` of the MySQL example: runs until it is told to end. */
const ncat: Program = function* (process) {
  const listens = process.argv.includes('--listen') || process.argv.includes('-l');
  if (!listens) return 0;
  yield* write(2, 'ncat: Pod Labs runs this server for backups, but sends none.\n');
  process.dispositions.set('SIGTERM', 'catch');
  while (process.caught.length === 0) yield* pause();
  return 143;
};

/** gcr.io/google-samples/xtrabackup, with MySQL's client: copies nothing, and says so. */
export function xtrabackup(mysqlClient: Program): Image {
  const bin = folder({
    env: { kind: 'link', target: '/bin/env' },
    mysql: { kind: 'program', program: mysqlClient },
    ncat: { kind: 'program', program: ncat },
    xbstream: { kind: 'program', program: notSimulated(0, 'Pod Labs copies no data between databases.') },
    xtrabackup: { kind: 'program', program: notSimulated(0, 'Pod Labs copies no data between databases.') },
  });
  return { ...plain, files: { ...debianFiles, usr: usrWith({ bin }) }, entrypoint: [], command: ['bash'] };
}
