import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Directory } from '../../../src/simulation/containers/filesystem.ts';
import { ContainerSession, runScript } from './containerSession.ts';

describe('Container processes', () => {
  it('share an emptyDir: a sidecar ships what the app writes, from the moment the file appears', () => {
    const session = new ContainerSession();
    const volume = new Directory();
    const shipper = session.start('shipper', ['sh', '-c', 'tail -n+1 -F /logs/access.log'], {
      mounts: [{ path: '/logs', volume, readOnly: true }],
    });
    session.run(2500);
    const script =
      'i=0; while true; do i=$((i+1)); echo "$(date -Iseconds) GET /item/$i 200" >> /var/log/app/access.log; sleep 2; done';
    session.start('app', ['sh', '-c', script], { mounts: [{ path: '/var/log/app', volume, readOnly: false }] });
    session.run(3000);
    assert.deepEqual(
      shipper.log.entries().map((entry) => `${entry.stream} ${entry.text}`),
      [
        "stderr tail: can't open '/logs/access.log': No such file or directory",
        'stderr tail: /logs/access.log has appeared; following end of new file',
        'stdout 2026-11-22T16:00:02+00:00 GET /item/1 200',
        'stdout 2026-11-22T16:00:04+00:00 GET /item/2 200',
      ],
    );
  });

  it('refuse to write on a read-only mount', () => {
    const mounts = [{ path: '/logs', volume: new Directory(), readOnly: true }];
    assert.equal(runScript('echo x > /logs/a', { mounts }).stderr, "sh: can't create /logs/a: Read-only file system\n");
    assert.equal(
      runScript('mkdir /logs/a', { mounts }).stderr,
      "mkdir: can't create directory '/logs/a': Read-only file system\n",
    );
  });

  it('ignore SIGTERM as process 1 without a handler, and end with 137 on SIGKILL', () => {
    const session = new ContainerSession();
    const container = session.start('main', ['sh', '-c', 'sleep 1000']);
    session.run(1000);
    container.signal('SIGTERM');
    session.run(30_000);
    assert.equal(session.exits.size, 0);
    container.signal('SIGKILL');
    assert.equal(session.exits.size, 0, 'never from within the call');
    session.run(0);
    assert.deepEqual(session.exits.get('main'), { exitCode: 137, reason: 'Error', signal: 9, atMs: 31_000 });
  });

  it('say as runc does that a command is not in the image', () => {
    const session = new ContainerSession();
    assert.throws(
      () => session.start('main', ['nope']),
      /OCI runtime create failed: .* exec: "nope": executable file not found in \$PATH: unknown$/,
    );
  });

  it('start nginx, which ends in order on its stop signal', () => {
    const session = new ContainerSession();
    const container = session.start('web', [], { image: 'nginx:1.27' });
    session.run(1000);
    assert.equal(container.stopSignal, 'SIGQUIT');
    container.signal(container.stopSignal);
    session.run(10);
    assert.equal(session.exits.get('web')?.exitCode, 0);
  });

  it('give exec its output and exit code', () => {
    const session = new ContainerSession();
    const container = session.start('main', ['sleep', '1000']);
    session.run(10);
    let output = '';
    let exitCode: number | undefined;
    const handle = container.exec(
      ['sh', '-c', 'read x; echo "got $x"; exit 4'],
      { stdin: true, tty: false },
      (channel, text) => {
        output += `${channel} ${text}`;
      },
      (code) => {
        exitCode = code;
      },
    );
    session.run(10);
    handle.write('input\n');
    session.run(10);
    assert.deepEqual({ output, exitCode }, { output: 'stdout got input\n', exitCode: 4 });
  });

  it('talk with a person through a terminal, command by command', () => {
    const session = new ContainerSession();
    const container = session.start('main', ['sleep', '1000']);
    session.run(10);
    let output = '';
    let exitCode: number | undefined;
    const handle = container.exec(
      ['sh'],
      { stdin: true, tty: true },
      (_, text) => {
        output += text;
      },
      (code) => {
        exitCode = code;
      },
    );
    session.run(10);
    for (const line of ['x=1', 'echo $x', 'if true', 'then echo yes; fi', 'echo )', 'exit 3']) {
      handle.write(`${line}\r`);
      session.run(10);
    }
    assert.deepEqual(output.split('\r\n'), [
      '/ # x=1',
      '/ # echo $x',
      '1',
      '/ # if true',
      '> then echo yes; fi',
      'yes',
      '/ # echo )',
      'sh: syntax error: unexpected ")"',
      '/ # exit 3',
      '',
    ]);
    assert.equal(exitCode, 3);
  });

  it('let time pass whatever they do', function () {
    this.timeout(5000);
    for (const script of [
      'while true; do :; done',
      'yes > /dev/null',
      'while :; do true | cat; done',
      'f() { f | f & }; f',
    ]) {
      const session = new ContainerSession();
      session.start('main', ['sh', '-c', script]);
      session.run(20_000);
      assert.ok(session.timeline.steps < 40_000, `${script}: ${session.timeline.steps}`);
    }
  });

  it('never throw, and replay identically, whatever the script is', function () {
    this.timeout(20_000);
    const words = [
      'echo',
      '$x',
      '"$@"',
      'a',
      ';',
      '\n',
      '|',
      '&',
      '&&',
      '||',
      '(',
      ')',
      '{',
      '}',
      'if',
      'then',
      'fi',
      'while',
      'do',
      'done',
      'for',
      'in',
      'case',
      'esac',
      ';;',
      '>',
      '<',
      '>>',
      '2>&1',
      '/tmp/f',
      '$(',
      '`',
      '"',
      "'",
      '\\',
      '$((',
      '))',
      '${',
      '${x%',
      '}',
      'x=1',
      'f()',
      'read',
      'exit',
      'sleep',
      '0.1',
      'cat',
      'tail',
      '-f',
      'set',
      '-e',
      'kill',
      '$$',
      'trap',
      'EXIT',
      'wait',
      '*',
      '[',
      ']',
      'ü',
      'eval',
      'exec',
      '<<E',
      'E',
      '!',
      'break',
      'local',
      'export',
      'unset',
      '.',
      'test',
      '-n',
      'sed',
      's/a/b/',
      'grep',
      'sort',
      'ls',
      '~',
    ];
    const script = fc.array(fc.constantFrom(...words), { maxLength: 14 }).map((parts) => parts.join(' '));
    const run = (text: string) => {
      const session = new ContainerSession(7);
      const container = session.start('main', ['sh', '-c', text]);
      session.run(3000);
      return JSON.stringify([container.log.entries(), [...session.exits], session.timeline.steps]);
    };
    fc.assert(
      fc.property(script, (text) => assert.equal(run(text), run(text))),
      { numRuns: 400 },
    );
  });
});
