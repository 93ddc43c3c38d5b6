import { type HostPort, portsCollide } from '../hostPort.ts';
import { type FilterPlugin, resolvableMisfit } from '../plugin.ts';

const misfit = resolvableMisfit("node(s) didn't have free ports for the requested pod ports");

/** A port of the Node can be taken once. */
export const nodePorts: FilterPlugin = {
  name: 'NodePorts',
  prepare: ({ hostPorts }) => {
    if (hostPorts.length === 0) return undefined;
    return {
      filter: ({ podsWithHostPorts }) => {
        for (const pod of podsWithHostPorts) if (anyCollide(hostPorts, pod.hostPorts)) return misfit;
        return undefined;
      },
    };
  },
  mayHelp: ({ hostPorts }, change) => {
    if (change.what === 'node') return change.after !== undefined && change.before === undefined;
    if (change.what !== 'assignedPod' || change.after) return false;
    return change.before !== undefined && anyCollide(hostPorts, change.before.hostPorts);
  },
};

function anyCollide(wanted: readonly HostPort[], taken: readonly HostPort[]): boolean {
  return wanted.some((mine) => taken.some((other) => portsCollide(mine, other)));
}
