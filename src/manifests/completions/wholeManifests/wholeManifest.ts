import type { Fields } from '../shape.ts';
import type { NearbyWorkload } from './nearbyWorkload.ts';

/** Manifests that work as they are, to begin with. */
export interface WholeManifest {
  readonly label: string;
  /** What it is for: a sentence. */
  readonly summary: string;
  readonly documents: readonly [Fields, ...Fields[]];
  /** The same for a workload that stands above; undefined where it does not fit that one. */
  readonly forWorkload?: (workload: NearbyWorkload) => Fields | undefined;
}
