import type { InternalHelpers, LayoutData, SVG } from 'mermaid';
import { chooseMapColumns, type MapColumns, mapLengths } from './mapColumns.ts';
import { laneCounts } from './mapLanes.ts';
import { layOutMap, type MapHeights, type MapLayout } from './mapLayout.ts';
import { mapRoutes } from './mapRoutes.ts';
import { columnOf, type MapScene } from './mapScene.ts';
import type { Rectangle } from './podLayout.ts';

type Node = LayoutData['nodes'][number];
type Edge = LayoutData['edges'][number];
type Group = ReturnType<SVG['select']>;

/** The words of a box stand this far from its border. */
const boxPadding = { x: 9, y: 7 } as const;
/** What the shape of an EndpointSlice takes of its width. */
const slicePx = 24;

/** Where mermaid's parts of the picture go, from back to front. */
const layers = ['subgraphs', 'edgePaths', 'edgeLabels', 'nodes'] as const;
type Layers = ReadonlyMap<(typeof layers)[number], Group>;

/**
 * A layout of mermaid's for Service maps, in a given width (mermaid's `registerLayoutLoaders`): columns from left to right, which stay
 * where they are while Pods come and go. Another mermaid that gets the same text lays it out in its own way.
 */
export async function drawMapLayout(
  data: LayoutData,
  svg: SVG,
  helpers: InternalHelpers,
  widthPx: number,
): Promise<void> {
  const scene = sceneOf(data);
  const columns = chooseMapColumns(scene, laneCounts(scene), widthPx);
  const root = svg.select('g') as unknown as Group;
  root.attr('style', styleOf(columns));
  helpers.insertMarkers(root, data.markers, data.type, data.diagramId);
  const layer: Layers = new Map(layers.map((name) => [name, root.append('g').attr('class', name) as unknown as Group]));
  const drawn = await drawParts(data, layer, helpers);
  const layout = layOutMap(scene, columns, drawn.heights);
  if (layout.missed && drawn.missed) placeGroup(drawn.missed, layout.missed);
  for (const [id, rectangle] of layout.boxes) placeBox(drawn.boxes.get(id), rectangle);
  placeLabels(drawn.labels, scene, columns, layout);
  const routes = mapRoutes(scene, columns, layout);
  for (const edge of data.edges) {
    const points = routes.get(edge.id);
    if (points && points.length >= 2) insertArrow(edge, points, data, { layer, helpers, layout });
  }
}

/** The style sheet of the picture sets texts in these widths, before they are measured. */
function styleOf({ width, missed, total }: MapColumns): string {
  return [
    `--service-text:${width.service - 2 * boxPadding.x}px`,
    `--slice-text:${width.slice - slicePx}px`,
    `--target-text:${width.target - 2 * boxPadding.x}px`,
    `--missed-text:${missed.width - 2 * boxPadding.x}px`,
    `--arrow-text:${width.label}px`,
    `--title-text:${total - 4 * mapLengths.margin}px`,
  ].join(';');
}

function sceneOf({ nodes, edges }: LayoutData): MapScene {
  const boxes = nodes.filter(({ isGroup }) => !isGroup);
  return {
    boxes: boxes.map(({ id }) => ({ id, column: columnOf(id) })),
    arrows: edges.map(({ id, start, end }) => ({ id, from: start ?? '', to: end ?? '' })),
  };
}

interface DrawnMap {
  readonly boxes: ReadonlyMap<string, Group>;
  readonly labels: ReadonlyMap<string, Group>;
  readonly missed?: Group;
  readonly heights: MapHeights;
}

/** Has mermaid draw everything somewhere, to see how high the texts are. */
async function drawParts(data: LayoutData, layer: Layers, helpers: InternalHelpers): Promise<DrawnMap> {
  const boxes = new Map<string, Group>();
  const heights = { boxes: new Map<string, number>(), labels: new Map<string, number>(), missedTitle: 0 };
  let missed: Group | undefined;
  for (const node of data.nodes) {
    if (!node.isGroup) {
      const { box, height } = await drawBox(node, data, layer, helpers);
      boxes.set(node.id, box);
      heights.boxes.set(node.id, height);
      continue;
    }
    const somewhere = { ...node, x: 0, y: 0, width: 10, height: 10, padding: 0 };
    const { cluster } = await helpers.insertCluster(layer.get('subgraphs'), {
      ...somewhere,
      cssClasses: `${node.cssClasses} missed`,
    });
    missed = cluster as Group;
    heights.missedTitle = heightOf(missed.select('.cluster-label foreignObject')) + mapLengths.margin;
  }
  const labels = new Map<string, Group>();
  for (const edge of data.edges) {
    if (!edge.label) continue;
    const measured = { ...edge };
    const into = layer.get('edgeLabels') as Group;
    await helpers.insertEdgeLabel(into, measured);
    labels.set(edge.id, lastIn(into));
    heights.labels.set(edge.id, Number(measured.height ?? 0));
  }
  return { boxes, labels, ...(missed && { missed }), heights };
}

async function drawBox(
  node: Node,
  { config, direction }: LayoutData,
  layer: Layers,
  helpers: InternalHelpers,
): Promise<{ box: Group; height: number }> {
  const sort = `map-${columnOf(node.id)}`;
  const cssClasses = `${node.cssClasses ?? ''} ${sort}`;
  const shown = { ...node, padding: boxPadding.y, cssClasses } as typeof node;
  const box = (await helpers.insertNode(layer.get('nodes') as never, shown as never, {
    config,
    dir: direction ?? 'LR',
  })) as unknown as Group;
  box.attr('data-part', node.id);
  const text = heightOf(box.select('foreignObject'));
  const isRectangle = !box.select('rect.label-container').empty();
  return { box, height: isRectangle ? text + 2 * boxPadding.y : (shown.height ?? text) };
}

/** What was put into a group last. */
function lastIn(group: Group): Group {
  return group.select(function last(this: SVGElement) {
    return this.lastElementChild as SVGElement;
  } as never) as unknown as Group;
}

function heightOf(part: { attr(name: string): string | null }): number {
  return Number(part.attr('height') ?? 0);
}

function placeGroup(group: Group, { x, y, width, height }: Rectangle): void {
  group.select('rect').attr('x', x).attr('y', y).attr('width', width).attr('height', height);
  const { margin } = mapLengths;
  group.select('.cluster-label').attr('transform', `translate(${x + margin}, ${y + margin / 2})`);
}

/** A rectangle fills its place, with its words in the left upper corner; another shape stands in the middle of it. */
function placeBox(box: Group | undefined, { x, y, width, height }: Rectangle): void {
  if (!box) return;
  box.attr('transform', `translate(${x + width / 2}, ${y + height / 2})`);
  const frame = box.select('rect.label-container');
  if (frame.empty()) return;
  frame
    .attr('x', -width / 2)
    .attr('y', -height / 2)
    .attr('width', width)
    .attr('height', height);
  box.select('.label').attr('transform', `translate(${boxPadding.x - width / 2}, ${boxPadding.y - height / 2})`);
}

/** An arrow's words stand beside the Service that it leaves. */
function placeLabels(
  labels: ReadonlyMap<string, Group>,
  scene: MapScene,
  { left, width }: MapColumns,
  { exits }: MapLayout,
): void {
  for (const { id } of scene.arrows) {
    const y = exits.get(id);
    if (y !== undefined) labels.get(id)?.attr('transform', `translate(${left.label + width.label / 2}, ${y})`);
  }
}

interface Drawing {
  readonly layer: Layers;
  readonly helpers: InternalHelpers;
  readonly layout: MapLayout;
}

function insertArrow(
  edge: Edge,
  points: readonly { readonly x: number; readonly y: number }[],
  data: LayoutData,
  { layer, helpers, layout }: Drawing,
): void {
  const nowhere = { x: 0, y: 0, width: 0, height: 0 };
  const endOf = (id: string | undefined) => ({ id, ...(layout.boxes.get(id ?? '') ?? nowhere) });
  // The last argument: the corners are exact, nothing has to be cut off at the boxes.
  helpers.insertEdge(
    layer.get('edgePaths'),
    { ...edge, points, curve: 'rounded', classes: `${edge.classes} from-${edge.start} to-${edge.end}` },
    new Map(),
    data.type,
    endOf(edge.start),
    endOf(edge.end),
    data.diagramId,
    true,
  );
}
