import type { KindInfo } from '../../api/kinds.ts';
import type { Resource } from './resource.ts';
import { configMap } from './resources/configMap.ts';
import { event } from './resources/event.ts';
import { namespace } from './resources/namespace.ts';
import { node } from './resources/node.ts';
import { pod } from './resources/pod.ts';
import { secret } from './resources/secret.ts';
import { serviceAccount } from './resources/serviceAccount.ts';

/** Every kind that is stored: one line each. */
const resources = [configMap, event, namespace, node, pod, secret, serviceAccount] as unknown as readonly Resource[];

const byKind = new Map(resources.map((resource) => [resource.info, resource]));

/** How the API server treats a kind. */
export function resourceOf(info: KindInfo): Resource {
  // A kind without a treatment of its own is stored as it comes.
  return byKind.get(info) ?? { info };
}
