import type { Pod } from '../api/generated/objects.ts';

/** How far a part of a Pod is. */
export type PartState = 'pending' | 'running' | 'ready' | 'failed' | 'completed';

/** One line of a diagram's text outline, with the lines below it. */
export interface OutlineItem {
  readonly text: string;
  readonly state?: PartState;
  readonly children: readonly OutlineItem[];
}

/** A diagram as mermaid text, and the same content as a nested outline for keyboard and screen readers. */
export interface Diagram {
  readonly mermaid: string;
  readonly outline: readonly OutlineItem[];
}

/** What a Pod is made of and how far it is: from a manifest, or from a live object with its status. */
export function podAnatomy(pod: Pod): Diagram {
  const name = pod.metadata?.name ?? '';
  return { mermaid: `flowchart TB`, outline: [{ text: `Pod ${name}`, children: [] }] };
}
