import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chooseMapColumns } from '../../src/webview/mapColumns.ts';
import { laneCounts } from '../../src/webview/mapLanes.ts';
import { layOutMap, type MapLayout } from '../../src/webview/mapLayout.ts';
import { mapRoutes } from '../../src/webview/mapRoutes.ts';
import { columnOf, type MapArrow, type MapScene } from '../../src/webview/mapScene.ts';
import type { Rectangle } from '../../src/webview/podLayout.ts';
import type { Point } from '../../src/webview/podRoutes.ts';
import { crosses, inside, onBorder, overlap } from './lineGeometry.ts';

/** A Service: the Pods behind each of its EndpointSlices, by number, or those that it leads to without any. */
type ServiceSample = { readonly slices: readonly (readonly number[])[] } | { readonly straight: readonly number[] };

interface Sample {
  readonly services: readonly ServiceSample[];
  readonly missed: number;
  readonly heights: readonly number[];
  readonly widthPx: number;
}

function sceneOf({ services, missed }: Sample): MapScene {
  const arrows: MapArrow[] = [];
  const ids = new Set<string>();
  const add = (from: string, to: string) => {
    const id = `${from}-${to}`;
    ids.add(to);
    if (!arrows.some((arrow) => arrow.id === id)) arrows.push({ id, from, to });
  };
  let slices = 0;
  for (const [index, service] of services.entries()) {
    const id = `service${index + 1}`;
    ids.add(id);
    // Planned Pods are none of an EndpointSlice's.
    if ('straight' in service) for (const pod of service.straight) add(id, `pod${pod + 100}`);
    else {
      for (const pods of service.slices) {
        slices += 1;
        add(id, `slice${slices}`);
        for (const pod of pods) add(`slice${slices}`, `pod${pod}`);
      }
    }
  }
  for (let index = 1; index <= missed; index += 1) ids.add(`missed${index}`);
  return { boxes: [...ids].map((id) => ({ id, column: columnOf(id) })), arrows };
}

function laidOut(sample: Sample) {
  const scene = sceneOf(sample);
  const { heights, widthPx } = sample;
  const height = (index: number) => heights[index % heights.length] ?? 40;
  const columns = chooseMapColumns(scene, laneCounts(scene), widthPx);
  const labelled = scene.arrows.filter(({ from }) => from.startsWith('service'));
  const labels = new Map(labelled.map(({ id }, index) => [id, height(index) / 2]));
  const boxes = new Map(scene.boxes.map(({ id }, index) => [id, height(index)]));
  const layout = layOutMap(scene, columns, { boxes, labels, missedTitle: 20 });
  return { scene, columns, layout, labels, routes: mapRoutes(scene, columns, layout) };
}

const pods = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 8 });
const anySample: fc.Arbitrary<Sample> = fc.record({
  services: fc.array(
    fc.oneof(
      fc.record({ slices: fc.array(pods, { minLength: 1, maxLength: 4 }) }),
      fc.record({ straight: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 }) }),
    ),
    { minLength: 1, maxLength: 6 },
  ),
  missed: fc.integer({ min: 0, max: 9 }),
  heights: fc.array(fc.integer({ min: 30, max: 220 }), { minLength: 1, maxLength: 6 }),
  widthPx: fc.integer({ min: 280, max: 1600 }),
});

function boxOf({ boxes }: MapLayout, id: string): Rectangle {
  const box = boxes.get(id);
  assert.ok(box, `${id} has a place`);
  return box;
}

const one: Sample = { services: [{ slices: [[1, 2, 3, 4]] }], missed: 2, heights: [80], widthPx: 900 };

describe('the layout of a Service map', () => {
  it('reads from left to right, with what is not selected below', () => {
    const { layout } = laidOut(one);
    const lefts = ['service1', 'slice1', 'pod1'].map((id) => boxOf(layout, id).x);
    assert.deepEqual(
      [...lefts].sort((a, b) => a - b),
      lefts,
    );
    const lowest = Math.max(...['service1', 'slice1', 'pod4'].map((id) => boxOf(layout, id).y + 80));
    assert.ok((layout.missed?.y ?? 0) > lowest);
  });

  it('has as many Pods beside each other as fit, and no room for EndpointSlices where there are none', () => {
    const count = (widthPx: number) => laidOut({ ...one, widthPx }).columns.targetColumns;
    assert.deepEqual([500, 860, 1000, 1600].map(count), [1, 1, 2, 2]);
    const many = { ...one, services: [{ slices: [[1, 2, 3, 4, 5, 6, 7]] }] };
    assert.equal(laidOut({ ...many, widthPx: 1600 }).columns.targetColumns, 3);
    const { columns } = laidOut({ ...one, services: [{ straight: [1] }] });
    assert.equal(columns.left.slice, columns.left.target);
    assert.ok(laidOut({ ...one, widthPx: 545 }).columns.total <= 545);
  });

  it('moves nothing of one Service when a Pod comes to a later one', () => {
    const before = laidOut({ ...one, services: [{ slices: [[1, 2]] }, { slices: [[3]] }] }).layout;
    const after = laidOut({ ...one, services: [{ slices: [[1, 2]] }, { slices: [[3, 4, 5]] }] }).layout;
    for (const id of ['service1', 'slice1', 'pod1', 'pod2']) assert.deepEqual(boxOf(after, id), boxOf(before, id));
  });

  it('lets nothing overlap, and lays no arrow across a box', () => {
    fc.assert(
      fc.property(anySample, (sample) => {
        const { scene, columns, layout, labels, routes } = laidOut(sample);
        const boxes = scene.boxes.map(({ id }) => ({ id, box: boxOf(layout, id) }));
        const words = [...labels].map(([id, height]) => ({
          id,
          box: {
            x: columns.left.label,
            y: (layout.exits.get(id) ?? 0) - height / 2,
            width: columns.width.label,
            height,
          },
        }));
        const all = [...boxes, ...words];
        for (const [index, { id, box }] of all.entries()) {
          for (const other of all.slice(index + 1))
            assert.ok(!overlap(box, other.box), `${id} and ${other.id} overlap`);
        }
        const frame = { x: 0, y: 0, width: columns.total, height: layout.height };
        for (const { id, box } of boxes) {
          assert.ok(inside(box, frame), `${id} is in the picture`);
          if (layout.missed) assert.equal(inside(box, layout.missed), id.startsWith('missed'));
        }
        for (const { id, from, to } of scene.arrows) {
          const points = routes.get(id) ?? [];
          assert.ok(points.length >= 2, `${id} has a way`);
          for (const [index, point] of points.slice(1).entries()) {
            const before = points[index] as Point;
            assert.ok(before.x === point.x || before.y === point.y, `${id} is upright or level`);
            for (const other of boxes) assert.ok(!crosses(before, point, other.box), `${id} crosses ${other.id}`);
            for (const label of words) {
              if (label.id !== id)
                assert.ok(!crosses(before, point, label.box), `${id} crosses the words of ${label.id}`);
            }
          }
          assert.ok(onBorder(points[0] as Point, boxOf(layout, from)), `${id} leaves ${from}`);
          assert.ok(onBorder(points.at(-1) as Point, boxOf(layout, to)), `${id} arrives at ${to}`);
        }
      }),
      { numRuns: 500 },
    );
  });
});
