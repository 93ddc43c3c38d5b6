import type { KindInfo } from '../api/kinds.ts';
import type { KubernetesObject } from '../api/objects.ts';
import { describeConfigMap } from './describe/configMap.ts';
import type { Describer } from './describe/describer.ts';
import { describeGeneric } from './describe/generic.ts';
import { describeNamespace } from './describe/namespace.ts';
import { describeNode } from './describe/node.ts';
import { describePod } from './describe/pod.ts';
import { describeSecret } from './describe/secret.ts';

const describers: Readonly<Record<string, unknown>> = {
  configmaps: describeConfigMap,
  namespaces: describeNamespace,
  nodes: describeNode,
  pods: describePod,
  secrets: describeSecret,
};

/** The describer of a kind. */
export function describerOf(info: KindInfo): Describer<KubernetesObject> {
  // Each describer is registered under the kind that it takes.
  return (describers[info.plural] as Describer<KubernetesObject> | undefined) ?? describeGeneric;
}
