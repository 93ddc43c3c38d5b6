import assert from 'node:assert/strict';
import type { ContainerStatus, Node, Pod } from '../../../src/api/generated/objects.ts';
import { parseQuantity, type Quantity, toNumber } from '../../../src/api/quantity.ts';
import type { Cluster } from '../../../src/simulation/cluster.ts';

/** What was seen of one container of one Pod. */
interface Seen {
  readonly restarts: number;
  readonly id: string;
  /** The last back-off that the kubelet spoke of in this streak of crashes, in seconds. */
  readonly backoff: number;
  readonly image: string;
}

const isOver = ({ status }: Pod) => status?.phase === 'Succeeded' || status?.phase === 'Failed';

/** Watches the Pods of a cluster and says what no Pod may ever do. */
export class PodInvariants {
  readonly problems: string[] = [];
  readonly #seen = new Map<string, Seen>();
  readonly #phases = new Map<string, string>();
  readonly #cluster: Cluster;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
    const query = { watch: 'true', timeoutSeconds: '1000000' };
    const onChunk = (chunk: unknown) => {
      const { event } = chunk as { event: { type: string; object: Pod } };
      if (event.type !== 'DELETED') this.#look(event.object);
    };
    cluster.open({ method: 'GET', path: '/api/v1/namespaces/default/pods', query }, { onChunk, onEnd: () => {} });
  }

  /** The kubelets of machines that lost power remember no back-off and no containers. */
  forgetStreaks(): void {
    for (const [key, seen] of this.#seen) this.#seen.set(key, { ...seen, backoff: 0, id: '' });
  }

  /** What must be true of all Pods together, now. */
  checkAll(): void {
    const pods = itemsOf<Pod>(this.#cluster, '/api/v1/pods');
    const holders = new Map<string, string>();
    for (const { metadata, spec, status } of pods.filter((pod) => !isOver(pod) && !pod.spec?.hostNetwork)) {
      const { podIP } = status ?? {};
      if (!podIP) continue;
      const other = holders.get(podIP);
      if (other) this.#complain(`${metadata?.name} and ${other} have ${podIP} on ${spec?.nodeName}`);
      holders.set(podIP, metadata?.name ?? '');
    }
    for (const node of itemsOf<Node>(this.#cluster, '/api/v1/nodes')) {
      const here = pods.filter((pod) => pod.spec?.nodeName === node.metadata?.name && !isOver(pod));
      const asked = here.flatMap(({ spec }) => spec?.containers ?? []);
      const sum = asked.reduce((all, { resources }) => all + numberOf(resources?.requests?.cpu ?? '0'), 0);
      const room = numberOf(node.status?.allocatable?.cpu ?? '0');
      if (sum > room + 1e-9) this.#complain(`${node.metadata?.name} has ${room} processors and promised ${sum}`);
    }
    assert.deepEqual(this.problems, []);
  }

  #look(pod: Pod): void {
    const { uid = '', name } = pod.metadata ?? {};
    const { phase = '', conditions = [], containerStatuses = [], initContainerStatuses = [] } = pod.status ?? {};
    const before = this.#phases.get(uid);
    if ((before === 'Succeeded' || before === 'Failed') && phase !== before) {
      this.#complain(`${name} went from ${before} to ${phase}`);
    }
    this.#phases.set(uid, phase);
    const isReady = conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
    if (isReady && !containerStatuses.every(({ ready }) => ready)) this.#complain(`${name} is Ready too early`);
    // Of a Pod whose Node is gone nobody says any more what its containers do.
    const isLost = conditions.some(({ reason }) => reason === 'DeletionByPodGC');
    for (const status of [...initContainerStatuses, ...containerStatuses]) {
      if (isOver(pod) && !isLost && status.state?.running)
        this.#complain(`${name} is ${phase} while ${status.name} runs`);
      this.#lookAtContainer(`${uid} ${status.name}`, `${name}/${status.name}`, status);
    }
  }

  #lookAtContainer(key: string, name: string, status: ContainerStatus): void {
    const { restartCount, containerID = '', image, state, lastState } = status;
    const before = this.#seen.get(key);
    if (before && restartCount < before.restarts) {
      this.#complain(`${name} was restarted ${before.restarts} times, then ${restartCount}`);
    }
    if (before && before.id !== '' && containerID !== before.id) {
      const ended = lastState?.terminated;
      if (ended?.containerID !== before.id) this.#complain(`${name} began anew before the end of its last life`);
      const began = state?.running?.startedAt ?? state?.terminated?.startedAt;
      if (ended?.finishedAt && began && began < ended.finishedAt) this.#complain(`${name} ran twice at ${began}`);
    }
    const isNew = before?.image !== image;
    const spoken = state?.waiting?.reason === 'CrashLoopBackOff' ? secondsOf(state.waiting.message ?? '') : 0;
    const backoff = isNew ? 0 : (before?.backoff ?? 0);
    if (spoken > 0 && spoken < backoff) this.#complain(`${name} waits ${spoken} s after ${backoff} s`);
    this.#seen.set(key, { restarts: restartCount, id: containerID, backoff: Math.max(spoken, backoff), image });
  }

  #complain(problem: string): void {
    this.problems.push(`${this.#cluster.timeline.nowMs} ms: ${problem}`);
  }
}

export function itemsOf<T>(cluster: Cluster, path: string): T[] {
  return (cluster.send({ method: 'GET', path }).body as { items: T[] }).items;
}

function numberOf(text: string): number {
  return toNumber(parseQuantity(text) as Quantity);
}

/** `back-off 1m20s restarting …` */
function secondsOf(message: string): number {
  const [, minutes = '0', seconds = '0'] = /back-off (?:(\d+)m)?(\d+)s/.exec(message) ?? [];
  return Number(minutes) * 60 + Number(seconds);
}
