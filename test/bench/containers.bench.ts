import { ContainerSession } from '../simulation/containers/containerSession.ts';
import { bench, perSecond } from './benchmark.ts';

const turns = 10_000;

/** One container that runs the script for so many turns of a second. */
function turnsPerSecond(script: string): number {
  const session = new ContainerSession();
  session.start('main', ['sh', '-c', script]);
  session.run(10_000);
  return perSecond(turns, () => session.run(turns * 1000));
}

bench('shell: turns of a loop with date and sleep', 'per second', () =>
  turnsPerSecond('while true; do date; sleep 1; done'),
);

bench('shell: turns of a loop that writes $(date) to a file', 'per second', () =>
  turnsPerSecond('i=0; while true; do echo "$i: $(date)" > /tmp/log; i=$((i+1)); sleep 1; done'),
);

const idle = 1000;

bench('shell: memory of a container with an idle shell', 'KiB', () => {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const session = new ContainerSession();
  for (let i = 0; i < idle; i += 1) session.start(`c${i}`, ['sh', '-c', 'sleep 86400; echo done']);
  session.run(10_000);
  globalThis.gc?.();
  const held = process.memoryUsage().heapUsed - before;
  return session.exits.size === 0 ? held / idle / 1024 : Number.NaN;
});
