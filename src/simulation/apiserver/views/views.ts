import { hpaV1ToV2, hpaV2ToV1 } from '../../../api/autoscaling/hpaConversion.ts';
import { toCoreEvent, toGroupEvent } from '../../../api/core/eventConversion.ts';
import { findKind, type KindInfo } from '../../../api/kinds.ts';
import type { KubernetesObject } from '../../../api/objects.ts';
import { invariant } from '../../../invariant.ts';
import type { View } from './view.ts';

function view<Shown extends KubernetesObject, Stored extends KubernetesObject>(
  apiVersion: string,
  kind: string,
  toStored: (object: Shown) => Stored,
  fromStored: (object: Stored) => Shown,
): View {
  const info = findKind(apiVersion, kind);
  const stored = info?.storedAs === undefined ? undefined : findKind(info.storedAs, kind);
  invariant(info && stored, `${apiVersion} ${kind} is no view of another kind`);
  return {
    info,
    stored,
    toStored: (object) => toStored(object as Shown),
    fromStored: (object) => fromStored(object as Stored),
  };
}

/** Every kind that is another form of a stored one: one line each. */
const views: readonly View[] = [
  view('autoscaling/v1', 'HorizontalPodAutoscaler', hpaV1ToV2, hpaV2ToV1),
  view('events.k8s.io/v1', 'Event', toCoreEvent, toGroupEvent),
];

const byKind = new Map(views.map((each) => [each.info, each]));

/** How objects of this kind are stored, where that is in another form. */
export function viewOf(info: KindInfo): View | undefined {
  return byKind.get(info);
}
