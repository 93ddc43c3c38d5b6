import type { FieldPath } from '../../api/field.ts';
import type { KindInfo } from '../../api/kinds.ts';
import { type Change, frozen, recreate } from './change.ts';

/** What becomes of a change in the spec of a Pod that exists: nearly nothing may change (`ValidatePodUpdate`). */
export function changeOfPod(kind: KindInfo, path: FieldPath): Change | undefined {
  if (kind.kind !== 'Pod' || path[0] !== 'spec') return undefined;
  const [, field, , inside] = path;
  if ((field === 'containers' || field === 'initContainers') && inside === 'image')
    return {
      effect: 'follows',
      text: 'May be changed in a running Pod: the kubelet starts this container anew with the other image; the Pod stays.',
    };
  if (field === 'tolerations')
    return {
      effect: 'limited',
      text: 'In a Pod that exists, tolerations **can only be added**; of the old ones only `tolerationSeconds` may change.',
    };
  if (field === 'activeDeadlineSeconds')
    return {
      effect: 'limited',
      text: 'In a Pod that exists it may be set or lowered, **never raised or taken away**.',
    };
  if (field === 'schedulingGates')
    return { effect: 'limited', text: 'In a Pod that exists, gates **can only be taken away**.' };
  if (field === 'containers' && inside === 'resources')
    return frozen(
      'But a running Pod may be resized: `kubectl patch pod NAME --subresource resize -p …` changes cpu and memory of its containers.',
    );
  if (path.length === 1)
    return {
      effect: 'limited',
      text: `In a Pod that exists **almost nothing can be changed**: images, and a little of tolerations and deadlines. ${recreate}`,
    };
  return frozen(`A Pod is replaced, not changed: a Deployment does that for you, or ${recreate}`);
}
