import assert from 'node:assert/strict';
import { Directory } from '../../../src/simulation/containers/filesystem.ts';
import type { ContainerSecurity } from '../../../src/simulation/containers/identity.ts';
import { ContainerSession } from './containerSession.ts';

/** What a script prints as that user. */
function asUser(security: Partial<ContainerSecurity>, script: string, volume?: Directory): string {
  const session = new ContainerSession();
  const mounts = volume ? [{ path: '/data', volume, readOnly: false }] : [];
  const container = session.start('main', ['sh', '-c', script], { security, mounts });
  session.run(1000);
  return container.log
    .entries()
    .map(({ text }) => `${text}\n`)
    .join('');
}

describe('Identity of containers', () => {
  it('root with the usual capabilities is stopped by no mode', () => {
    assert.equal(asUser({}, 'echo a > /root/x; chmod 000 /root/x; cat /root/x'), 'a\n');
  });

  it('another user may read what all may, and write where its mode lets it', () => {
    const text = asUser(
      { uid: 1000 },
      'cat /etc/hostname > /dev/null 2>&1; echo x > /etc/x; ls /root; cd /root; echo y > /tmp/y; cat /tmp/y; mkdir /opt/z',
    );
    assert.equal(
      text,
      "sh: can't create /etc/x: Permission denied\nls: can't open '/root': Permission denied\nsh: cd: line 0: can't cd to /root: Permission denied\ny\nmkdir: can't create directory '/opt/z': Permission denied\n",
    );
  });

  it('its files are its own; in a folder with the set-group-id bit they belong to the folder’s group', () => {
    const volume = new Directory({ mode: 0o2775 });
    volume.gid = 2000;
    const text = asUser(
      { uid: 1000, gid: 3000, groups: [2000] },
      'echo hello > /data/testfile; mkdir /data/sub; id',
      volume,
    );
    const file = volume.get('testfile');
    assert.deepEqual([file?.uid, file?.gid, file?.mode], [1000, 2000, 0o644]);
    assert.deepEqual([volume.get('sub')?.gid, volume.get('sub')?.mode], [2000, 0o2755]);
    assert.equal(text, 'uid=1000 gid=3000 groups=2000,3000\n');
  });

  it('nobody removes what others made in a folder with the sticky bit', () => {
    const volume = new Directory({ mode: 0o1777 });
    const theirs = volume.createFile('theirs', 0o666, 0);
    assert.ok('uid' in theirs);
    assert.match(
      asUser({ uid: 1000 }, 'rm -f /data/theirs; echo more >> /data/theirs', volume),
      /Operation not permitted/,
    );
    assert.ok(volume.get('theirs'));
  });

  it('root without DAC_OVERRIDE obeys modes', () => {
    assert.equal(
      asUser({ uid: 0, drop: ['ALL'] }, 'echo x > /tmp/x; chmod 000 /tmp/x; cat /tmp/x'),
      "cat: can't open '/tmp/x': Permission denied\n",
    );
  });

  it('a read-only root file system refuses writes, volumes do not', () => {
    const text = asUser(
      { readOnlyRoot: true },
      'echo x > /tmp/x; echo y > /data/y; cat /data/y; echo z > /dev/null',
      new Directory(),
    );
    assert.equal(text, "sh: can't create /tmp/x: Read-only file system\ny\n");
  });

  it('ping needs NET_RAW', () => {
    assert.match(asUser({}, 'ping -c 1 127.0.0.1'), /1 packets received/);
    const refusal = 'ping: permission denied (are you root?)\n';
    assert.equal(asUser({ drop: ['NET_RAW'] }, 'ping -c 1 127.0.0.1'), refusal);
    assert.equal(asUser({ uid: 1000 }, 'ping -c 1 127.0.0.1'), refusal);
  });

  it('a low port needs NET_BIND_SERVICE, which works for root alone', () => {
    const bind = (security: Partial<ContainerSecurity>, port: number, unprivilegedPortStart?: number) => {
      const session = new ContainerSession(1, unprivilegedPortStart === undefined ? {} : { unprivilegedPortStart });
      const container = session.start('main', ['nc', '-l', '-p', String(port)], { security });
      session.run(100);
      return session.exits.has('main') ? container.log.entries()[0]?.text : 'bound';
    };
    const refusal = 'nc: bind: Permission denied';
    assert.equal(bind({}, 80), 'bound');
    assert.equal(bind({ uid: 1000 }, 80), refusal);
    assert.equal(bind({ uid: 1000, add: ['NET_BIND_SERVICE'] }, 80), refusal);
    assert.equal(bind({ uid: 0, drop: ['ALL'] }, 80), refusal);
    assert.equal(bind({ uid: 0, drop: ['ALL'], add: ['NET_BIND_SERVICE'] }, 80), 'bound');
    assert.equal(bind({ uid: 1000 }, 8080), 'bound');
    assert.equal(bind({ uid: 1000 }, 80, 0), 'bound');
  });
});
