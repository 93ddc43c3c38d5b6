import assert from 'node:assert/strict';
import { Directory, FileBudget } from '../../../src/simulation/containers/filesystem.ts';
import type { ContainerExit } from '../../../src/simulation/containers/runtime.ts';
import { ContainerSession } from './containerSession.ts';

const mebibyte = 1024 * 1024;

/** How a container with so much memory ends that runs this script. */
function endOf(script: string, memoryMebibytes: number, volume?: Directory): ContainerExit | undefined {
  const session = new ContainerSession();
  const resources = { requestCores: 0.1, limitCores: undefined, memoryLimitBytes: memoryMebibytes * mebibyte };
  const mounts = volume ? [{ path: '/cache', volume, readOnly: false }] : [];
  session.start('main', ['sh', '-c', script], { resources, mounts });
  session.run(60_000);
  const exit = session.exits.get('main');
  return exit && { exitCode: exit.exitCode, reason: exit.reason };
}

const killed = { exitCode: 137, reason: 'OOMKilled' };

describe('Memory of containers', () => {
  it('ends a container that takes more than its limit', () => {
    assert.deepEqual(endOf('tail /dev/zero; echo survived', 64), killed);
    assert.deepEqual(endOf('x=a; while true; do x=$x$x; done', 64), killed);
  });

  it('counts files in memory: those of emptyDir volumes with the medium Memory, and /dev/shm', () => {
    const write = (path: string) => `head -c 9000000 /dev/zero > ${path}; echo; sleep 10`;
    const inMemory = () => new Directory({ budget: new FileBudget(16 * mebibyte, 100, 'memory') });
    assert.deepEqual(endOf(write('/cache/file'), 8, inMemory()), killed);
    assert.deepEqual(endOf(write('/cache/file'), 32, inMemory()), { exitCode: 0, reason: 'Completed' });
    assert.deepEqual(endOf(write('/cache/file'), 8, new Directory()), { exitCode: 0, reason: 'Completed' });
    assert.deepEqual(endOf(write('/dev/shm/file'), 8), killed);
  });

  it('gives memory back with the file', () => {
    const script = 'for i in 1 2 3 4; do head -c 4000000 /dev/zero > /dev/shm/x; rm /dev/shm/x; done';
    assert.deepEqual(endOf(script, 8), { exitCode: 0, reason: 'Completed' });
  });

  it('must at least be what runc needs to begin', () => {
    assert.throws(
      () => endOf('true', 1),
      /runc create failed: unable to start container process: container init was OOM-killed \(memory limit too low\?\): unknown$/,
    );
  });
});
