import type { RequestTrace } from '../api/traffic.ts';
import type { CheckContext } from './checkContext.ts';
import type { RequestReference } from './lab.ts';
import { findPod } from './podReference.ts';
import { bornMsOf, type Sight } from './sources/source.ts';

/** What a Pod has sent. */
export interface PodTraffic {
  /** The oldest first. */
  readonly requests: readonly RequestTrace[];
  readonly podName: string;
  /** When the Pod was made; see `bornMsOf`. */
  readonly bornMs: number;
}

/** The requests of a Pod that are meant, explained, or what is seen in their place. Only a simulated cluster sees them. */
export async function podTraffic(
  { name, service, ...from }: RequestReference,
  context: CheckContext,
): Promise<PodTraffic | { readonly sight: Sight }> {
  if (!context.traffic) {
    const missing = 'this cluster does not tell what goes over its network.';
    return { sight: { values: [], root: undefined, missing, unknown: true } };
  }
  const found = await findPod(from, context);
  if ('sight' in found) return found;
  const pod = { namespace: found.pod.metadata.namespace ?? context.namespace, name: found.pod.metadata.name };
  const requests = context
    .traffic({ pod })
    .filter(({ client }) => client.pod?.name === pod.name && client.pod.namespace === pod.namespace)
    .filter(({ lookup }) => name === undefined || lookup?.name === name)
    .filter(({ connection }) => service === undefined || connection?.service?.name === service);
  return { requests, podName: pod.name, bornMs: bornMsOf(found.pod) };
}
