import type { Container } from '../../api/generated/objects.ts';
import type { RegularFile } from '../containers/filesystem.ts';
import type { Mount } from '../containers/runtime.ts';
import type { PodContext } from './podContext.ts';
import { containerMounts } from './volumes/containerMounts.ts';

/** Where a container's last words go where it says nothing else. */
const defaultTerminationLog = '/dev/termination-log';

/** What is mounted into one life of a container. */
export interface ContainerFiles {
  readonly mounts: readonly Mount[];
  readonly terminationLog: RegularFile;
  readonly problem?: undefined;
}

/** Volumes, the files of the Pod's host, and a file for last words; or the message of `CreateContainerConfigError`. */
export function containerFiles(
  context: PodContext,
  spec: Container,
  env: ReadonlyMap<string, string>,
): ContainerFiles | { readonly problem: string } {
  const { node, volumes } = context;
  const nowMs = node.nowMs();
  const result = containerMounts(volumes, spec, env, nowMs);
  if (result.problem !== undefined) return result;
  const terminationLog = volumes.files.terminationLog(nowMs);
  const ofPod = volumes.files.mountsFor(spec);
  const last = { path: spec.terminationMessagePath || defaultTerminationLog, volume: terminationLog, readOnly: false };
  return { mounts: [...result.mounts, ...ofPod, last], terminationLog };
}
