import type { Container, ContainerStatus, Pod } from '../../api/generated/objects.ts';
import { cutList, listOf, textOf } from '../looseValues.ts';
import { probesOf } from '../probes.ts';

/** Why a live Pod takes no traffic yet, or no more, in a few words; undefined for one that is ready. */
export function whyNotReady(pod: Pod): string | undefined {
  const phase = textOf(pod.status?.phase);
  if (phase === 'Succeeded' || phase === 'Failed') return `it has ended (${phase})`;
  if (pod.metadata?.deletionTimestamp) return 'it is being deleted';
  if (holds(pod, 'Ready')) return undefined;
  const unscheduled = conditionOf(pod, 'PodScheduled');
  if (unscheduled?.status === 'False') return `no Node has it yet: ${textOf(unscheduled.reason) || 'not scheduled'}`;
  return startTrouble(pod) ?? containerTrouble(pod) ?? gateTrouble(pod);
}

/** What init containers keep waiting; they run before the others. */
function startTrouble({ spec, status }: Pod): string | undefined {
  for (const { item: state } of cutList(status?.initContainerStatuses).kept) {
    const isSidecar = listOf(spec?.initContainers).some(
      ({ name, restartPolicy }) => name === state.name && restartPolicy === 'Always',
    );
    if (isSidecar || state.state?.terminated?.exitCode === 0) continue;
    const reason = textOf(state.state?.waiting?.reason);
    return `init container ${textOf(state.name)} ${reason === '' ? 'has not ended' : `waits: ${reason}`}`;
  }
  return undefined;
}

function containerTrouble({ spec, status }: Pod): string | undefined {
  const all = [...listOf(status?.containerStatuses), ...listOf(status?.initContainerStatuses)];
  const containers: Container[] = [...listOf(spec?.containers), ...listOf(spec?.initContainers)];
  for (const container of containers) {
    const own = all.find(({ name }) => name === container.name);
    if (own && !own.ready && own.state?.terminated?.exitCode !== 0) return troubleOf(container, own);
  }
  return all.length === 0 ? 'its containers have not started' : undefined;
}

function troubleOf(container: Container, status: ContainerStatus): string {
  const { waiting, terminated, running } = status.state ?? {};
  const name = textOf(container.name);
  if (terminated) {
    return `container ${name} has ended: ${textOf(terminated.reason) || 'Error'}, exit code ${textOf(terminated.exitCode)}`;
  }
  if (!running) return `container ${name} waits: ${textOf(waiting?.reason) || 'not started'}`;
  const probes = probesOf(container, status);
  const startup = probes.find(({ kind }) => kind === 'startup');
  if (startup && status.started !== true) return `the startup probe of ${name} has not passed yet`;
  const readiness = probes.find(({ kind }) => kind === 'readiness');
  const action = readiness?.text.split(' every ')[0];
  if (action !== undefined) return `the readiness probe of ${name} does not pass: ${action}`;
  return `container ${name} is not ready`;
}

/** The containers are all ready, and the Pod is not. */
function gateTrouble(pod: Pod): string {
  const gate = listOf(pod.spec?.readinessGates).find(({ conditionType }) => !holds(pod, conditionType));
  if (gate) return `its readiness gate ${textOf(gate.conditionType)} is not passed`;
  return 'it counts as not ready, as when its Node does not answer';
}

function conditionOf({ status }: Pod, type: string) {
  return listOf(status?.conditions).find((condition) => condition.type === type);
}

function holds(pod: Pod, type: string): boolean {
  return conditionOf(pod, type)?.status === 'True';
}
