import type { CrossVersionObjectReference, Scale } from '../../../api/generated/objects.ts';
import { type KindInfo, servedKinds } from '../../../api/kinds.ts';
import type { Stored } from '../../../api/objects.ts';
import type { ComponentApi } from '../../apiserver/componentApi.ts';

/** The scale of an HPA's target and the kind that has it; or why it cannot be read, in the controller's words. */
export type ScaleTarget =
  | { readonly kind: KindInfo; readonly scale: Stored<Scale>; readonly problem?: undefined }
  | { readonly problem: string };

/** Looks the target up by its group and kind; which version is named makes no difference. */
export function findScaleTarget(
  api: ComponentApi,
  namespace: string,
  { apiVersion = '', kind: kindName, name }: CrossVersionObjectReference,
): ScaleTarget {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  const kind = servedKinds.find((info) => info.group === group && info.kind === kindName);
  if (!kind) return { problem: `no matches for kind "${kindName}" in group "${group}"` };
  const { object, refusal } = api.getScale(kind, namespace, name);
  return object ? { kind, scale: object } : { problem: refusal.message ?? '' };
}
