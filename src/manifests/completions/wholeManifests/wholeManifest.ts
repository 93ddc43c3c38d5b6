import type { Fields } from '../shape.ts';

/** Manifests that work as they are, to begin with. */
export interface WholeManifest {
  readonly label: string;
  /** What it is for: a sentence. */
  readonly summary: string;
  readonly documents: readonly [Fields, ...Fields[]];
}
