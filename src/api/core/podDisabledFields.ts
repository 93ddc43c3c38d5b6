import type { Container, PodSpec } from '../generated/objects.ts';

/**
 * Drops what Kubernetes 1.34 knows but does not serve: fields behind gates that are off, which the server forgets without
 * a word (`k8s.io/kubernetes/pkg/api/pod/util.go` DropDisabledPodFields).
 */
export function dropDisabledFields(spec: PodSpec): void {
  for (const container of spec.containers ?? []) {
    delete container.restartPolicy;
    dropFromContainer(container);
  }
  for (const container of spec.initContainers ?? []) {
    if (container.restartPolicy !== 'Always') delete container.restartPolicy;
    dropFromContainer(container);
  }
  dropImageVolumes(spec);
  delete spec.hostnameOverride;
}

function dropFromContainer(container: Container): void {
  // ContainerRestartRules
  delete container.restartPolicyRules;
  // ContainerStopSignals
  if (container.lifecycle) delete container.lifecycle.stopSignal;
  // EnvFiles
  for (const variable of container.env ?? []) if (variable.valueFrom) delete variable.valueFrom.fileKeyRef;
}

/** ImageVolume: the volume goes with its mounts. */
function dropImageVolumes(spec: PodSpec): void {
  const dropped = new Set((spec.volumes ?? []).filter(({ image }) => image).map(({ name }) => name));
  if (dropped.size === 0) return;
  spec.volumes = spec.volumes?.filter(({ name }) => !dropped.has(name));
  for (const container of [...(spec.containers ?? []), ...(spec.initContainers ?? [])]) {
    if (container.volumeMounts)
      container.volumeMounts = container.volumeMounts.filter(({ name }) => !dropped.has(name));
    if (container.volumeMounts?.length === 0) delete container.volumeMounts;
  }
  if (spec.volumes?.length === 0) delete spec.volumes;
}
