import { deepEqual } from 'node:assert/strict';
import { ContainerSession } from './containerSession.ts';

describe('/proc/PID/fd', () => {
  it('leads to what the process has open: a hook or an exec can write to the log of its container', () => {
    const session = new ContainerSession();
    const app = session.start('app', ['sh', '-c', 'exec 3>/tmp/file; echo first >&3; while :; do sleep 1; done']);
    session.timeline.advanceTo(1_000);
    const output: string[] = [];
    app.exec(
      ['sh', '-c', 'echo from outside > /proc/1/fd/1; echo worse >> /proc/1/fd/2; cat /proc/1/fd/3'],
      { stdin: false, tty: false },
      (_channel, text) => output.push(text),
      (exitCode) => output.push(String(exitCode)),
    );
    session.timeline.advanceTo(2_000);
    deepEqual(output, ['first\n', '0']);
    deepEqual(
      app.log.entries().map(({ stream, text }) => [stream, text]),
      [
        ['stdout', 'from outside'],
        ['stderr', 'worse'],
      ],
    );
  });
});
