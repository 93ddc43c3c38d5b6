import type { Pod, Volume } from '../../../api/generated/objects.ts';
import { Directory } from '../../containers/filesystem.ts';
import type { Mount } from '../../containers/runtime.ts';
import { configMap } from './configMap.ts';
import { downwardApi } from './downwardApi.ts';
import { emptyDir } from './emptyDir.ts';
import { projected } from './projected.ts';
import { secret } from './secret.ts';
import type { VolumeContext, VolumeSetUp } from './volume.ts';

/** One line for each kind of volume. */
const kinds: Readonly<Partial<Record<keyof Volume, VolumeSetUp>>> = {
  emptyDir,
  configMap,
  secret,
  downwardAPI: downwardApi,
  projected,
};

/** The volumes of one Pod: set up once, before its first container, and gone with it. */
export class PodVolumes {
  readonly #folders = new Map<string, Directory>();

  /** Sets up what is not there yet; the problems of those that could not be, by volume. */
  setUp(context: VolumeContext): ReadonlyMap<string, string> {
    const problems = new Map<string, string>();
    for (const volume of context.pod.spec?.volumes ?? []) {
      if (this.#folders.has(volume.name)) continue;
      const kind = Object.keys(volume).find((key): key is keyof Volume => key !== 'name' && key in kinds);
      const setUp = kind && kinds[kind];
      const result = setUp ? setUp(volume, context) : { problem: unsupported(volume) };
      if (result.problem === undefined) this.#folders.set(volume.name, result.folder);
      else problems.set(volume.name, result.problem);
    }
    return problems;
  }

  /** The mounts of a container, in the order in which they are written. */
  mountsOf(container: NonNullable<Pod['spec']>['containers'][number], nowMs: number): Mount[] {
    return (container.volumeMounts ?? []).flatMap(({ name, mountPath, readOnly, subPath }) => {
      const volume = this.#folders.get(name);
      if (!volume) return [];
      return [
        { path: mountPath, volume: subPath ? below(volume, subPath, nowMs) : volume, readOnly: readOnly ?? false },
      ];
    });
  }
}

function below(volume: Directory, subPath: string, nowMs: number): Directory {
  let folder = volume;
  for (const segment of subPath.split('/').filter((part) => part !== '' && part !== '.')) {
    const next: unknown = folder.get(segment) ?? folder.createDirectory(segment, 0o777, nowMs);
    if (!(next instanceof Directory)) return folder;
    folder = next;
  }
  return folder;
}

function unsupported(volume: Volume): string {
  const kind = Object.keys(volume).find((key) => key !== 'name') ?? 'unknown';
  return `volumes of kind ${kind} are not simulated yet`;
}
