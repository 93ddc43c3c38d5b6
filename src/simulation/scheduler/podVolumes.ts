import type { Node, PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../api/generated/objects.ts';
import { matchesSelector } from '../../api/labels.ts';
import { isReachable } from '../../api/nodeSelection.ts';
import type { Stored } from '../../api/objects.ts';
import { parseQuantity, toNumber } from '../../api/quantity.ts';
import type { ComponentApi } from '../apiserver/componentApi.ts';
import { persistentVolumeKind, storageClassKind } from '../apiserver/knownKinds.ts';

/** The annotation by which the scheduler tells a provisioner where a volume is needed. */
export const selectedNodeAnnotation = 'volume.kubernetes.io/selected-node';
const noProvisioner = 'kubernetes.io/no-provisioner';

type Claim = Stored<PersistentVolumeClaim>;
type Volume = Stored<PersistentVolume>;

/** What must be done so that a Pod has its volumes on a Node. */
export interface VolumePlan {
  readonly toBind: readonly { readonly claim: Claim; readonly volume: Volume }[];
  readonly toProvision: readonly Claim[];
}

/** Whether the PersistentVolume controller has given the claim its volume. */
export function isBound({ metadata, spec, status }: Claim): boolean {
  if (!spec?.volumeName) return false;
  return metadata.annotations?.['pv.kubernetes.io/bind-completed'] !== undefined || status?.phase === 'Bound';
}

/** Whether the claim waits for its first Pod: the scheduler then chooses the volume together with the Node. */
export function waitsForPod(claim: Claim, api: ComponentApi): boolean {
  return !claim.spec?.volumeName && classOf(claim, api)?.volumeBindingMode === 'WaitForFirstConsumer';
}

/** How claims that wait for their first Pod get their volumes on a Node; undefined where one cannot. */
export function planVolumes(claims: readonly Claim[], node: Node, api: ComponentApi): VolumePlan | undefined {
  const toBind: { claim: Claim; volume: Volume }[] = [];
  const toProvision: Claim[] = [];
  const taken = new Set<string>();
  const bySize = [...claims].sort((a, b) => sizeAsked(a) - sizeAsked(b));
  for (const claim of bySize) {
    const selected = claim.metadata.annotations?.[selectedNodeAnnotation];
    if (selected !== undefined && selected !== node.metadata?.name) return undefined;
    const volume = selected === undefined ? matchingVolume(claim, node, taken, api) : undefined;
    if (volume) {
      taken.add(volume.metadata.name);
      toBind.push({ claim, volume });
    } else if (canProvision(claim, node, api)) toProvision.push(claim);
    else return undefined;
  }
  return { toBind, toProvision };
}

/** The smallest free volume that has all that the claim asks for. */
function matchingVolume(claim: Claim, node: Node, taken: ReadonlySet<string>, api: ComponentApi): Volume | undefined {
  const { accessModes = [], selector, storageClassName = '', volumeMode = 'Filesystem' } = claim.spec ?? {};
  let best: Volume | undefined;
  for (const volume of api.list<PersistentVolume>(persistentVolumeKind)) {
    const { spec, status, metadata } = volume;
    if (!spec || taken.has(metadata.name) || metadata.deletionTimestamp || !isReachable(volume, node)) continue;
    const { claimRef } = spec;
    if (claimRef) {
      const isMine = claimRef.namespace === claim.metadata.namespace && claimRef.name === claim.metadata.name;
      if (!isMine || (claimRef.uid && claimRef.uid !== claim.metadata.uid)) continue;
    } else if (status?.phase !== undefined && status.phase !== 'Available' && status.phase !== 'Pending') continue;
    const fits =
      (spec.storageClassName ?? '') === storageClassName &&
      (spec.volumeMode ?? 'Filesystem') === volumeMode &&
      accessModes.every((mode) => spec.accessModes?.includes(mode)) &&
      (!selector || matchesSelector(selector, metadata.labels)) &&
      sizeOf(volume) >= sizeAsked(claim);
    if (!fits) continue;
    if (claimRef) return volume;
    if (!best || sizeOf(volume) < sizeOf(best)) best = volume;
  }
  return best;
}

function canProvision(claim: Claim, node: Node, api: ComponentApi): boolean {
  const storageClass = classOf(claim, api);
  if (!storageClass?.provisioner || storageClass.provisioner === noProvisioner) return false;
  const { allowedTopologies = [] } = storageClass;
  const { labels = {} } = node.metadata ?? {};
  return (
    allowedTopologies.length === 0 ||
    allowedTopologies.some(({ matchLabelExpressions = [] }) =>
      matchLabelExpressions.every(({ key, values }) => values.includes(labels[key] ?? '')),
    )
  );
}

function classOf({ spec }: Claim, api: ComponentApi): StorageClass | undefined {
  return spec?.storageClassName ? api.get<StorageClass>(storageClassKind, '', spec.storageClassName) : undefined;
}

function sizeAsked({ spec }: Claim): number {
  return bytes(spec?.resources?.requests?.storage);
}

function sizeOf({ spec }: Volume): number {
  return bytes(spec?.capacity?.storage);
}

function bytes(text: string | undefined): number {
  const quantity = text === undefined ? undefined : parseQuantity(String(text));
  return quantity ? toNumber(quantity) : 0;
}
