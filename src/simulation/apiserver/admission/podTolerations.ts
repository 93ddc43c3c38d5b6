import type { Pod, Toleration } from '../../../api/generated/objects.ts';
import { podKind } from '../knownKinds.ts';
import type { AdmissionPlugin } from './admission.ts';

/** How long a Pod stays on a Node that is not ready or not reachable (`--default-not-ready-toleration-seconds`). */
const tolerationSeconds = 300;

const taintKeys = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];

/** Gives every Pod the tolerations that keep it for a while on a Node with trouble, unless it has its own. */
export const podTolerations: AdmissionPlugin = (_context, info, object) => {
  if (info !== podKind) return { object };
  const pod = object as Pod;
  const own = pod.spec?.tolerations ?? [];
  const added: Toleration[] = taintKeys
    .filter((key) => !own.some((each) => tolerates(each, key)))
    .map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds }));
  if (added.length === 0) return { object };
  return { object: { ...pod, spec: { ...pod.spec, tolerations: [...own, ...added] } } as Pod };
};

function tolerates(toleration: Toleration, key: string): boolean {
  return (!toleration.key || toleration.key === key) && (!toleration.effect || toleration.effect === 'NoExecute');
}
