import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chooseColumns } from '../../src/webview/podColumns.ts';
import { layOut, type PodLayout, type Rectangle } from '../../src/webview/podLayout.ts';
import { type Point, routesOf } from '../../src/webview/podRoutes.ts';
import type { GroupId, Scene, SceneLink } from '../../src/webview/podScene.ts';
import { crosses, inside, onBorder, overlap } from './lineGeometry.ts';

/** A Pod with so many parts; each mount is a container's number and a volume's. Sidecars stand at these places of the list. */
interface Sample {
  readonly first: readonly ('init' | 'sidecar')[];
  readonly apps: number;
  readonly volumes: number;
  readonly mounts: readonly (readonly [number, number])[];
  readonly heights: readonly number[];
  readonly widthPx: number;
}

function laidOut({ first, apps, volumes, mounts, heights, widthPx }: Sample) {
  const ids = [...first.map((_, index) => `first${index + 1}`), ...numbered('app', apps)];
  const groupOf = (id: string): GroupId =>
    first[Number(id.replace('first', '')) - 1] === 'init' ? 'before' : 'together';
  const boxes = [
    ...ids.map((id) => ({ id, group: id.startsWith('app') ? ('together' as const) : groupOf(id) })),
    ...numbered('volume', volumes).map((id) => ({ id, group: 'volumes' as const })),
  ];
  const lastInit = first.lastIndexOf('init');
  const links: SceneLink[] = ids.slice(0, lastInit + 1).map((from, index) => {
    const to = index === lastInit ? 'together' : (ids[index + 1] ?? '');
    return { id: `${from}-${to}`, from, to };
  });
  for (const [box, volume] of mounts) {
    const [from, to] = [ids[box % ids.length] ?? '', `volume${(volume % Math.max(1, volumes)) + 1}`];
    if (volumes > 0 && !links.some(({ id }) => id === `${from}-${to}`)) links.push({ id: `${from}-${to}`, from, to });
  }
  const scene: Scene = { boxes, links };
  const columns = chooseColumns(scene, widthPx);
  const layout = layOut(scene, columns, {
    boxes: new Map(boxes.map(({ id }, index) => [id, heights[index % heights.length] ?? 40])),
    titles: new Map((['pod', 'network', 'before', 'together', 'volumes'] as const).map((id) => [id, 20])),
  });
  return { scene, columns, layout, routes: routesOf(scene, columns, layout) };
}

const numbered = (name: string, count: number) => Array.from({ length: count }, (_, index) => `${name}${index + 1}`);

const anySample: fc.Arbitrary<Sample> = fc.record({
  first: fc.array(fc.constantFrom('init' as const, 'sidecar' as const), { maxLength: 7 }),
  apps: fc.integer({ min: 1, max: 9 }),
  volumes: fc.integer({ min: 0, max: 14 }),
  mounts: fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 30 }),
  heights: fc.array(fc.integer({ min: 30, max: 300 }), { minLength: 1, maxLength: 6 }),
  widthPx: fc.integer({ min: 280, max: 1500 }),
});

function boxOf(layout: PodLayout, id: string): Rectangle {
  const box = layout.boxes.get(id) ?? layout.groups.get(id as GroupId);
  assert.ok(box, `${id} has a place`);
  return box;
}

describe('the layout of a Pod', () => {
  it('puts what starts first on top, what runs together in a row, and volumes below', () => {
    const { layout, columns } = laidOut({
      first: ['init', 'init', 'sidecar', 'sidecar'],
      apps: 2,
      volumes: 4,
      mounts: [[0, 0]],
      heights: [100],
      widthPx: 1160,
    });
    assert.equal(columns.columns.length, 4);
    const tops = ['first1', 'first2', 'first3', 'first4', 'app1', 'app2', 'volume1'].map((id) => boxOf(layout, id).y);
    assert.equal(tops[0], tops[1]);
    assert.equal(new Set(tops.slice(2, 6)).size, 1);
    assert.deepEqual(
      [...tops].sort((a, b) => a - b),
      tops,
    );
  });

  it('takes fewer columns in a narrow page', () => {
    const sample = { first: ['sidecar', 'sidecar'], apps: 2, volumes: 0, mounts: [], heights: [100] } as const;
    const count = (widthPx: number) => laidOut({ ...sample, widthPx }).columns.columns.length;
    assert.deepEqual([1160, 860, 560, 300].map(count), [4, 4, 2, 1]);
  });

  it('lets nothing overlap, and lays no line across a box', () => {
    fc.assert(
      fc.property(anySample, (sample) => {
        const { scene, layout, routes } = laidOut(sample);
        const boxes = scene.boxes.map(({ id }) => boxOf(layout, id));
        for (const [index, box] of boxes.entries()) {
          for (const other of boxes.slice(index + 1)) assert.ok(!overlap(box, other), 'two boxes overlap');
          assert.ok(inside(box, boxOf(layout, scene.boxes[index]?.group ?? '')), 'a box stands in its group');
        }
        for (const group of ['before', 'together'] as const) {
          const own = layout.groups.get(group);
          if (own) assert.ok(inside(own, boxOf(layout, 'network')));
        }
        for (const group of layout.groups.values()) assert.ok(inside(group, boxOf(layout, 'pod')));
        for (const { id, from, to } of scene.links) {
          const points = routes.get(id) ?? [];
          assert.ok(points.length >= 2, `${id} has a way`);
          for (const [index, point] of points.slice(1).entries()) {
            const before = points[index] as Point;
            assert.ok(before.x === point.x || before.y === point.y, `${id} is upright or level`);
            for (const box of boxes) assert.ok(!crosses(before, point, box), `${id} crosses a box`);
          }
          const end = points.at(-1) as Point;
          const target = boxOf(layout, to);
          assert.ok(onBorder(points[0] as Point, boxOf(layout, from)) && onBorder(end, target), `${id} joins its ends`);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('gives lines of different volumes lanes of their own', () => {
    const { routes } = laidOut({
      first: [],
      apps: 1,
      volumes: 3,
      mounts: [
        [0, 0],
        [0, 1],
        [0, 2],
      ],
      heights: [100],
      widthPx: 600,
    });
    const lanes = [...routes.values()].map((points) => points[1]?.x);
    const levels = [...routes.values()].map((points) => points[2]?.y);
    assert.equal(new Set(lanes).size, 3);
    assert.equal(new Set(levels).size, 3);
  });
});
