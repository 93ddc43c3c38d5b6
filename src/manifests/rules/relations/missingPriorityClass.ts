import { missingObject } from './missingObject.ts';

/** A PriorityClass that Pods name. */
export const missingPriorityClass = missingObject({
  id: 'relation/missing-priority-class',
  severity: 'warning',
  kinds: ['PriorityClass'],
  outcome: () => 'the API server refuses the Pod before it is there',
});
