import type { Pod } from '../../../api/generated/objects.ts';
import { forbidden } from '../../../api/status.ts';
import { podKind } from '../knownKinds.ts';
import type { AdmissionPlugin } from './admission.ts';
import { provisionalName } from './provisionalName.ts';

/** Refuses a Pod that names a RuntimeClass, or claims the overhead of one: this cluster has none. */
export const runtimeClass: AdmissionPlugin = (_context, info, object) => {
  if (info !== podKind) return { object };
  const pod = object as Pod;
  const name = pod.spec?.runtimeClassName;
  if (!name) {
    if (Object.keys(pod.spec?.overhead ?? {}).length === 0) return { object };
    const why = 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead';
    return { refusal: forbidden(podKind, provisionalName(pod), why) };
  }
  return { refusal: forbidden(podKind, provisionalName(pod), `pod rejected: RuntimeClass "${name}" not found`) };
};
