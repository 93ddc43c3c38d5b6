import { parseQuantity, toNumber } from '../../../api/quantity.ts';
import { Directory, defaultMaxBytes, FileBudget } from '../../containers/filesystem.ts';
import type { VolumeSetUp } from './volume.ts';

/** An empty folder that lives as long as the Pod (https://kubernetes.io/docs/concepts/storage/volumes/#emptydir). */
export const emptyDir: VolumeSetUp = (volume, { nowMs }) => {
  const limit = volume.emptyDir?.sizeLimit;
  const bytes = limit === undefined ? undefined : parseQuantity(String(limit));
  const budget = new FileBudget(bytes ? Math.min(toNumber(bytes), defaultMaxBytes) : defaultMaxBytes);
  return { folder: new Directory({ mode: 0o777, budget, mtimeMs: nowMs }) };
};
