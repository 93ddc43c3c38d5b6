import { invalidValue } from '../../../api/fieldErrors.ts';
import type { Service } from '../../../api/generated/objects.ts';
import type { Allocated } from './allocated.ts';
import { needsAddress } from './serviceNeeds.ts';

/**
 * Fills in the address families of a Service in a cluster that has only IPv4. A headless Service without a selector may
 * have both, since its endpoints are not the cluster's.
 * https://kubernetes.io/docs/concepts/services-networking/dual-stack/#services
 */
export function withAddressFamilies(object: Service): Allocated {
  const { spec } = object;
  if (!spec || !needsAddress(spec)) return { object };
  const foreign = spec.clusterIP === 'None' && Object.keys(spec.selector ?? {}).length === 0;
  const policy = spec.ipFamilyPolicy ?? (foreign ? 'RequireDualStack' : 'SingleStack');
  const families = spec.ipFamilies && spec.ipFamilies.length > 0 ? spec.ipFamilies : ['IPv4'];
  if (foreign) {
    const other = families[0] === 'IPv4' ? 'IPv6' : 'IPv4';
    const all = families.length < 2 && policy !== 'SingleStack' ? [...families, other] : families;
    return { object: { ...object, spec: { ...spec, ipFamilyPolicy: policy, ipFamilies: all } } };
  }
  const errors = families.flatMap((family, i) =>
    family === 'IPv6' ? [invalidValue(['spec', 'ipFamilies', i], family, 'not configured on this cluster')] : [],
  );
  if (policy === 'RequireDualStack') {
    const why = 'this cluster is not configured for dual-stack services';
    errors.unshift(invalidValue(['spec', 'ipFamilyPolicy'], policy, why));
  }
  if (errors.length > 0) return { errors };
  return { object: { ...object, spec: { ...spec, ipFamilyPolicy: policy, ipFamilies: families } } };
}
