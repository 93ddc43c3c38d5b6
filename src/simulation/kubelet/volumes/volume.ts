import type { Pod, Volume } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import type { ComponentApi } from '../../apiserver/componentApi.ts';
import type { Directory, RegularFile } from '../../containers/filesystem.ts';
import type { Random } from '../../random.ts';
import type { NodeFiles } from './nodeFiles.ts';

/** What a volume kind needs to set a volume up. */
export interface VolumeContext {
  readonly api: ComponentApi;
  readonly pod: Stored<Pod>;
  readonly nowMs: number;
  readonly random: Random;
  /** The files of the Node itself, which last longer than Pods. */
  readonly nodeFiles: NodeFiles;
}

/** A volume that is there. */
export interface SetUpVolume {
  readonly node: Directory | RegularFile;
  readonly readOnly?: true;
  /** `fsGroup` does not change who owns it: hostPath and what is made of it. */
  readonly keepsOwners?: true;
  /** Brings its files up to date with the API, after the kubelet's sync period; the problem where it cannot. */
  readonly refresh?: (context: VolumeContext) => VolumeProblem | undefined;
  /** What to give back when the Pod is gone. */
  readonly tearDown?: () => void;
}

/** Why a volume is not there: what a `FailedMount` event says. */
export interface VolumeProblem {
  readonly problem: string;
  /** The step of mounting that failed; `process` comes before all mounting. */
  readonly step?: 'process' | 'NewMounter initialization' | 'NodeAffinity check';
  /** The PersistentVolume's name, where messages call the volume by it. */
  readonly volumeName?: string;
}

export type VolumeResult = (SetUpVolume & { readonly problem?: undefined }) | VolumeProblem;

/** Sets up a volume of one kind. */
export type VolumeSetUp = (volume: Volume, context: VolumeContext) => VolumeResult;
