import { ContainerSession } from '../simulation/containers/containerSession.ts';
import { bench, millisecondsOf } from './benchmark.ts';

const containers = 50;
const seconds = 200;

/** How long the host needs for 10,000 turns of a loop of one second, in 50 containers. */
function tenThousandTurns(script: string): number {
  const session = new ContainerSession();
  for (let i = 0; i < containers; i++) session.start(`c${i}`, ['sh', '-c', script]);
  session.run(10_000);
  return millisecondsOf(() => session.run(seconds * 1000));
}

bench('containers: 10,000 turns of "while true; do date; sleep 1; done"', 'ms', () =>
  tenThousandTurns('while true; do date; sleep 1; done'),
);
bench('containers: 10,000 turns of a loop that writes a line to a file', 'ms', () =>
  tenThousandTurns('i=0; while true; do i=$((i+1)); echo "$(date) $i" >> /tmp/log; sleep 1; done'),
);
