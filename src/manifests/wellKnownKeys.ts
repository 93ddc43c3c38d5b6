/**
 * Labels, annotations and taints that Kubernetes and its tools know, with a sentence on each as Markdown
 * (https://kubernetes.io/docs/reference/labels-annotations-taints/).
 */
export const wellKnownKeys: Readonly<Record<string, string>> = {
  'app.kubernetes.io/name':
    'the name of the application, such as `mysql`. A custom of many tools; Kubernetes itself does nothing with it.',
  'app.kubernetes.io/instance':
    'which installation of the application this is, such as `mysql-orders`. A custom; Kubernetes itself does nothing with it.',
  'app.kubernetes.io/version': 'the version of the application. Better not in a selector: it changes.',
  'app.kubernetes.io/component': 'the part that this plays in the application, such as `database`.',
  'app.kubernetes.io/part-of': 'the larger application that this belongs to.',
  'app.kubernetes.io/managed-by': 'the tool that looks after this object, such as `Helm`.',
  'app.kubernetes.io/created-by': 'who made this object. No longer recommended: use `app.kubernetes.io/managed-by`.',
  'helm.sh/chart': 'the Helm chart that this object came from.',
  'pod-template-hash':
    'a Deployment puts it on its ReplicaSets and Pods, to tell versions of the template apart. Leave it out of manifests.',
  'controller-revision-hash': 'the version of the template that a Pod of a DaemonSet or StatefulSet was made from.',
  'statefulset.kubernetes.io/pod-name': 'the name of the one Pod; a Service can select it by this.',
  'apps.kubernetes.io/pod-index': 'the number of a Pod in its StatefulSet.',
  'batch.kubernetes.io/job-name': 'the Job that a Pod belongs to. The controller writes it.',
  'batch.kubernetes.io/controller-uid': 'the UID of the Job that a Pod belongs to. The controller writes it.',
  'batch.kubernetes.io/job-completion-index': 'the index that a Pod of an Indexed Job works on.',
  'job-name': 'the older name of `batch.kubernetes.io/job-name`.',
  'controller-uid': 'the older name of `batch.kubernetes.io/controller-uid`.',
  'kubernetes.io/metadata.name':
    'the name of the Namespace; every Namespace has this label, so that a `namespaceSelector` can name it.',
  'kubernetes.io/hostname': 'the name of the Node. As a `topologyKey`: each Node is a place of its own.',
  'kubernetes.io/os': 'the operating system of the Node: `linux` or `windows`.',
  'kubernetes.io/arch': 'the processor of the Node: `amd64`, `arm64`, …',
  'kubernetes.io/role': 'the role of a Node, in an older way to write it.',
  'node.kubernetes.io/instance-type': 'the kind of machine that the Node is.',
  'topology.kubernetes.io/zone':
    'the zone that a Node or a volume lies in. As a `topologyKey`: all Nodes of a zone are one place.',
  'topology.kubernetes.io/region': 'the region that a Node or a volume lies in.',
  'node-role.kubernetes.io/control-plane': 'marks a Node of the control plane; as a taint it keeps ordinary Pods away.',
  'node-role.kubernetes.io/master': 'the older name of `node-role.kubernetes.io/control-plane`.',
  'node.kubernetes.io/exclude-from-external-load-balancers': 'load balancers outside leave this Node out.',
  'node.kubernetes.io/not-ready': 'a taint: the Node is not ready. Pods get a toleration for 300 s by themselves.',
  'node.kubernetes.io/unreachable':
    'a taint: nothing is heard of the Node. Pods get a toleration for 300 s by themselves.',
  'node.kubernetes.io/memory-pressure': 'a taint: the Node runs short of memory.',
  'node.kubernetes.io/disk-pressure': 'a taint: the Node runs short of disk space.',
  'node.kubernetes.io/pid-pressure': 'a taint: the Node runs short of process numbers.',
  'node.kubernetes.io/unschedulable': 'a taint: the Node is cordoned, and gets no new Pods.',
  'node.kubernetes.io/network-unavailable': 'a taint: the network of the Node is not set up yet.',
  'node.kubernetes.io/out-of-service': 'a taint that says: this Node is gone for good, its Pods may be given up.',
  'kubernetes.io/service-name': 'the Service that an EndpointSlice belongs to.',
  'endpointslice.kubernetes.io/managed-by': 'who writes this EndpointSlice.',
  'endpointslice.kubernetes.io/skip-mirror': 'Endpoints with it are not mirrored to EndpointSlices.',
  'service.kubernetes.io/headless': 'marks what belongs to a headless Service. The controller writes it.',
  'service.kubernetes.io/topology-mode':
    '`Auto`: traffic is kept within a zone where that is fair. `trafficDistribution` has taken its place.',
  'service.kubernetes.io/service-proxy-name': 'kube-proxy leaves this Service to another proxy.',
  'kubernetes.io/ingress.class': 'which controller serves this Ingress, in the older way. Use `spec.ingressClassName`.',
  'ingressclass.kubernetes.io/is-default-class': 'Ingresses without a class get this one.',
  'storageclass.kubernetes.io/is-default-class': 'claims without a class get this one.',
  'volume.kubernetes.io/storage-provisioner': 'who makes the volume for this claim. The controller writes it.',
  'volume.beta.kubernetes.io/storage-class': 'the class of a claim, in the older way. Use `spec.storageClassName`.',
  'pv.kubernetes.io/bind-completed': 'the claim is bound. The controller writes it.',
  'pv.kubernetes.io/bound-by-controller':
    'the controller, not a person, has chosen the volume. The controller writes it.',
  'pv.kubernetes.io/provisioned-by': 'who made this volume.',
  'kubectl.kubernetes.io/last-applied-configuration':
    'what was last applied: `kubectl apply` compares with it, to know what has been taken out. kubectl writes it.',
  'kubectl.kubernetes.io/restartedAt':
    'when `kubectl rollout restart` was last called; the change of it is what replaces the Pods.',
  'kubectl.kubernetes.io/default-container':
    'the container that `kubectl logs` and `kubectl exec` take when none is named.',
  'kubectl.kubernetes.io/default-logs-container':
    'the container that `kubectl logs` takes when none is named, in the older way.',
  'deployment.kubernetes.io/revision':
    'how many versions of its template a Deployment has had. The controller writes it.',
  'kubernetes.io/change-cause': 'why there is this version: `kubectl rollout history` shows it. Write it yourself.',
  'kubernetes.io/description': 'what this object is for, in words.',
  'kubernetes.io/enforce-mountable-secrets':
    'Pods of this ServiceAccount may use only the Secrets that it names. No longer recommended.',
  'kubernetes.io/service-account.name': 'the ServiceAccount that a token Secret belongs to.',
  'kubernetes.io/config.mirror': 'a Pod that only shows a static Pod of its Node. The kubelet writes it.',
  'kubernetes.io/cluster-service': 'marks Services of the cluster itself; `kubectl cluster-info` lists them.',
  'k8s-app': 'the name of an application of the cluster itself, such as `kube-dns`.',
  'controller.kubernetes.io/pod-deletion-cost':
    'of two Pods, the one with the lower number goes first when a ReplicaSet shrinks.',
  'cluster-autoscaler.kubernetes.io/safe-to-evict':
    '`false`: the cluster autoscaler does not take this Pod from its Node.',
  'prometheus.io/scrape':
    '`true`: a Prometheus that is set up for it collects the metrics of this Pod. A custom; Kubernetes itself does nothing with it.',
  'prometheus.io/port': 'the port on which the metrics are. A custom; Kubernetes itself does nothing with it.',
  'prometheus.io/path': 'the path under which the metrics are. A custom; Kubernetes itself does nothing with it.',
  'rbac.authorization.kubernetes.io/autoupdate':
    '`true`: missing rights of a built-in role come back when the API server starts.',
  'rbac.authorization.k8s.io/aggregate-to-admin': 'the rules of this ClusterRole are added to the role `admin`.',
  'rbac.authorization.k8s.io/aggregate-to-edit': 'the rules of this ClusterRole are added to the role `edit`.',
  'rbac.authorization.k8s.io/aggregate-to-view': 'the rules of this ClusterRole are added to the role `view`.',
  'pod-security.kubernetes.io/enforce':
    'Pods that break this standard (`privileged`, `baseline`, `restricted`) are refused.',
  'pod-security.kubernetes.io/audit': 'Pods that break this standard are noted in the audit log.',
  'pod-security.kubernetes.io/warn': 'whoever makes Pods that break this standard is warned.',
};

/** Keys that a tool knows by their beginning. */
export const wellKnownPrefixes: Readonly<Record<string, string>> = {
  'container.apparmor.security.beta.kubernetes.io/':
    'the AppArmor profile of a container, in the older way. Use `securityContext.appArmorProfile`.',
  'nginx.ingress.kubernetes.io/': 'a setting of the Ingress controller ingress-nginx; others do nothing with it.',
  'service.beta.kubernetes.io/': "a setting of the cloud provider's load balancer.",
  'node-role.kubernetes.io/': 'a role of a Node; `kubectl get nodes` shows it.',
  'node-restriction.kubernetes.io/': 'a label that the kubelet of a Node cannot give itself.',
};
