import { deepEqual, equal, ok } from 'node:assert/strict';
import { mostRealPerSecond } from '../../../../src/simulation/containers/images/load/loadPlan.ts';
import { LoadWorld, summed, workload } from './loadWorld.ts';

const rate = 50;
const seconds = 60;

/**
 * Several generators of few requests each, or one of all: the first send real ones, the other is a flow. All together have so many
 * `clients`.
 */
async function sendTo(
  manifest: string,
  as: 'requests' | 'flow',
  clients: number,
  flags: string,
  meanwhile?: (world: LoadWorld) => Promise<void>,
) {
  const world = new LoadWorld();
  await world.apply(manifest);
  const before = await world.usedMs('web');
  const generators = as === 'flow' ? 1 : Math.ceil(rate / mostRealPerSecond);
  for (let number = 0; number < generators; number++) {
    const share = rate / generators;
    await world.load(
      `load-${number}`,
      'fortio/fortio',
      `load -qps ${share} -c ${clients / generators} -t ${seconds}s ${flags} http://web/`,
    );
  }
  world.cluster.advanceBy(10_000);
  await meanwhile?.(world);
  world.cluster.advanceBy((seconds + 20) * 1000);
  const loads = world.cluster.loads();
  for (const series of loads) equal(series.as, as);
  const sums = loads.map(summed);
  const errors: Record<string, number> = {};
  for (const each of sums)
    for (const [kind, count] of Object.entries(each.errors)) errors[kind] = (errors[kind] ?? 0) + count;
  return {
    usedMs: (await world.usedMs('web')) - before,
    answered: sums.reduce((sum, { answered }) => sum + answered, 0),
    // A single request may have been on its way at a bad moment.
    kinds: Object.keys(errors)
      .filter((kind) => (errors[kind] ?? 0) >= 2)
      .sort(),
    errors,
  };
}

/** Both ways of the same load. */
async function both(
  ...[manifest, clients, flags, meanwhile]: [string, number, string, ((world: LoadWorld) => Promise<void>)?]
) {
  return {
    real: await sendTo(manifest, 'requests', clients, flags, meanwhile),
    flow: await sendTo(manifest, 'flow', clients, flags, meanwhile),
  };
}

function alike(one: number, other: number, part: number): void {
  ok(Math.abs(one - other) <= part * Math.max(one, other), `${one} and ${other}`);
}

describe('A load of 50 requests a second, as real requests and as a flow', function () {
  this.timeout(60_000);

  const images: readonly (readonly [image: string, port: number])[] = [
    ['nginx:1.29', 80],
    ['httpd:2.4.65', 80],
    ['registry.k8s.io/hpa-example', 80],
    ['kennethreitz/httpbin', 80],
  ];
  for (const [image, port] of images) {
    it(`uses the same processor time of ${image}, and all are answered`, async () => {
      const { real, flow } = await both(workload('web', image, { port, replicas: 2 }), 15, '-keepalive=false');
      alike(real.usedMs, flow.usedMs, 0.05);
      alike(real.answered, flow.answered, 0.01);
      deepEqual([real.kinds, flow.kinds], [[], []]);
    });
  }

  it('uses the same where connections are kept', async () => {
    const { real, flow } = await both(workload('web', 'nginx:1.29', { port: 80, replicas: 2 }), 15, '');
    alike(real.usedMs, flow.usedMs, 0.05);
    deepEqual([real.kinds, flow.kinds], [[], []]);
  });

  it('is held up by a limit in the same way', async () => {
    const resources = '{limits: {cpu: 500m}}';
    const manifest = workload('web', 'registry.k8s.io/hpa-example', { port: 80, resources });
    const { real, flow } = await both(manifest, 12, '-keepalive=false');
    alike(real.usedMs, flow.usedMs, 0.05);
    alike(real.answered, flow.answered, 0.05);
    deepEqual([real.kinds, flow.kinds], [[], []]);
  });

  it('runs out of patience in the same way', async () => {
    const resources = '{limits: {cpu: 100m}}';
    const manifest = workload('web', 'registry.k8s.io/hpa-example', { port: 80, resources });
    const { real, flow } = await both(manifest, 24, '-keepalive=false -timeout 1s -allow-initial-errors');
    alike(real.usedMs, flow.usedMs, 0.05);
    deepEqual([real.kinds, flow.kinds], [['timeout'], ['timeout']]);
  });

  for (const image of ['nginx:1.29', 'registry.k8s.io/hpa-example']) {
    for (const flags of ['-keepalive=false', '']) {
      it(`loses about as many requests in a rolling update of ${image} ${flags}`, async () => {
        const manifest = workload('web', image, { port: 80, replicas: 4 });
        const restart = async (world: LoadWorld) => void (await world.kubectl('rollout restart deployment web'));
        const { real, flow } = await both(manifest, 30, flags, restart);
        const lost = ({ errors }: typeof real) => Object.values(errors).reduce((sum, count) => sum + count, 0);
        ok(lost(real) >= 3 && lost(flow) >= 3, `${lost(real)} and ${lost(flow)}`);
        ok(Math.abs(lost(real) - lost(flow)) <= 12, `${lost(real)} and ${lost(flow)}`);
        alike(real.answered, flow.answered, 0.01);
      });
    }
  }

  it('is refused in the same way where nobody is left', async () => {
    const manifest = workload('web', 'nginx:1.29', { port: 80 });
    const { real, flow } = await both(manifest, 15, '-keepalive=false', async (world) => {
      await world.kubectl('scale deployment web --replicas=0');
      world.cluster.advanceBy(10_000);
      await world.kubectl('scale deployment web --replicas=1');
    });
    deepEqual([real.kinds, flow.kinds], [['refused'], ['refused']]);
    alike(real.errors.refused ?? 0, flow.errors.refused ?? 0, 0.1);
  });
});
