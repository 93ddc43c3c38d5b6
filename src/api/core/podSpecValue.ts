import type { PodSpec } from '../generated/objects.ts';
import { internalValue } from './internalValues.ts';

/** A Pod's spec in the server's internal form, where what concerns the host stands in the security context. */
export function podSpecValue(spec: PodSpec): Record<string, unknown> {
  const { hostNetwork, hostPID, hostIPC, shareProcessNamespace, hostUsers } = spec;
  const host = Object.entries({ hostNetwork, hostPID, hostIPC, shareProcessNamespace, hostUsers });
  const given = Object.fromEntries(host.filter(([, value]) => value !== undefined));
  const securityContext = { ...spec.securityContext, ...given };
  return internalValue({ ...spec, securityContext }, 'PodSpec');
}
