/** What a picture of a Service map is made of, in the order of its mermaid text. */

/** From left to right: Services, their EndpointSlices, where they lead; below: what is not selected. */
export type MapColumn = 'service' | 'slice' | 'target' | 'missed';

/** A box, by its id in `src/diagrams/serviceMap/drawMap.ts`. */
export interface MapBox {
  readonly id: string;
  readonly column: MapColumn;
}

/** An arrow between two boxes. */
export interface MapArrow {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

/** The boxes and arrows of a Service map. */
export interface MapScene {
  readonly boxes: readonly MapBox[];
  readonly arrows: readonly MapArrow[];
}

/** The column of a box by its id. */
export function columnOf(id: string): MapColumn {
  if (/^slice\d/.test(id)) return 'slice';
  if (/^pod\d/.test(id)) return 'target';
  return /^missed\d/.test(id) ? 'missed' : 'service';
}

/** The ids of a column's boxes. */
export function idsIn({ boxes }: MapScene, column: MapColumn): readonly string[] {
  return boxes.filter((box) => box.column === column).map(({ id }) => id);
}

/** The arrows that leave a box, in their order. */
export function arrowsFrom({ arrows }: MapScene, id: string): readonly MapArrow[] {
  return arrows.filter(({ from }) => from === id);
}
