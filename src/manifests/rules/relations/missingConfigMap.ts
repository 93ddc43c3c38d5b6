import { missingObject } from './missingObject.ts';

/** A ConfigMap that a container or a volume needs. */
export const missingConfigMap = missingObject({
  id: 'relation/missing-config-map',
  severity: 'warning',
  kinds: ['ConfigMap'],
  outcome: () => 'the container does not start before it is there',
});
