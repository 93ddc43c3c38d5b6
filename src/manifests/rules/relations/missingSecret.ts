import { valueAt } from '../../plainLookup.ts';
import { missingObject } from './missingObject.ts';

/** A Secret that a container, a volume or an Ingress needs. Those for registries and certificates are often made by other hands. */
export const missingSecret = missingObject({
  id: 'relation/missing-secret',
  severity: 'warning',
  kinds: ['Secret'],
  outcome({ path }) {
    if (path.includes('imagePullSecrets')) return 'images of a private registry cannot be pulled before it is there';
    if (path.includes('tls')) return 'the Ingress has no certificate before it is there';
    return 'the container does not start before it is there';
  },
  severityOf({ path }, { document }) {
    if (path.includes('imagePullSecrets')) return 'info';
    if (!path.includes('tls')) return 'warning';
    const annotations = Object(valueAt(document.value, ['metadata', 'annotations'])) as object;
    return Object.keys(annotations).some((key) => key.startsWith('cert-manager.io/')) ? 'off' : 'info';
  },
});
