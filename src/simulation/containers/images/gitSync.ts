import { refused } from '../errno.ts';
import type { Image } from '../image.ts';
import type { Process } from '../process.ts';
import { type Program, type Run, sleep, write } from '../syscalls.ts';
import { folder, smallLinux, textFile } from './baseFiles.ts';
import { isoStamp } from './logTimes.ts';
import { saveFile } from './saveFile.ts';

/** The repository that stands for all repositories gets a commit so often, milliseconds of virtual time. */
const commitEveryMs = 5 * 60_000;
const fetchMs = 800;
const memoryBytes = 18 * 1024 * 1024;

/** Repositories by whose names examples say that they are not there. */
const missing = /non-?exist|does-?not-?exist|not-?found|no-?such|missing|invalid/;

/** The files of a commit: a web page that says which it is. */
function filesOf(commit: number): Readonly<Record<string, string>> {
  return {
    'README.md': '# A small repository\n\nPod Labs brings it in place of the one that was asked for.\n',
    'index.html': `<!DOCTYPE html>\n<html>\n<body>\n<h1>Hello from git</h1>\n<p>This is commit ${commit}.</p>\n</body>\n</html>\n`,
  };
}

/** 40 digits that are the same for the same commit. */
function hashOf(repository: string, commit: number): string {
  let hash = '';
  for (let part = 0; part < 5; part++) {
    let value = 0x811c9dc5 ^ (commit * 31 + part);
    for (let i = 0; i < repository.length; i++) value = Math.imul(value ^ repository.charCodeAt(i), 0x01000193);
    hash += ((value ^ (value >>> 15)) >>> 0).toString(16).padStart(8, '0');
  }
  return hash;
}

/** A setting by its flag or its variable; those of version 3 are understood too. */
function setting(process: Process, name: string, otherwise = ''): string {
  const words = process.argv.slice(1);
  for (const [index, word] of words.entries()) {
    const [flag = '', value] = word.split(/=(.*)/s);
    if (flag === `--${name}` || flag === `-${name}`) {
      const next = words[index + 1];
      return value ?? (next === undefined || next.startsWith('-') ? 'true' : next);
    }
  }
  const variable = name.toUpperCase().replaceAll('-', '_');
  return process.env.get(`GITSYNC_${variable}`) ?? process.env.get(`GIT_SYNC_${variable}`) ?? otherwise;
}

function durationMs(text: string): number {
  const [, amount = '10', unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text) ?? [];
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
  return Math.max(1, Number(amount) * (units[unit] ?? 1000));
}

/** git-sync: checks a commit out beside the last one and lets a link point to it (https://github.com/kubernetes/git-sync). */
const gitSync: Program = function* (process) {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.dispositions.set(signal, 'catch');
  process.holdMemory(memoryBytes);
  const say = function* (level: 'INFO' | 'ERROR', msg: string, more: object = {}): Run<void> {
    const ts = `${isoStamp(process.nowMs)}000`;
    const record = level === 'INFO' ? { logger: '', ts, level: 0, msg, ...more } : { logger: '', ts, msg, ...more };
    yield* write(2, `${JSON.stringify(record)}\n`);
  };
  const repository = setting(process, 'repo');
  const root = setting(process, 'root', '/git');
  if (repository === '') {
    yield* write(2, 'ERROR: required flag: --repo must be specified\n');
    return 1;
  }
  const link = setting(process, 'link') || setting(process, 'dest') || nameOf(repository);
  const once = setting(process, 'one-time') === 'true';
  const periodMs = durationMs(setting(process, 'period') || setting(process, 'wait', '10s'));
  const args = process.argv.slice(1);
  yield* say('INFO', 'starting up', {
    version: 'v4.4.0',
    pid: process.pid,
    uid: 65533,
    gid: 65533,
    home: '/tmp',
    flags: args,
  });
  process.mkdir(root);
  let local = '';
  while (process.caught.length === 0) {
    if (yield* sleep(fetchMs)) break;
    if (missing.test(repository)) {
      const err = `Run(git fetch ${repository}): exit status 128: { stdout: "", stderr: "fatal: repository '${repository}' not found" }`;
      yield* say('ERROR', 'error syncing repo, will retry', { error: err });
      if (once) return 1;
    } else {
      const commit = Math.floor((process.nowMs - firstCommitMs) / commitEveryMs);
      const remote = hashOf(repository, commit);
      if (remote !== local) {
        yield* say('INFO', 'update required', {
          ref: setting(process, 'ref', 'HEAD'),
          local,
          remote,
          syncCount: local === '' ? 0 : 1,
        });
        const problem = checkOut(process, { root, link, hash: remote, previous: local, commit });
        if (problem) {
          yield* say('ERROR', 'error syncing repo, will retry', { error: problem });
          if (once) return 1;
        } else {
          yield* say('INFO', 'updated successfully', { ref: setting(process, 'ref', 'HEAD'), remote });
          local = remote;
        }
      }
      if (once && local !== '') {
        yield* say('INFO', 'exiting after one sync', { status: 0 });
        return 0;
      }
    }
    if (yield* sleep(periodMs)) break;
  }
  yield* say('INFO', 'caught signal', { signal: 'terminated' });
  return 0;
};

/** The repository began here: 2026, so that commits have small numbers. */
const firstCommitMs = Date.UTC(2026, 0, 1);

function nameOf(repository: string): string {
  return (
    repository
      .replace(/\/+$/, '')
      .replace(/^.*\//, '')
      .replace(/\.git$/, '') || 'repo'
  );
}

/** Writes a commit's files and moves the link; the folder of the last commit goes. */
function checkOut(
  process: Process,
  {
    root,
    link,
    hash,
    previous,
    commit,
  }: { root: string; link: string; hash: string; previous: string; commit: number },
): string | undefined {
  const trees = `${root}/.worktrees`;
  process.mkdir(trees);
  process.mkdir(`${trees}/${hash}`);
  for (const [name, text] of Object.entries(filesOf(commit))) {
    const refusal = saveFile(process, `${trees}/${hash}/${name}`, text);
    if (refusal) return `open ${trees}/${hash}/${name}: ${refusal.text.toLowerCase()}`;
  }
  const path = link.startsWith('/') ? link : `${root}/${link}`;
  process.unlink(`${path}.tmp`);
  const refusal = process.symlink(`.worktrees/${hash}`, `${path}.tmp`) ?? process.rename(`${path}.tmp`, path);
  if (refusal && refused(refusal)) return `symlink ${path}: ${refusal.text.toLowerCase()}`;
  if (previous !== '') {
    for (const name of Object.keys(filesOf(commit))) process.unlink(`${trees}/${previous}/${name}`);
    process.rmdir(`${trees}/${previous}`);
  }
  return undefined;
}

/** registry.k8s.io/git-sync/git-sync, which runs as user 65533. */
export const gitSyncImage: Image = {
  files: {
    ...smallLinux,
    'git-sync': { kind: 'program', program: gitSync },
    git: folder({}, 0o777),
    etc: folder({
      passwd: textFile('root:x:0:0:root:/root:/bin/sh\ngit-sync:x:65533:65533::/tmp:/sbin/nologin\n'),
      group: textFile('root:x:0:\ngit-sync:x:65533:\n'),
    }),
  },
  entrypoint: ['/git-sync'],
  command: [],
  env: { HOME: '/tmp' },
  user: '65533:65533',
  workingDir: '/tmp',
  stopSignal: 'SIGTERM',
};
