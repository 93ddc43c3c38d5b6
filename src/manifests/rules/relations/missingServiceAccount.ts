import { missingObject } from './missingObject.ts';

/** A ServiceAccount that Pods run as, or that a binding gives rights to. */
export const missingServiceAccount = missingObject({
  id: 'relation/missing-service-account',
  severity: 'warning',
  kinds: ['ServiceAccount'],
  outcome: (_, { facts }) =>
    facts.pods ? 'the Pod cannot be created before it is there' : 'the binding gives rights to nobody',
});
