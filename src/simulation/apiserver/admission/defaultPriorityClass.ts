import type { PriorityClass } from '../../../api/generated/objects.ts';
import { forbidden } from '../../../api/status.ts';
import { priorityClassKind } from '../knownKinds.ts';
import type { Objection } from './admission.ts';
import { defaultClass } from './podPriority.ts';

/** Only one PriorityClass is that of all Pods which name none. */
export const oneDefaultPriorityClass: Objection = (context, info, object) => {
  if (info !== priorityClassKind || !(object as PriorityClass).globalDefault) return undefined;
  const name = object.metadata?.name ?? '';
  const other = defaultClass(context)?.metadata.name ?? name;
  if (other === name) return undefined;
  return forbidden(info, name, `PriorityClass ${other} is already marked as default. Only one default can exist`);
};
