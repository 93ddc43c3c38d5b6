/** Sentences on fields that hold whatever is written there, as Markdown, by type and field. */
export const fieldNotes: Readonly<Record<string, string>> = {
  'Container.ports':
    '**For information only:** a program may listen on any port, whether it stands here or not, and a port that stands here is not opened by it. What it is good for: a name, by which Services and probes may call the port.',
  'ContainerPort.containerPort':
    '**For information only:** it opens nothing and closes nothing. The program must listen on the port itself, and not on 127.0.0.1 alone. All containers of a Pod share one address: two cannot listen on the same port.',
  'ContainerPort.name':
    'Services (`targetPort`) and probes may call the port by this name: lower case, at most 15 letters.',
  'ContainerPort.hostPort':
    'The port is opened on the **Node**, too: at most one such Pod fits on each Node. A Service is nearly always the better way.',
  'Container.envFrom':
    'Each key becomes a variable. They are read when the container starts: later changes of the ConfigMap or Secret do not reach it. `env` wins over `envFrom`.',
  'Container.env':
    'Set when the container starts. Of two variables with one name the later one counts; `$(NAME)` stands for one that is set above.',
  'Container.lifecycle':
    'Hooks of the container: `postStart` runs beside its program, and the container is not running until it has ended; `preStop` runs before SIGTERM.',
  'Lifecycle.postStart':
    'Runs right after the container was made, **beside** its program and perhaps before it. If it fails, the container is killed.',
  'Container.volumeMounts':
    'Each takes a volume of the Pod, by its name, to a path in this container. Files outside of volumes are lost at each restart.',
  'Container.tty': 'For programs that talk to a terminal; most need it together with `stdin`.',
  'PodSpec.hostNetwork':
    'With `true` the Pod uses the network of its Node: its ports are the ports of the Node, and with `dnsPolicy: ClusterFirst` it does not know the names of Services.',
  'PodSpec.shareProcessNamespace':
    "With `true` the containers see each other's processes, and process 1 is the pause container, not your program.",
  'PodSpec.activeDeadlineSeconds':
    'From the start of the Pod on, init containers included. When it is over the Pod is ended and fails, healthy or not.',
  'PodSpec.nodeName': 'Names the Node itself and passes the scheduler by: nobody looks whether there is room.',
  'PodSpec.enableServiceLinks':
    'Variables such as `WEB_SERVICE_HOST` for each Service of the Namespace that is there **before** the container starts. DNS knows later ones, too.',
  'PodSpec.readinessGates':
    'The Pod is ready only when these conditions are `True`, too; something outside has to set them.',
  'PodSpec.imagePullSecrets': 'Secrets of the type `kubernetes.io/dockerconfigjson` in the **same** Namespace.',
  'PodSpec.serviceAccountName': 'Who the Pod is when it talks to the API server. It must be there before the Pod.',
  'PodSpec.automountServiceAccountToken':
    'With `false` the Pod gets no token for the API server: good for all that do not need it.',
  'Probe.successThreshold': 'For liveness and startup probes it must be 1.',
  'Probe.terminationGracePeriodSeconds':
    'Instead of the time of the Pod, when this probe kills the container. Not for readiness probes.',
  'HTTPGetAction.host':
    'Leave it out: the kubelet asks the address of the Pod. For a virtual host, set the header `Host`.',
  'SecurityContext.runAsNonRoot':
    'With `true` the kubelet looks at the user before the start: for root, the container waits with `CreateContainerConfigError`.',
  'SecurityContext.readOnlyRootFilesystem':
    'With `true` the program can write only into mounted volumes: it may need an `emptyDir` at `/tmp`.',
  'SecurityContext.privileged': 'With `true` there is hardly a wall between the container and its Node.',
  'Volume.hostPath': 'A path of the **Node**: on another Node the Pod finds other files. Dangerous, and rarely needed.',
  'Volume.configMap':
    'Each key becomes a file. After a change the files follow within a minute or two; mounts with `subPath` do not.',
  'Volume.secret':
    'Each key becomes a file, in memory on the Node. After a change the files follow within a minute or two; mounts with `subPath` do not.',
  'Volume.persistentVolumeClaim': 'The claim must be in the Namespace of the Pod. The data outlives the Pod.',
  'DeploymentSpec.replicas':
    'With a HorizontalPodAutoscaler, leave it out: each `kubectl apply` would set the number back to what stands here.',
  'DeploymentSpec.progressDeadlineSeconds':
    'When a rollout does not get on for so long, the Deployment says so in its status; it does **not** go back by itself.',
  'DeploymentSpec.minReadySeconds':
    'A new Pod counts as available only when it has been ready for so long: a rollout goes slower, and notices early crashes.',
  'DeploymentSpec.revisionHistoryLimit':
    'Old ReplicaSets that are kept for `kubectl rollout undo`; with 0 there is no way back.',
  'CronJobSpec.startingDeadlineSeconds':
    'A run that is later than this is skipped. Not below 10: the controller looks every 10 s.',
  'CronJobSpec.suspend': 'With `true` no new Jobs start; those that run go on.',
  'JobSpec.suspend':
    'With `true` the Pods of the Job are ended, and it waits; the time of `activeDeadlineSeconds` begins anew when it goes on.',
  'ServiceSpec.publishNotReadyAddresses':
    'With `true` Pods that are not ready are found, too: for programs that look for each other while they start.',
  'ServiceSpec.externalIPs': 'Addresses that already lead to a Node; Kubernetes does not make them.',
  'HorizontalPodAutoscalerSpec.scaleTargetRef':
    'What has a scale: a Deployment, a ReplicaSet, a StatefulSet. A DaemonSet has none.',
  'NetworkPolicySpec.ingress':
    'Who may reach the selected Pods. No rule: nobody. Answers to what they ask themselves always come through.',
  'NetworkPolicySpec.egress':
    'Whom the selected Pods may reach. Without a rule for port 53 they cannot even ask for names.',
  'NetworkPolicyIngressRule.from':
    'Items are alternatives. Within **one** item, `podSelector` and `namespaceSelector` must both fit; as two items (two dashes) one of them is enough.',
  'NetworkPolicyEgressRule.to':
    'Items are alternatives. Within **one** item, `podSelector` and `namespaceSelector` must both fit; as two items (two dashes) one of them is enough.',
  'IngressSpec.rules': 'Only an Ingress controller makes something of them; without one nothing happens.',
  'StorageClass.allowVolumeExpansion': 'With `true` claims may grow; none can ever shrink.',
  'ObjectMeta.generateName':
    'The server appends five random letters. `kubectl apply` cannot use it, `kubectl create` can.',
  'ObjectMeta.finalizers':
    'The object stays, marked as being deleted, until whoever is named here has taken its name away.',
  'ObjectMeta.ownerReferences': 'When the owner is deleted, this object goes too.',
  'PolicyRule.resourceNames':
    'Only objects with these names. `create` never fits then, and `list` and `watch` only where they ask for that one name.',
};

/** The note on a field, if there is one. */
export function noteOn(type: string, field: string): string | undefined {
  const key = `${type}.${field}`;
  return Object.hasOwn(fieldNotes, key) ? fieldNotes[key] : undefined;
}
