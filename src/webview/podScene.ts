/** What a picture of a Pod is made of, in the order of its mermaid text. */

/** The groups of `src/diagrams/podPicture.ts`, by their ids there. */
export type GroupId = 'pod' | 'network' | 'before' | 'together' | 'volumes';

/** A box and the group that it stands in. */
export interface SceneBox {
  readonly id: string;
  readonly group: GroupId;
}

/** A line or an arrow between two boxes, or from a box to a group. */
export interface SceneLink {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

/** The boxes and links of a Pod. */
export interface Scene {
  readonly boxes: readonly SceneBox[];
  readonly links: readonly SceneLink[];
}

/** The boxes of a group. */
export function boxesIn({ boxes }: Scene, group: GroupId): readonly SceneBox[] {
  return boxes.filter((box) => box.group === group);
}

/** The volumes that are joined to a box. */
export function volumesOf({ links, boxes }: Scene, box: string): readonly string[] {
  const volumes = new Set(boxes.filter(({ group }) => group === 'volumes').map(({ id }) => id));
  return links.filter(({ from, to }) => from === box && volumes.has(to)).map(({ to }) => to);
}
