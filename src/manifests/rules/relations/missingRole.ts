import { missingObject } from './missingObject.ts';

/** The Role or ClusterRole of a binding. */
export const missingRole = missingObject({
  id: 'relation/missing-role',
  severity: 'warning',
  kinds: ['Role', 'ClusterRole'],
  outcome: () => 'the binding allows nothing before it is there',
});
