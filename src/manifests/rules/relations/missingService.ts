import { missingObject } from './missingObject.ts';

/** The Service behind an Ingress, or the one that gives a StatefulSet's Pods their names. */
export const missingService = missingObject({
  id: 'relation/missing-service',
  severity: 'warning',
  kinds: ['Service'],
  outcome: (_, { kind }) =>
    kind.kind === 'StatefulSet'
      ? 'its Pods get no names of their own before it is there'
      : 'the Ingress answers these requests with an error',
});
