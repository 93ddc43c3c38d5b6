import { labelsAt } from '../facts/podTemplate.ts';
import { podsAround } from './podsAround.ts';
import { fileWords, type Subject } from './subject.ts';

/** Labels that belong together, and whose they are. */
export interface LabelSet {
  readonly labels: Readonly<Record<string, string>>;
  readonly detail: string;
}

/** Which labels the map or the requirement at the place is about. */
type About = 'own-pods' | 'pods' | 'own-and-other-pods' | 'namespaces' | 'nodes' | 'selectors' | 'own-name';

/** The labels that fit to the place, the likeliest first; none where the place is not about labels. */
export function labelSetsFor(subject: Subject): LabelSet[] {
  const about = aboutOf(subject);
  return about ? sets[about](subject).filter(({ labels }) => Object.keys(labels).length > 0) : [];
}

const selectorFields: Readonly<Record<string, About>> = {
  'DeploymentSpec.selector': 'own-pods',
  'ReplicaSetSpec.selector': 'own-pods',
  'StatefulSetSpec.selector': 'own-pods',
  'DaemonSetSpec.selector': 'own-pods',
  'JobSpec.selector': 'own-pods',
  'ReplicationControllerSpec.selector': 'own-pods',
  'ServiceSpec.selector': 'pods',
  'PodDisruptionBudgetSpec.selector': 'pods',
  'NetworkPolicySpec.podSelector': 'pods',
  'NetworkPolicyPeer.podSelector': 'pods',
  'NetworkPolicyPeer.namespaceSelector': 'namespaces',
  'PodAffinityTerm.namespaceSelector': 'namespaces',
  'PodAffinityTerm.labelSelector': 'own-and-other-pods',
  'TopologySpreadConstraint.labelSelector': 'own-and-other-pods',
  'PodSpec.nodeSelector': 'nodes',
  'NodeSelectorTerm.matchExpressions': 'nodes',
};

function aboutOf({ holders, place, pods }: Subject): About | undefined {
  for (const { owner, field } of holders.toReversed()) {
    const known = `${owner}.${field}`;
    if (Object.hasOwn(selectorFields, known)) return selectorFields[known];
    if (known !== 'ObjectMeta.labels') continue;
    const labelsPath = place.path.slice(0, pods?.labelsPath.length ?? 0);
    return pods && labelsPath.join() === pods.labelsPath.join() ? 'selectors' : 'own-name';
  }
  return undefined;
}

const sets: Readonly<Record<About, (subject: Subject) => LabelSet[]>> = {
  'own-pods': ownPods,
  pods: otherPods,
  'own-and-other-pods': (subject) => [...ownPods(subject), ...otherPods(subject)],
  namespaces: (subject) => [
    ...subject.others('Namespace').map((other) => ({
      labels: { 'kubernetes.io/metadata.name': other.name, ...labelsAt(other.document.value, ['metadata', 'labels']) },
      detail: `Namespace ${other.name}, ${fileWords(other, '')}`,
    })),
    { labels: { 'kubernetes.io/metadata.name': 'default' }, detail: 'Namespace default' },
    { labels: { 'kubernetes.io/metadata.name': 'kube-system' }, detail: 'Namespace kube-system' },
  ],
  nodes: (subject) =>
    subject.others('Node').map((other) => ({
      labels: labelsAt(other.document.value, ['metadata', 'labels']),
      detail: `Node ${other.name}, ${fileWords(other, '')}`,
    })),
  selectors: (subject) => {
    const { value, namespace } = subject;
    const own = { ...labelsAt(value, ['spec', 'selector']), ...labelsAt(value, ['spec', 'selector', 'matchLabels']) };
    const services = subject.others('Service').filter((other) => other.namespace === namespace);
    return [
      { labels: own, detail: "this manifest's selector" },
      ...services.map((other) => ({
        labels: labelsAt(other.document.value, ['spec', 'selector']),
        detail: `Service ${other.name} selects it, ${fileWords(other, namespace)}`,
      })),
      ...otherPods(subject),
    ];
  },
  'own-name': (subject) => [...ownPods(subject), ...otherPods(subject)],
};

function ownPods({ pods }: Subject): LabelSet[] {
  return pods ? [{ labels: pods.labels, detail: "this manifest's Pods" }] : [];
}

function otherPods(subject: Subject): LabelSet[] {
  return podsAround(subject).map((other) => ({
    labels: other.facts.pods?.labels ?? {},
    detail: `${other.kind.kind} ${other.name}, ${fileWords(other, subject.namespace)}`,
  }));
}
