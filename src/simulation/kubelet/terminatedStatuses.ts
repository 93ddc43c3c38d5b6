import type { ContainerState, ContainerStatus, PodSpec } from '../../api/generated/objects.ts';
import { isSidecar } from './podActions.ts';

/** What is said of a container that the kubelet ought to have ended but never saw. */
const unknown: ContainerState = {
  terminated: {
    reason: 'ContainerStatusUnknown',
    message: 'The container could not be located when the pod was terminated',
    exitCode: 137,
  },
};

/**
 * The last word on the containers of a Pod that has ended (`TerminatePod` of the kubelet's status manager): those that
 * ran or could have run are terminated, whatever is known of them.
 */
export function terminatedStatuses(
  spec: PodSpec,
  { initContainers, containers }: Record<'initContainers' | 'containers', ContainerStatus[]>,
): Record<'initContainers' | 'containers', ContainerStatus[]> {
  const reached = lastReached(initContainers);
  return {
    initContainers: initContainers.map((status, index) => (index <= reached ? ended(status) : status)),
    containers: wasInitialized(spec, initContainers, containers) ? containers.map(ended) : containers,
  };
}

function ended(status: ContainerStatus): ContainerStatus {
  return status.state?.terminated ? status : { ...status, state: unknown };
}

/** The last init container that has run; the first where none has. */
function lastReached(initContainers: readonly ContainerStatus[]): number {
  for (let index = initContainers.length - 1; index > 0; index--) if (hasRun(initContainers[index])) return index;
  return 0;
}

function hasRun(status: ContainerStatus | undefined): boolean {
  return status !== undefined && (!status.state?.waiting || status.lastState?.terminated !== undefined);
}

function wasInitialized(
  spec: PodSpec,
  initContainers: readonly ContainerStatus[],
  containers: readonly ContainerStatus[],
): boolean {
  const last = initContainers.at(-1);
  if (!last || containers.some(hasRun)) return true;
  const container = spec.initContainers?.find(({ name }) => name === last.name);
  if (container && isSidecar(container)) return last.state?.running !== undefined && last.started === true;
  return last.state?.terminated?.exitCode === 0 || last.lastState?.terminated?.exitCode === 0;
}
