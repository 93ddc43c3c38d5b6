import assert from 'node:assert/strict';
import { type CommandOutput, type LineRunner, TerminalSession } from '../../src/vscode/terminalSession.ts';
import { Screen } from './screen.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

function start(run: LineRunner) {
  const screen = new Screen(60);
  let exited = false;
  const session = new TerminalSession({
    columns: 60,
    history: [],
    run,
    write: (text) => screen.write(text.replace(/\x1b\[[\d;]*m|\x1b\[3J/g, '')),
    exit: () => {
      exited = true;
    },
  });
  session.begin('hello\n');
  return { session, screen, hasExited: () => exited };
}

describe('terminal session', () => {
  it('prompts, runs a line, shows its output, and prompts again', async () => {
    const { session, screen } = start(async (line, output) => {
      output.stdout(`ran ${line}\n`);
      return 'again';
    });
    session.input('kubectl get pods\r');
    await turn();
    assert.deepEqual(screen.rows(), ['hello', '$ kubectl get pods', 'ran kubectl get pods', '$ ']);
  });

  it('begins the prompt on a line of its own', async () => {
    const { session, screen } = start(async (_line, output) => {
      output.stdout('no line end');
      return 'again';
    });
    session.input('x\r');
    await turn();
    assert.deepEqual(screen.rows().slice(1), ['$ x', 'no line end', '$ ']);
  });

  it('breaks a command off with Ctrl-C and drops its later output', async () => {
    let late: CommandOutput | undefined;
    const { session, screen } = start(
      (_line, output) =>
        new Promise((resolve) => {
          late = output;
          output.stdout('tick\n');
          output.cancellation.onAbort(() => resolve('again'));
        }),
    );
    session.input('kubectl logs -f web\r');
    session.input('\x03');
    await turn();
    late?.stdout('tock\n');
    assert.deepEqual(screen.rows().slice(1), ['$ kubectl logs -f web', 'tick', '^C', '$ ']);
  });

  it('runs the lines of a paste one after the other', async () => {
    const ran: string[] = [];
    const { session } = start(async (line) => {
      await turn();
      ran.push(line);
      return 'again';
    });
    session.input('one\ntwo\nthree\n');
    for (let i = 0; i < 8; i++) await turn();
    assert.deepEqual(ran, ['one', 'two', 'three']);
  });

  it('gives what is typed to a command that reads it, line by line, edited and echoed', async () => {
    const read: string[] = [];
    const { session, screen } = start(
      (_line, { input }) =>
        new Promise((resolve) => {
          input?.onText((text) => read.push(text));
          input?.onEnd(() => resolve('again'));
        }),
    );
    session.input('kubectl exec -i web -- cat\r');
    session.input('helllo\x7f\x7fo\r');
    session.input('two\r');
    session.input('\x04');
    await turn();
    assert.deepEqual(read, ['hello\n', 'two\n']);
    assert.deepEqual(screen.rows().slice(1), ['$ kubectl exec -i web -- cat', 'hello', 'two', '$ ']);
  });

  it('passes each key on to a command that asks for them, Ctrl-C too; a third one without an answer breaks it off', async () => {
    const read: string[] = [];
    const { session, screen } = start(
      (_line, { input, cancellation, stdout }) =>
        new Promise((resolve) => {
          input?.terminal?.passKeys();
          input?.onText((text) => {
            read.push(text);
            if (text === 'l') stdout('l');
          });
          cancellation.onAbort(() => resolve('again'));
        }),
    );
    session.input('kubectl exec -it web -- sh\r');
    for (const key of ['l', '\x03', 'l', '\x03', '\x03', '\x03']) session.input(key);
    await turn();
    assert.deepEqual(read, ['l', '\x03', 'l', '\x03', '\x03']);
    assert.deepEqual(screen.rows().slice(1), ['$ kubectl exec -it web -- sh', 'll^C', '$ ']);
  });

  it('keeps what is typed while a command runs', async () => {
    let finish: () => void = () => {};
    const { session, screen } = start(
      () =>
        new Promise((resolve) => {
          finish = () => resolve('again');
        }),
    );
    session.input('slow\r');
    session.input('next');
    assert.deepEqual(screen.rows().slice(1), ['$ slow', '']);
    finish();
    await turn();
    assert.deepEqual(screen.rows().slice(1), ['$ slow', '$ next']);
  });

  it('types a line of ours in place of a half typed one', async () => {
    const ran: string[] = [];
    const { session } = start(async (line) => {
      ran.push(line);
      return 'again';
    });
    session.input('half');
    session.enter('kubectl apply -f web.yaml');
    await turn();
    assert.deepEqual(ran, ['kubectl apply -f web.yaml']);
  });

  it('ends at exit and at Ctrl-D', async () => {
    const byWord = start(async () => 'exit');
    byWord.session.input('exit\r');
    await turn();
    assert.ok(byWord.hasExited());
    const byKey = start(async () => 'again');
    byKey.session.input('\x04');
    assert.ok(byKey.hasExited());
  });

  /** A command that ends only when it is broken off. */
  function endless(ran: string[]): LineRunner {
    return (line, output) => {
      ran.push(line);
      if (!/-f|-w|delete/.test(line) || line.includes('apply')) return Promise.resolve('again');
      return new Promise((resolve) => output.cancellation.onAbort(() => resolve('again')));
    };
  }

  it('breaks off, in sight, what follows or watches when a line of ours comes', async () => {
    const ran: string[] = [];
    const { session, screen } = start(endless(ran));
    for (const following of ['kubectl logs -f web', 'k get pods -w']) {
      session.input(`${following}\r`);
      session.input('half');
      session.enter('kubectl apply -f web.yaml', 'kubectl get pods');
      for (let i = 0; i < 4; i++) await turn();
    }
    const ours = ['kubectl apply -f web.yaml', 'kubectl get pods'];
    assert.deepEqual(ran, ['kubectl logs -f web', ...ours, 'k get pods -w', ...ours]);
    assert.deepEqual(screen.rows().slice(1, 5), [
      '$ kubectl logs -f web',
      '^C',
      '$ kubectl apply -f web.yaml',
      '$ kubectl get pods',
    ]);
  });

  it('lets a command that ends by itself end first', async () => {
    const ran: string[] = [];
    let finish: () => void = () => {};
    const { session } = start((line) => {
      ran.push(line);
      return new Promise((resolve) => {
        finish = () => resolve('again');
      });
    });
    session.enter('kubectl delete pod web');
    session.enter('kubectl apply -f web.yaml');
    await turn();
    assert.deepEqual(ran, ['kubectl delete pod web']);
    finish();
    await turn();
    assert.deepEqual(ran, ['kubectl delete pod web', 'kubectl apply -f web.yaml']);
  });

  it('does not run a line that is too long, nor what was pasted behind it, and says so', async () => {
    const ran: string[] = [];
    const { session, screen } = start(endless(ran));
    const startMs = Date.now();
    session.input(`${'x'.repeat(1_000_000)}\rnext\r`);
    for (let i = 0; i < 2_000; i++) session.input('kubectl get pods '.repeat(3));
    session.input('\r');
    await turn();
    assert.deepEqual(ran, []);
    assert.match(screen.rows().join(''), /longer than 10000 characters, so it was not run\./);
    session.input('ok\r');
    await turn();
    assert.deepEqual(ran, ['ok']);
    assert.ok(Date.now() - startMs < 3_000, `took ${Date.now() - startMs} ms`);
  });

  it('takes a hundred thousand empty lines', async () => {
    const ran: string[] = [];
    const session = new TerminalSession({
      columns: 60,
      history: [],
      run: endless(ran),
      write: () => {},
      exit: () => {},
    });
    session.begin('');
    session.input(`${'\n'.repeat(100_000)}ok\n`);
    await turn();
    assert.deepEqual(ran, ['ok']);
  });

  it('runs nothing of what was too much to keep while a command ran', async () => {
    const ran: string[] = [];
    let finish: () => void = () => {};
    const { session, screen } = start((line) => {
      ran.push(line);
      return new Promise((resolve) => {
        finish = () => resolve('again');
      });
    });
    session.input('kubectl delete pod web\r');
    session.input('kubectl get pods\r'.repeat(10_000));
    session.input('rest\r');
    finish();
    await turn();
    assert.deepEqual(ran, ['kubectl delete pod web']);
    assert.match(screen.rows().join(' '), /too much to keep while a command runs/);
  });
});
