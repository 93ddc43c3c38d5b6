import type { Pod, Volume } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import type { ComponentApi } from '../../apiserver/componentApi.ts';
import type { Directory } from '../../containers/filesystem.ts';

/** What a volume kind needs to set a volume up. */
export interface VolumeContext {
  readonly api: ComponentApi;
  readonly pod: Stored<Pod>;
  readonly nowMs: number;
}

/** A folder, or the message of its `FailedMount`. */
export type VolumeResult = { readonly folder: Directory; readonly problem?: undefined } | { readonly problem: string };

/** Sets up a volume of one kind. */
export type VolumeSetUp = (volume: Volume, context: VolumeContext) => VolumeResult;
