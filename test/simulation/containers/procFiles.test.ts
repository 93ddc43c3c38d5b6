import assert from 'node:assert/strict';
import { ContainerSession } from './containerSession.ts';

/** What a script prints in a container with half a processor and 64 MiB. */
function printed(script: string): string[] {
  const session = new ContainerSession();
  const resources = { requestCores: 0.5, limitCores: 0.5, memoryLimitBytes: 64 * 1024 * 1024 };
  const container = session.start('main', ['sh', '-c', script], { resources, env: { COLOUR: 'blue' } });
  session.run(5000);
  return container.log.entries().map(({ text }) => text);
}

describe('/proc and /sys of containers', () => {
  it('have an end: the root of a process is a link to whoever walks through the tree', () => {
    assert.deepEqual(
      printed('readlink /proc/1/root; find / -name hostname; find /proc -type l -name root | head -n 1'),
      ['/', '/bin/hostname', '/proc/sys/kernel/hostname', '/proc/1/root'],
    );
  });

  it('show a container its limits in its cgroup, and the Node’s processors and memory elsewhere', () => {
    assert.deepEqual(printed('cd /sys/fs/cgroup; cat memory.max cpu.max; nproc; grep -c ^processor /proc/cpuinfo'), [
      '67108864',
      '50000 100000',
      '4',
      '4',
    ]);
    assert.match(printed('cat /proc/meminfo')[0] ?? '', /^MemTotal: +\d+ kB$/);
    assert.ok(Number(printed('cat /sys/fs/cgroup/memory.current')[0]) > 0);
  });

  it('count the time for which a container was throttled', () => {
    const [usage, throttled] = printed(
      'i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done & sleep 3; grep -E "^(usage|throttled)_" /sys/fs/cgroup/cpu.stat',
    ).map((line) => Number(line.split(' ')[1]));
    assert.ok((usage as number) > 1_000_000 && (usage as number) < 1_700_000, String(usage));
    assert.ok((throttled as number) > 1_000_000, String(throttled));
  });

  it('show processes: words, environment, state, identity', () => {
    assert.deepEqual(
      printed('tr "\\0" " " < /proc/1/cmdline; echo; tr "\\0" "\\n" < /proc/self/environ | grep COLOUR').slice(-1),
      ['COLOUR=blue'],
    );
    assert.deepEqual(printed('grep -E "^(Pid|Uid|CapEff)" /proc/1/status; cat /proc/self/comm'), [
      'Pid:\t1',
      'Uid:\t0\t0\t0\t0',
      'CapEff:\t00000000a80425fb',
      'cat',
    ]);
  });

  it('list what is mounted', () => {
    assert.match(printed('cat /proc/mounts').join('\n'), /^overlay \/ overlay rw,/);
  });

  it('take no files', () => {
    assert.match(printed('echo x > /proc/mine; mkdir /sys/mine')[0] ?? '', /can't create \/proc\/mine/);
  });
});
