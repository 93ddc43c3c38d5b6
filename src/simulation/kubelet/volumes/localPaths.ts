import type { PersistentVolume } from '../../../api/generated/objects.ts';
import { persistentVolumeKind } from '../../apiserver/knownKinds.ts';
import type { ComponentContext } from '../../component.ts';
import type { NodeFiles } from './nodeFiles.ts';

/** About as long as the rest of a helper Pod's work takes, milliseconds. */
const watchLatencyMs = 10;

/**
 * What helper Pods do on the Nodes: the directory of a provisioned volume goes with it, and a recycled volume is emptied
 * before it is offered again.
 */
export function cleanVolumes(context: ComponentContext, nodes: () => Iterable<readonly [string, NodeFiles]>): void {
  const recycling = new Set<string>();
  context.api.subscribe<PersistentVolume>(persistentVolumeKind, watchLatencyMs, ({ type, object }) => {
    const { metadata, spec, status } = object;
    const path = spec?.hostPath?.path;
    if (path === undefined) return;
    const policy = spec?.persistentVolumeReclaimPolicy;
    const chosen = metadata.annotations?.['local.path.provisioner/selected-node'];
    if (type === 'DELETED' && chosen !== undefined && policy === 'Delete') {
      for (const [name, files] of nodes()) if (name === chosen) files.remove(path, context.nowMs());
    }
    if (policy !== 'Recycle') return;
    if (status?.phase === 'Released') recycling.add(metadata.uid);
    else if (recycling.delete(metadata.uid)) for (const [, files] of nodes()) files.empty(path, context.nowMs());
  });
}
