import type { ConfigMap, Namespace, Node, ServiceAccount } from '../../api/generated/objects.ts';
import type { KindInfo } from '../../api/kinds.ts';
import type { KubernetesObject } from '../../api/objects.ts';
import { readObject } from '../../api/review.ts';
import { invariant } from '../../invariant.ts';
import { createObject } from './create.ts';
import { firstObjects } from './firstObjects.ts';
import { configMapKind, namespaceKind, nodeKind, serviceAccountKind } from './knownKinds.ts';
import { newNodeStatus, registeredLabels } from './nodeStatus.ts';
import type { ServerContext } from './serverContext.ts';
import { updateObject } from './update.ts';

/** The Namespaces that every cluster has from its first second. */
const firstNamespaces = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

/** A certificate-shaped text; nothing in the simulation checks a chain. */
const rootCertificate =
  '-----BEGIN CERTIFICATE-----\nUG9kIExhYnMgaGFzIG5vIHJlYWwgY2VydGlmaWNhdGUgYXV0aG9yaXR5Lg==\n-----END CERTIFICATE-----\n';

/** Fills an empty store with what a new cluster holds. */
export function bootstrap(context: ServerContext, nodes: number): void {
  for (const name of firstNamespaces) create<Namespace>(context, namespaceKind, { metadata: { name } });
  for (const { kind, object } of [...firstObjects, ...firstNamespaces.flatMap(namespaceFurniture)]) {
    create(context, kind, object);
  }
  for (let number = 1; number <= nodes; number++) createNode(context, number);
}

/** What controllers put into each Namespace: the `default` ServiceAccount and the root certificate. */
export function namespaceFurniture(namespace: string): { kind: KindInfo; object: KubernetesObject }[] {
  const account: ServiceAccount = { metadata: { name: 'default', namespace } };
  const certificate: ConfigMap = {
    metadata: {
      name: 'kube-root-ca.crt',
      namespace,
      annotations: {
        'kubernetes.io/description':
          'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as ' +
          'the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of ' +
          'Kubernetes clusters.',
      },
    },
    data: { 'ca.crt': rootCertificate },
  };
  return [
    { kind: serviceAccountKind, object: account },
    { kind: configMapKind, object: certificate },
  ];
}

function createNode(context: ServerContext, number: number): void {
  const name = `node-${number}`;
  const network = `10.244.${number}.0/24`;
  const stored = create<Node>(context, nodeKind, {
    metadata: {
      name,
      labels: registeredLabels(name),
      annotations: { 'node.alpha.kubernetes.io/ttl': '0' },
    },
    spec: { podCIDR: network, podCIDRs: [network] },
  });
  const status = newNodeStatus(stored, `192.168.0.${10 + number}`, context.random, context.nowMs());
  updateObject<Node>(context, nodeKind, { ...stored, status }, { mode: 'commit', subresource: 'status' });
}

function create<T extends KubernetesObject>(context: ServerContext, info: KindInfo, object: T) {
  const { namespace } = object.metadata ?? {};
  const { object: complete = object } = readObject(object, {
    fieldValidation: 'Ignore',
    expected: info,
    ...(namespace !== undefined && { namespace }),
  });
  const { object: stored, refusal } = createObject(context, info, complete as T, { mode: 'commit' });
  invariant(stored, `the first ${info.plural} could not be stored: ${refusal?.message}`);
  return stored;
}
