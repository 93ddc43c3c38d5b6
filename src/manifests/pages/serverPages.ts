import { type Page, page } from './page.ts';

const objects = (title: string, name: string) => page(title, `concepts/overview/working-with-objects/${name}/`);
const labels = objects('Labels and selectors', 'labels');
const owners = objects('Owners and dependents', 'owners-dependents');
const finalizers = objects('Finalizers', 'finalizers');
const serverSide = page('Server-side apply', 'reference/using-api/server-side-apply/');
const rbac = page('Using RBAC authorization', 'reference/access-authn-authz/rbac/');
const quotas = page('Resource quotas', 'concepts/policy/resource-quotas/');

/** Pages about what all objects have, and about permissions and quotas. */
export const serverPages: Readonly<Record<string, Page>> = {
  'ObjectMeta.annotations': objects('Annotations', 'annotations'),
  'ObjectMeta.deletionTimestamp': finalizers,
  'ObjectMeta.finalizers': finalizers,
  'ObjectMeta.labels': labels,
  'ObjectMeta.managedFields': serverSide,
  'ObjectMeta.name': objects('Names', 'names'),
  'ObjectMeta.namespace': objects('Namespaces', 'namespaces'),
  'ObjectMeta.ownerReferences': owners,
  'ObjectMeta.uid': page('UIDs', 'concepts/overview/working-with-objects/names/#uids'),
  ObjectMeta: page('Kubernetes objects', 'concepts/overview/working-with-objects/'),
  LabelSelector: labels,
  LabelSelectorRequirement: labels,
  ManagedFieldsEntry: serverSide,
  'NamespaceSpec.finalizers': finalizers,
  OwnerReference: owners,
  AggregationRule: page('Aggregated ClusterRoles', 'reference/access-authn-authz/rbac/#aggregated-clusterroles'),
  PolicyRule: page('Referring to resources', 'reference/access-authn-authz/rbac/#referring-to-resources'),
  RoleRef: rbac,
  Subject: page('Referring to subjects', 'reference/access-authn-authz/rbac/#referring-to-subjects'),
  'ServiceAccount.imagePullSecrets': page(
    'Pull secrets of a ServiceAccount',
    'tasks/configure-pod-container/configure-service-account/#add-imagepullsecrets-to-a-service-account',
  ),
  'ConfigMap.immutable': page('Immutable ConfigMaps', 'concepts/configuration/configmap/#configmap-immutable'),
  'Secret.immutable': page('Immutable Secrets', 'concepts/configuration/secret/#secret-immutable'),
  'Secret.type': page('Types of Secrets', 'concepts/configuration/secret/#secret-types'),
  ScopeSelector: quotas,
  ScopedResourceSelectorRequirement: quotas,
  Taint: page('Taints and tolerations', 'concepts/scheduling-eviction/taint-and-toleration/'),
  NodeStatus: page('Node status', 'reference/node/node-status/'),
};
