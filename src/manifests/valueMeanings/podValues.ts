import type { ValueTable } from './valueTable.ts';

const pull: ValueTable[string] = {
  Always:
    'At each start of a container the Node asks the registry what the tag means now; layers that it has are not fetched again.',
  IfNotPresent: 'The Node pulls only what it does not have yet: if the tag has moved on, it does not notice.',
  Never: 'The Node never pulls: without the image on it, the container waits with `ErrImageNeverPull`.',
};

const message: ValueTable[string] = {
  File: 'The message is what the container wrote into the file of `terminationMessagePath`.',
  FallbackToLogsOnError:
    'If the file is empty and the container failed, the end of its log is the message: at most 2048 bytes or 80 lines.',
};

const profile: ValueTable[string] = {
  RuntimeDefault: "The container runtime's own profile.",
  Localhost: 'A profile that lies on the Node, named by `localhostProfile`.',
  Unconfined: 'No profile: nothing is held back.',
};

const hostPath: ValueTable[string] = {
  '': 'Nothing is checked before the mount.',
  DirectoryOrCreate: 'If nothing is there, an empty directory is made (0755, owned as the kubelet is).',
  Directory: 'A directory must be there.',
  FileOrCreate: 'If nothing is there, an empty file is made; its directory must be there.',
  File: 'A file must be there.',
  Socket: 'A Unix socket must be there.',
  CharDevice: 'A character device must be there.',
  BlockDevice: 'A block device must be there.',
};

/** What values of a Pod's own fields mean (https://kubernetes.io/docs/concepts/workloads/pods/). */
export const podValues: ValueTable = {
  'PodSpec.restartPolicy': {
    Always: 'Every ordinary container starts again when it exits, even with exit code 0.',
    OnFailure: 'An ordinary container starts again when it exits with another code than 0.',
    Never: 'No ordinary container ever starts again: what has ended has ended.',
  },
  'Container.imagePullPolicy': pull,
  'EphemeralContainer.imagePullPolicy': pull,
  'ImageVolumeSource.pullPolicy': pull,
  'Container.terminationMessagePolicy': message,
  'EphemeralContainer.terminationMessagePolicy': message,
  'ContainerResizePolicy.restartPolicy': {
    NotRequired: 'A resize reaches the running container as it is.',
    RestartContainer: 'A resize starts the container anew; its restart count goes up.',
  },
  'ContainerResizePolicy.resourceName': { cpu: 'Processor time.', memory: 'Memory.' },
  'HTTPGetAction.scheme': {
    HTTP: 'The request goes over plain HTTP.',
    HTTPS: 'The request goes over TLS; the certificate is not checked.',
  },
  'HostPathVolumeSource.type': hostPath,
  'EmptyDirVolumeSource.medium': {
    '': 'On the disk of the Node.',
    Memory: 'In memory (tmpfs): fast, and every byte counts as memory of the containers that write it.',
    HugePages: 'In huge pages.',
  },
  'PodSpec.dnsPolicy': {
    ClusterFirst: "The Pod asks the cluster's DNS, which passes other names on. This is the default.",
    ClusterFirstWithHostNet:
      'The same for a Pod with `hostNetwork: true`, which else would ask the name servers of its Node.',
    Default: 'Not the default! The Pod asks the name servers of its Node and does not know the names of Services.',
    None: 'Only what stands in `dnsConfig`; it needs at least one name server there.',
  },
  'PodSpec.preemptionPolicy': {
    PreemptLowerPriority: 'If there is no room, Pods with a lower priority may have to go.',
    Never: 'The Pod waits in front of those with a lower priority, but drives nobody away.',
  },
  'PodOS.name': { linux: 'Only for Linux Nodes.', windows: 'Only for Windows Nodes; fields for Linux are refused.' },
  'AppArmorProfile.type': profile,
  'SeccompProfile.type': profile,
  'PodSecurityContext.fsGroupChangePolicy': {
    OnRootMismatch:
      'Owner and mode of the files are changed only if the top of the volume does not have them yet: a fast start.',
    Always: 'Owner and mode of all files are changed at each mount: slow where there are many.',
  },
  'PodSecurityContext.seLinuxChangePolicy': {
    MountOption: 'Files get their SELinux label by an option of the mount: at once.',
    Recursive: 'Files get their SELinux label one by one.',
  },
  'PodSecurityContext.supplementalGroupsPolicy': {
    Merge: "The groups of the image's `/etc/group` count too.",
    Strict: 'Only the groups that stand in the manifest count.',
  },
  'SecurityContext.procMount': {
    Default: 'Some of `/proc` is hidden or read-only.',
    Unmasked: 'All of `/proc` can be seen and written; it needs `hostUsers: false`.',
  },
  'ContainerPort.protocol': { TCP: 'TCP.', UDP: 'UDP.', SCTP: 'SCTP.' },
  'VolumeMount.mountPropagation': {
    None: 'What is mounted later, on either side, is not seen on the other.',
    HostToContainer: 'What the Node mounts below it later appears in the container.',
    Bidirectional: 'Mounts go both ways; only for privileged containers.',
  },
  'VolumeMount.recursiveReadOnly': {
    Disabled: 'What is mounted below it may still be written.',
    IfPossible: 'What is mounted below it is read-only too, where the Node can do that.',
    Enabled: 'What is mounted below it is read-only too; a Node that cannot do that does not start the Pod.',
  },
};
