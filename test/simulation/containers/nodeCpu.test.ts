import { deepEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { NodeCpu } from '../../../src/simulation/containers/cpu.ts';
import { Timeline } from '../../../src/simulation/timeline.ts';

const piece = fc.record({
  container: fc.integer({ min: 0, max: 3 }),
  atMs: fc.integer({ min: 0, max: 40 }),
  cpuMicros: fc.integer({ min: 1, max: 20_000 }),
});

describe('the processors of a Node', () => {
  // A crowded Node shares anew whenever somebody begins or ends, and that may be the moment at which others are done.
  it('tell of each piece of work that it is done, once, also when everybody wants more than there is', () => {
    fc.assert(
      fc.property(fc.array(piece, { minLength: 2, maxLength: 25 }), (pieces) => {
        const timeline = new Timeline();
        const node = new NodeCpu(timeline, 1);
        const containers = [0.01, 0.1, 0.2, 0.7].map((requestCores) =>
          node.container({ requestCores, limitCores: undefined }),
        );
        const told = pieces.map(() => 0);
        for (const [index, { container, atMs, cpuMicros }] of pieces.entries()) {
          timeline.heartbeatAfter(atMs, () => {
            containers[container]?.work(cpuMicros / 1000, () => {
              told[index] = (told[index] ?? 0) + 1;
            });
          });
        }
        timeline.advanceTo(10_000);
        deepEqual(
          told,
          pieces.map(() => 1),
        );
      }),
      { numRuns: 300 },
    );
  });
});
