import type { PodTemplateSpec } from '../../../api/generated/objects.ts';
import { canonicalJson } from '../../canonicalJson.ts';

/** The label by which a ReplicaSet of a Deployment knows its Pods from those of its siblings. */
export const templateHashLabel = 'pod-template-hash';

/** The digits 0 to 9 as a name may have them: no vowels, nothing that looks like another (`rand.SafeEncodeString`). */
const safeDigits = '456789bcdf';

/**
 * The value of the label `pod-template-hash`: the same for equal templates, another one after a collision. A real
 * controller hashes (FNV-1a, 32 bits) how Go prints its own structures; here it is the JSON, so that a template's hash has
 * the real form but another value.
 */
export function templateHash(template: PodTemplateSpec, collisionCount: number | undefined): string {
  let hash = 0x811c9dc5;
  const text = canonicalJson(template) + (collisionCount === undefined ? '' : `\n${collisionCount}`);
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return [...String(hash >>> 0)].map((digit) => safeDigits[Number(digit)]).join('');
}
