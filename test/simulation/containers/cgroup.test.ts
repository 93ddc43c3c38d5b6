import { deepEqual, equal } from 'node:assert/strict';
import { type CpuLimits, NodeCpu } from '../../../src/simulation/containers/cpu.ts';
import { ContainerMemory } from '../../../src/simulation/containers/memory.ts';
import { Timeline } from '../../../src/simulation/timeline.ts';
import { ContainerSession } from './containerSession.ts';

const unlimited: CpuLimits = { requestCores: 0, limitCores: undefined };

describe("a container's processor time", () => {
  function node(cores: number) {
    const timeline = new Timeline();
    return { timeline, cpu: new NodeCpu(timeline, cores) };
  }

  it('is a core for each piece of work while there are enough', () => {
    const { timeline, cpu } = node(2);
    const container = cpu.container(unlimited);
    const done: number[] = [];
    for (const ms of [100, 50]) container.work(ms, () => done.push(timeline.nowMs));
    timeline.advanceTo(1_000);
    deepEqual(done, [50, 100]);
    equal(container.usedMs, 150);
    equal(container.throttledMs, 0);
  });

  it('is bounded by the limit, and the time under it is counted', () => {
    const { timeline, cpu } = node(2);
    const container = cpu.container({ requestCores: 0.1, limitCores: 0.2 });
    let doneAt = 0;
    container.work(100, () => {
      doneAt = timeline.nowMs;
    });
    timeline.advanceTo(1_000);
    // 20 ms in each of the first four periods, the last 20 ms at once in the fifth.
    equal(doneAt, 420);
    equal(Math.round(container.throttledMs), 320);
  });

  it('is shared by weight where the Node is crowded; what one does not want the others get', () => {
    const { timeline, cpu } = node(1);
    const [small, large, modest] = [
      cpu.container({ requestCores: 0.1, limitCores: undefined }),
      cpu.container({ requestCores: 0.3, limitCores: undefined }),
      cpu.container({ requestCores: 0.6, limitCores: 0.2 }),
    ];
    for (const container of [small, large, modest]) container.work(10_000, () => {});
    timeline.advanceTo(1_000);
    deepEqual(
      [small, large, modest].map(({ usedMs }) => Math.round(usedMs)),
      [200, 600, 200],
    );
  });

  it('comes back to the others when work is broken off or limits change', () => {
    const { timeline, cpu } = node(1);
    const one = cpu.container(unlimited);
    const other = cpu.container(unlimited);
    const stop = one.work(1_000, () => {});
    other.work(1_000, () => {});
    timeline.advanceTo(100);
    stop();
    timeline.advanceTo(200);
    other.resize({ requestCores: 0, limitCores: 0.5 });
    timeline.advanceTo(300);
    deepEqual([one.usedMs, other.usedMs], [50, 200]);
  });

  it('is used up by a busy loop, within its limit', () => {
    const session = new ContainerSession();
    const resources = { requestCores: 0, limitCores: 0.5, memoryLimitBytes: undefined };
    const busy = session.start('busy', ['sh', '-c', 'while :; do :; done'], { resources });
    session.timeline.advanceTo(10_000);
    const { cpuMs, throttledMs } = busy.usage();
    equal(Math.round(cpuMs / 500), 10, `${cpuMs} ms`);
    equal(Math.round(throttledMs / 500), 10);
  });
});

describe("a container's memory", () => {
  it('is the sum of what its processes hold; more than the limit is too much', () => {
    let exceeded = 0;
    const memory = new ContainerMemory(100, () => {
      exceeded += 1;
    });
    memory.set(1, 60);
    memory.set(2, 40);
    memory.set(1, 50);
    deepEqual([memory.usedBytes, exceeded], [90, 0]);
    memory.set(2, 60);
    deepEqual([memory.usedBytes, exceeded], [110, 1]);
    memory.set(2, 0);
    memory.resize(40);
    deepEqual([memory.usedBytes, exceeded], [50, 2]);
  });

  it('ends all processes with OOMKilled when it is exceeded', () => {
    const session = new ContainerSession();
    const resources = { requestCores: 0, limitCores: undefined, memoryLimitBytes: 4 * 1024 * 1024 };
    session.start('fork', ['sh', '-c', 'for i in 1 2 3 4 5 6 7 8 9; do sleep 100 & done; wait'], { resources });
    session.timeline.advanceTo(10_000);
    const exit = session.exits.get('fork');
    deepEqual([exit?.reason, exit?.exitCode], ['OOMKilled', 137]);
  });
});
