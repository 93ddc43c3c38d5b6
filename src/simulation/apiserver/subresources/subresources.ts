import type { KindInfo } from '../../../api/kinds.ts';
import { namespaceKind, podKind, serviceAccountKind } from '../knownKinds.ts';
import { resourceOf } from '../registry.ts';
import { evictionSubresource } from './eviction.ts';
import { finalizeSubresource } from './finalize.ts';
import { ephemeralContainersSubresource, resizeSubresource } from './partOfPod.ts';
import { bindingSubresource } from './podBinding.ts';
import { scaleSubresource } from './scale.ts';
import type { Subresource } from './subresource.ts';
import { tokenSubresource } from './token.ts';

const stream = (name: string, kind: string): Subresource => ({ name, kind, verbs: ['create', 'get'], handlers: {} });

const byKind = new Map<KindInfo, readonly Subresource[]>([
  [
    podKind,
    [
      stream('attach', 'PodAttachOptions'),
      bindingSubresource,
      ephemeralContainersSubresource,
      evictionSubresource,
      stream('exec', 'PodExecOptions'),
      { name: 'log', kind: 'Pod', verbs: ['get'], handlers: {} },
      stream('portforward', 'PodPortForwardOptions'),
      resizeSubresource,
    ],
  ],
  [namespaceKind, [finalizeSubresource]],
  [serviceAccountKind, [tokenSubresource]],
]);

/** The subresources of a kind but for `status`, by name. */
export function subresourcesOf(info: KindInfo): readonly Subresource[] {
  const own = byKind.get(info) ?? [];
  return resourceOf(info).scale ? [...own, scaleSubresource] : own;
}
