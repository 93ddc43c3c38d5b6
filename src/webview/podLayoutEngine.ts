import type { InternalHelpers, LayoutData, SVG } from 'mermaid';
import { chooseColumns, lengths } from './podColumns.ts';
import { type Heights, layOut, type PodLayout, type Rectangle } from './podLayout.ts';
import { routesOf } from './podRoutes.ts';
import type { GroupId, Scene } from './podScene.ts';

type Node = LayoutData['nodes'][number];
type Edge = LayoutData['edges'][number];
type Group = ReturnType<SVG['select']>;

/** The words of a box stand this far from its border. */
const boxPadding = { x: 10, y: 7 } as const;

/** Where mermaid's parts of the picture go, from back to front. */
const layers = ['subgraphs', 'edgePaths', 'edgeLabels', 'nodes'] as const;

/**
 * A layout of mermaid's for the diagrams of Pods, in a given width (mermaid's `registerLayoutLoaders`). Its own layouts are
 * for any graph: they move boxes about when one is added, and lay lines across them. Another mermaid that gets the same text
 * lays it out in its own way.
 */
export async function drawPodLayout(
  data: LayoutData,
  svg: SVG,
  helpers: InternalHelpers,
  widthPx: number,
): Promise<void> {
  const scene = sceneOf(data);
  const columns = chooseColumns(scene, widthPx);
  const root = svg.select('g') as unknown as Group;
  // The style sheet of the picture sets texts in these widths, before they are measured.
  const style = [
    `--box-text:${columns.boxWidth - 2 * boxPadding.x}px`,
    `--volume-text:${columns.volumeWidth - 12}px`,
    `--title-text:${columns.contentWidth}px`,
    `--lower-title-text:${columns.lowerTitleWidth}px`,
  ];
  root.attr('style', style.join(';'));
  helpers.insertMarkers(root, data.markers, data.type, data.diagramId);
  const layer = new Map(layers.map((name) => [name, root.append('g').attr('class', name) as unknown as Group]));
  const drawn = await drawParts(data, scene, layer, helpers);
  const layout = layOut(scene, columns, drawn.heights);
  for (const [id, rectangle] of layout.groups) placeGroup(drawn.groups.get(id), rectangle);
  for (const [id, rectangle] of layout.boxes) placeBox(drawn.boxes.get(id), rectangle);
  const routes = routesOf(scene, columns, layout);
  for (const edge of data.edges) {
    const points = routes.get(edge.id);
    if (!points || points.length < 2) continue;
    const ends = { start: endOf(edge.start, layout), end: endOf(edge.end, layout) };
    // The last argument: the corners are exact, nothing has to be cut off at the boxes.
    helpers.insertEdge(
      layer.get('edgePaths'),
      { ...edge, points, curve: 'rounded', classes: `${edge.classes} from-${edge.start} to-${edge.end}` },
      new Map(),
      data.type,
      ends.start,
      ends.end,
      data.diagramId,
      true,
    );
  }
}

function sceneOf({ nodes, edges }: LayoutData): Scene {
  const boxes = nodes.filter(({ isGroup }) => !isGroup);
  return {
    boxes: boxes.map(({ id, parentId }) => ({ id, group: (parentId ?? 'pod') as GroupId })),
    links: edges.map(({ id, start, end }) => ({ id, from: start ?? '', to: end ?? '' })),
  };
}

interface DrawnParts {
  readonly boxes: ReadonlyMap<string, Group>;
  readonly groups: ReadonlyMap<GroupId, Group>;
  readonly heights: Heights;
}

/** Has mermaid draw every box and group somewhere, to see how high their texts are. */
async function drawParts(
  { nodes, config, direction }: LayoutData,
  scene: Scene,
  layer: ReadonlyMap<string, Group>,
  helpers: InternalHelpers,
): Promise<DrawnParts> {
  const boxes = new Map<string, Group>();
  const groups = new Map<GroupId, Group>();
  const heights = { boxes: new Map<string, number>(), titles: new Map<GroupId, number>() };
  for (const node of nodes) {
    if (node.isGroup) {
      const id = node.id as GroupId;
      const somewhere = {
        ...node,
        x: 0,
        y: 0,
        width: 10,
        height: 10,
        padding: 0,
        cssClasses: `${node.cssClasses} ${id}`,
      };
      const { cluster } = await helpers.insertCluster(layer.get('subgraphs'), somewhere);
      groups.set(id, marked(cluster, id));
      heights.titles.set(id, heightOf(cluster.select('.cluster-label foreignObject')) + lengths.padding / 2);
    }
  }
  for (const { id, group } of scene.boxes) {
    const node = nodes.find((candidate) => candidate.id === id) as Node;
    const sort = group === 'volumes' ? 'volume' : 'container';
    const shown = { ...node, padding: boxPadding.y, cssClasses: `${node.cssClasses ?? ''} ${sort}` } as typeof node;
    const box = (await helpers.insertNode(layer.get('nodes') as never, shown as never, {
      config,
      dir: direction ?? 'TB',
    })) as unknown as Group;
    boxes.set(id, marked(box, id));
    const text = heightOf(box.select('foreignObject'));
    heights.boxes.set(id, sort === 'volume' ? (shown.height ?? text) : text + 2 * boxPadding.y);
  }
  return { boxes, groups, heights };
}

/** The page finds the thing that was clicked by this. */
function marked(part: Group, id: string): Group {
  return part.attr('data-part', id) as unknown as Group;
}

function heightOf(part: { attr(name: string): string | null }): number {
  return Number(part.attr('height') ?? 0);
}

function placeGroup(group: Group | undefined, { x, y, width, height }: Rectangle): void {
  if (!group) return;
  group.select('rect').attr('x', x).attr('y', y).attr('width', width).attr('height', height);
  group.select('.cluster-label').attr('transform', `translate(${x + lengths.padding}, ${y + lengths.padding / 2})`);
}

/** A container's box fills its place, with its words in the left upper corner; a volume keeps its shape. */
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

/** What mermaid wants to know of an end of a line. */
function endOf(id: Edge['start'], { boxes, groups }: PodLayout): Rectangle & { id: string | undefined } {
  const rectangle = boxes.get(id ?? '') ?? groups.get(id as GroupId) ?? { x: 0, y: 0, width: 0, height: 0 };
  return { id, ...rectangle };
}
