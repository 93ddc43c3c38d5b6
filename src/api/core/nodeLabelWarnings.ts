import { type FieldPath, formatPath } from '../field.ts';
import type { NodeSelectorTerm } from '../generated/objects.ts';
import { labelValueText } from '../names.ts';

/** Labels of Nodes that have another name by now (`k8s.io/kubernetes/pkg/api/node/util.go`). */
const oldLabels: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'deprecated since v1.14; use "kubernetes.io/arch" instead',
  'beta.kubernetes.io/os': 'deprecated since v1.14; use "kubernetes.io/os" instead',
  'failure-domain.beta.kubernetes.io/region': 'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  'failure-domain.beta.kubernetes.io/zone': 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  'beta.kubernetes.io/instance-type': 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
  'app.kubernetes.io/created-by': 'deprecated since v1.9',
  'scheduler.alpha.kubernetes.io/preferAvoidPods': 'deprecated since v1.22; use Taints and Tolerations instead',
  'node-role.kubernetes.io/master': 'use "node-role.kubernetes.io/control-plane" instead',
};

/** What the server says of a Node's label that is on its way out; undefined for any other. */
export function oldLabelText(key: string): string | undefined {
  return Object.hasOwn(oldLabels, key) ? oldLabels[key] : undefined;
}

/** The same of what selects Nodes; where it is only a preference, of values too that no label can have. */
export function nodeTermWarnings(term: NodeSelectorTerm, at: FieldPath, strength?: 'preferred'): string[] {
  return (term.matchExpressions ?? []).flatMap(({ key = '', values = [] }, i) => {
    const here = [...at, 'matchExpressions', i];
    const text = oldLabelText(key);
    const texts = text === undefined ? [] : [`${formatPath([...here, 'key'])}: ${key} is ${text}`];
    if (strength !== 'preferred') return texts;
    for (const [j, value] of values.entries())
      for (const why of labelValueText(value))
        texts.push(`${formatPath([...here, 'values', j])}: ${value} is invalid, ${why}`);
    return texts;
  });
}
