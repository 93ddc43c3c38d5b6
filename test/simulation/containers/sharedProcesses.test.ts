import assert from 'node:assert/strict';
import type { RunningContainer } from '../../../src/simulation/containers/runtime.ts';
import { ContainerSession } from './containerSession.ts';

/** What a command in a container prints. */
function ask(session: ContainerSession, container: RunningContainer, ...command: string[]): string {
  let output = '';
  container.exec(
    command,
    { stdin: false, tty: false },
    (_, text) => {
      output += text;
    },
    () => {},
  );
  session.run(100);
  return output;
}

describe('Containers that share their process namespace', () => {
  it('see each other’s processes, and the sandbox’ as process 1', () => {
    const session = new ContainerSession(1, { pids: 'shared' });
    session.start('web', ['sleep', '1000'], { security: { uid: 101 } });
    const shell = session.start('shell', ['sleep', '2000']);
    session.run(10);
    const text = ask(session, shell, 'ps');
    assert.match(text, /^ +1 65535 +0:00 \/pause$/m);
    assert.match(text, /^ +\d+ 101 +0:00 sleep 1000$/m);
    assert.match(text, /^ +\d+ root +0:00 sleep 2000$/m);
  });

  it('can end each other’s processes; a container’s end takes its own with it and no others', () => {
    const session = new ContainerSession(1, { pids: 'shared' });
    session.start('web', ['sh', '-c', 'sleep 500 & sleep 1000; echo end']);
    const shell = session.start('shell', ['sleep', '2000']);
    session.run(10);
    const pid = /^ +(\d+) root +0:00 sh -c/m.exec(ask(session, shell, 'ps'))?.[1];
    assert.equal(ask(session, shell, 'kill', String(pid)), '');
    assert.equal(session.exits.get('web')?.exitCode, 143);
    assert.equal(session.exits.has('shell'), false);
    assert.doesNotMatch(ask(session, shell, 'ps'), /sleep 500/);
  });

  it('keep their file systems apart, but for /proc/PID/root', () => {
    const session = new ContainerSession(1, { pids: 'shared' });
    session.start('web', ['sh', '-c', 'echo mine > /only-here; exec sleep 1000']);
    const shell = session.start('shell', ['sleep', '2000']);
    session.run(10);
    const pid = /^ +(\d+) root +0:00 sleep 1000/m.exec(ask(session, shell, 'ps'))?.[1];
    assert.equal(ask(session, shell, 'cat', '/only-here'), "cat: can't open '/only-here': No such file or directory\n");
    assert.equal(ask(session, shell, 'cat', `/proc/${pid}/root/only-here`), 'mine\n');
  });

  it('let nobody else kill what is not theirs', () => {
    const session = new ContainerSession(1, { pids: 'shared' });
    session.start('web', ['sleep', '1000']);
    const other = session.start('other', ['sleep', '2000'], { security: { uid: 1000 } });
    session.run(10);
    const pid = /^ +(\d+) root +0:00 sleep 1000/m.exec(ask(session, other, 'ps'))?.[1];
    assert.match(ask(session, other, 'kill', String(pid)), /Operation not permitted/);
    assert.equal(session.exits.has('web'), false);
  });

  it('see the Node’s with hostPID', () => {
    const session = new ContainerSession(1, { pids: 'host' });
    const shell = session.start('shell', ['sleep', '2000']);
    session.run(10);
    const text = ask(session, shell, 'ps');
    assert.match(text, /^ +1 root +0:00 \/sbin\/init$/m);
    assert.match(text, /containerd/);
    assert.match(text, /sleep 2000/);
  });
});
