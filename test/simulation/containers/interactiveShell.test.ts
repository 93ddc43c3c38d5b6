import assert from 'node:assert/strict';
import type { ContainerSecurity } from '../../../src/simulation/containers/identity.ts';
import { ContainerSession } from './containerSession.ts';

/** What a person sees who types these in `sh` on a terminal; each gets two seconds. */
function seen(keys: readonly string[], security?: Partial<ContainerSecurity>): string[] {
  const session = new ContainerSession();
  const container = session.start('main', ['sleep', '100000'], security ? { security } : {});
  session.run(10);
  let screen = '';
  let exitCode: number | undefined;
  const handle = container.exec(
    ['sh'],
    { stdin: true, tty: true },
    (_, text) => {
      screen += text;
    },
    (code) => {
      exitCode = code;
    },
  );
  session.run(10);
  for (const key of keys) {
    handle.write(key);
    session.run(2000);
  }
  if (exitCode !== undefined) screen += `(${exitCode})`;
  return screen.split('\r\n');
}

describe('A shell on a terminal', () => {
  it('goes on after Ctrl-C, which ends what runs in the foreground', () => {
    assert.deepEqual(seen(['sleep 100; echo never\r', '\x03', 'echo $?\r']), [
      '/ # sleep 100; echo never',
      '^C',
      '/ # echo $?',
      '130',
      '/ # ',
    ]);
    assert.deepEqual(seen(['half', '\x03', 'echo whole\r']), ['/ # half^C', '/ # echo whole', 'whole', '/ # ']);
  });

  it('ends with Ctrl-D', () => {
    assert.deepEqual(seen(['cd /root\r', 'false\r', '\x04']), ['/ # cd /root', '~ # false', '~ # (1)']);
  });

  it('shows by its prompt who it is', () => {
    assert.deepEqual(seen(['id -u\r'], { uid: 1000 }), ['/ $ id -u', '1000', '/ $ ']);
  });

  it('edits the line: erases characters, words and all', () => {
    const lines = seen(['echo wrongg\x7f\x7f word\x17x\x15echo right\r']);
    assert.deepEqual(lines.slice(1), ['right', '/ # ']);
  });

  it('has jobs in the background that Ctrl-C does not reach', () => {
    const lines = seen(['sleep 50 &\r', '\x03', 'jobs\r', 'kill %1\r', 'wait\r', 'jobs\r']);
    assert.ok(lines.includes('[1]+  Running                    sleep 50'), lines.join('\n'));
    assert.ok(!lines.slice(lines.indexOf('/ # kill %1')).some((line) => line.includes('Running')), lines.join('\n'));
  });
});

describe('A container with a terminal', () => {
  it('talks with who attaches, and ends when its shell does', () => {
    const session = new ContainerSession();
    const container = session.start('main', ['sh'], { stdin: 'once', tty: true });
    session.run(100);
    let screen = '';
    let ended = false;
    const handle = container.attach(
      true,
      (_, text) => {
        screen += text;
      },
      () => {
        ended = true;
      },
    );
    for (const key of ['\r', 'echo hello\r', 'exit 7\r']) {
      handle.write(key);
      session.run(100);
    }
    assert.deepEqual(screen.split('\r\n'), ['', '/ # echo hello', 'hello', '/ # exit 7', '']);
    assert.ok(ended);
    assert.equal(session.exits.get('main')?.exitCode, 7);
  });

  it('with standard input that is open once ends when the first who attached has gone', () => {
    const session = new ContainerSession();
    const once = session.start('once', ['cat'], { stdin: 'once' });
    const always = session.start('always', ['cat'], { stdin: 'always' });
    session.run(100);
    for (const container of [once, always]) {
      const handle = container.attach(
        true,
        () => {},
        () => {},
      );
      handle.write('line\n');
      handle.closeInput();
    }
    session.run(100);
    assert.deepEqual(
      once.log.entries().map(({ text }) => text),
      ['line'],
    );
    assert.equal(session.exits.get('once')?.exitCode, 0);
    assert.equal(session.exits.has('always'), false);
  });
});
