import type { Volume } from '../../../api/generated/objects.ts';
import { PodFiles } from '../podFiles.ts';
import { ephemeral, persistentVolumeClaim } from './claims.ts';
import { configMap } from './configMap.ts';
import { downwardApi } from './downwardApi.ts';
import { emptyDir } from './emptyDir.ts';
import { giveToGroup } from './fsGroup.ts';
import { hostPath } from './hostPath.ts';
import { notSimulated } from './notSimulated.ts';
import { projected } from './projected.ts';
import { secret } from './secret.ts';
import type { SetUpVolume, VolumeContext, VolumeProblem, VolumeSetUp } from './volume.ts';

/** One line for each kind of volume. */
const kinds: Readonly<Partial<Record<keyof Volume, VolumeSetUp>>> = {
  emptyDir,
  configMap,
  secret,
  downwardAPI: downwardApi,
  projected,
  hostPath,
  persistentVolumeClaim,
  ephemeral,
};

/** The volumes of one Pod: set up once, before its first container, and gone with it. */
export class PodVolumes {
  /** What the kubelet itself puts into each container. */
  readonly files = new PodFiles();
  /** All are there. */
  isReady = false;
  /** Since when a sync has waited for them, milliseconds of the timeline. */
  missedSinceMs: number | undefined;
  readonly #volumes = new Map<string, SetUpVolume>();

  /** Sets up what is not there yet; what the `FailedMount` events of the others say. */
  setUp(context: VolumeContext): readonly string[] {
    const failures: string[] = [];
    const unprocessed = new Map<string, string>();
    for (const volume of context.pod.spec?.volumes ?? []) {
      if (this.#volumes.has(volume.name)) continue;
      const kind = Object.keys(volume).find((key): key is keyof Volume => key !== 'name' && key in kinds);
      const setUp = kind && kinds[kind];
      const result = setUp ? setUp(volume, context) : { problem: notSimulated(volume) };
      if (result.problem === undefined) this.#add(volume.name, result, context);
      else if (result.step === 'process') unprocessed.set(volume.name, result.problem);
      else failures.push(mountFailure(volume.name, result));
    }
    if (unprocessed.size > 0) {
      const names = [...unprocessed.keys()].sort().join(' ');
      const lists = `unmounted volumes=[${names}], unattached volumes=[${names}], failed to process volumes=[${names}]`;
      failures.push(`Unable to attach or mount volumes: ${lists}: ${[...unprocessed.values()].join('; ')}`);
    }
    return failures;
  }

  /** The volume of that name, once it is there. */
  get(name: string): SetUpVolume | undefined {
    return this.#volumes.get(name);
  }

  /** Whether any of them follows the API. */
  get canChange(): boolean {
    for (const { refresh } of this.#volumes.values()) if (refresh) return true;
    return false;
  }

  /** Brings all that follow the API up to date; what could not be. */
  refresh(context: VolumeContext): readonly string[] {
    const failures: string[] = [];
    for (const [name, { node, refresh }] of this.#volumes) {
      const problem = refresh?.(context);
      if (problem) failures.push(mountFailure(name, problem));
      else if (refresh) giveToGroup(node, context.pod, 'readOnly');
    }
    return failures;
  }

  /** Gives back what the Pod held; emptyDirs are gone with it. */
  tearDown(): void {
    for (const { tearDown } of this.#volumes.values()) tearDown?.();
    this.#volumes.clear();
  }

  #add(name: string, volume: SetUpVolume, { pod }: VolumeContext): void {
    this.#volumes.set(name, volume);
    if (!volume.keepsOwners) giveToGroup(volume.node, pod, volume.refresh ? 'readOnly' : 'readWrite');
  }
}

function mountFailure(name: string, { problem, step, volumeName = name }: VolumeProblem): string {
  return `MountVolume.${step ?? 'SetUp'} failed for volume "${volumeName}" : ${problem}`;
}
