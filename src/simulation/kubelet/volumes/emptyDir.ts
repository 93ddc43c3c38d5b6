import type { Pod } from '../../../api/generated/objects.ts';
import { parseQuantity, toNumber } from '../../../api/quantity.ts';
import { Directory, defaultMaxBytes, defaultMaxNodes, FileBudget } from '../../containers/filesystem.ts';
import type { VolumeSetUp } from './volume.ts';

/**
 * An empty folder that lives as long as the Pod (https://kubernetes.io/docs/concepts/storage/volumes/#emptydir). In
 * memory it is a tmpfs that is full at its limit; on disk the limit is only looked at now and then, by the kubelet.
 */
export const emptyDir: VolumeSetUp = (volume, { nowMs, pod }) => {
  const { medium, sizeLimit } = volume.emptyDir ?? {};
  const limit = bytesOf(sizeLimit);
  const inMemory = [limit, memoryOf(pod)].filter((bytes) => bytes > 0);
  const onDisk = Math.min(maxLimitedBytes, Math.max(defaultMaxBytes, limit + defaultMaxBytes));
  const maxBytes = medium === 'Memory' ? Math.min(defaultMaxBytes, ...inMemory) : limit > 0 ? onDisk : defaultMaxBytes;
  const budget = new FileBudget(maxBytes, defaultMaxNodes, medium === 'Memory' ? 'memory' : 'disk');
  return { node: new Directory({ mode: 0o777, budget, mtimeMs: nowMs }) };
};

/** Who has a limit may go beyond it for a while, up to this: a bound of the simulation, bytes. */
const maxLimitedBytes = 64 * 1024 * 1024;

/** The memory that all containers of a Pod may have together; 0 where one of them has no limit. */
function memoryOf({ spec }: Pod): number {
  const limits = (spec?.containers ?? []).map(({ resources }) => bytesOf(resources?.limits?.memory));
  return limits.includes(0) ? 0 : limits.reduce((sum, bytes) => sum + bytes, 0);
}

/** A quantity in bytes; 0 where there is none. */
export function bytesOf(quantity: string | undefined): number {
  const parsed = quantity === undefined ? undefined : parseQuantity(String(quantity));
  return parsed ? toNumber(parsed) : 0;
}
