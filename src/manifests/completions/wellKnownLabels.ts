import { hole } from './shape.ts';
import type { Suggester, Suggestion } from './suggestion.ts';

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ */
const ofObjects: Readonly<Record<string, string>> = {
  app: 'The name of the program, by custom.',
  'app.kubernetes.io/name': 'The name of the program: `mysql`.',
  'app.kubernetes.io/instance': 'A name for this installation of it: `mysql-orders`.',
  'app.kubernetes.io/version': 'Its version: `8.4.0`.',
  'app.kubernetes.io/component': 'Its part in the whole: `database`.',
  'app.kubernetes.io/part-of': 'The whole that it belongs to: `shop`.',
  'app.kubernetes.io/managed-by': 'The tool that looks after it: `helm`.',
};

/** https://kubernetes.io/docs/reference/node/node-labels/ */
const ofNodes: Readonly<Record<string, { readonly meaning: string; readonly values: readonly string[] }>> = {
  'kubernetes.io/hostname': { meaning: 'The name of the Node.', values: [] },
  'kubernetes.io/os': { meaning: 'Its operating system.', values: ['linux', 'windows'] },
  'kubernetes.io/arch': { meaning: "Its processor's architecture.", values: ['amd64', 'arm64'] },
  'topology.kubernetes.io/zone': { meaning: 'The zone of the cloud that it stands in.', values: [] },
  'topology.kubernetes.io/region': { meaning: 'The region of the cloud that it stands in.', values: [] },
  'node.kubernetes.io/instance-type': { meaning: 'The kind of machine, in the words of the cloud.', values: [] },
};

/** https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/ */
const taints: Readonly<Record<string, string>> = {
  'node-role.kubernetes.io/control-plane': 'Nodes that run the control plane.',
  'node.kubernetes.io/not-ready': 'The Node says that it is not ready.',
  'node.kubernetes.io/unreachable': 'The Node has fallen silent.',
};

/** Label keys that tools and people agree on, each with what it says. */
export const wellKnownLabels: Suggester = ({ place, name, type }) => {
  const isMap = place.part === 'key' && type.kind === 'map';
  if (isMap && name === 'ObjectMeta.labels') {
    return Object.entries(ofObjects)
      .filter(([key]) => !place.written.includes(key))
      .map(([key, documentation]) => ({ label: key, fields: { [key]: hole() }, documentation }));
  }
  if (isMap && name === 'PodSpec.nodeSelector') {
    return Object.entries(ofNodes)
      .filter(([key]) => !place.written.includes(key))
      .map(([key, { meaning, values }]) => ({
        label: key,
        fields: { [key]: hole(values[0]) },
        documentation: meaning,
      }));
  }
  return place.part === 'value' ? valuesAt(name, place.path.at(-1)) : [];
};

function valuesAt(name: string, key: unknown): Suggestion[] {
  if (name === 'NodeSelectorRequirement.key')
    return namesOf(Object.entries(ofNodes).map(([node, { meaning }]) => [node, meaning]));
  if (name === 'Toleration.key' || name === 'Taint.key') return namesOf(Object.entries(taints));
  if (name !== 'PodSpec.nodeSelector' || typeof key !== 'string' || !Object.hasOwn(ofNodes, key)) return [];
  return (ofNodes[key]?.values ?? []).map((value) => ({ label: value, value }));
}

function namesOf(entries: readonly (readonly [string, string])[]): Suggestion[] {
  return entries.map(([label, documentation]) => ({ label, value: label, documentation }));
}
