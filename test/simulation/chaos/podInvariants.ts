import assert from 'node:assert/strict';
import type { ContainerStatus, Node, Pod } from '../../../src/api/generated/objects.ts';
import { parseQuantity, type Quantity, toNumber } from '../../../src/api/quantity.ts';
import type { Cluster } from '../../../src/simulation/cluster.ts';

/** What was seen of one container of one Pod. */
interface Seen {
  readonly nodeName: string | undefined;
  readonly restarts: number;
  readonly id: string;
  /** The last back-off that the kubelet spoke of in this streak of crashes, in seconds. */
  readonly backoff: number;
  readonly image: string;
  /** Whoever said that is gone, with all that he remembered, and the container with him. */
  readonly isLost: boolean;
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

  /** The kubelet of a machine that lost power, or was replaced, remembers no back-off and no containers. */
  forgetStreaks(nodeName: string): void {
    for (const [key, seen] of this.#seen) {
      if (seen.nodeName === nodeName) this.#seen.set(key, { ...seen, isLost: true });
    }
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
      const { name, creationTimestamp = '' } = node.metadata ?? {};
      const here = pods.filter((pod) => pod.spec?.nodeName === name && !isOver(pod));
      // One that was made anew has the Pods of the one before from the beginning, and says what it has when its kubelet has started.
      if (!node.status?.allocatable) {
        const newer = here.find(({ metadata }) => (metadata?.creationTimestamp ?? '') > creationTimestamp);
        if (newer) this.#complain(`${newer.metadata?.name} came to ${name} before that said what it has`);
        continue;
      }
      const asked = here.flatMap(({ spec }) => spec?.containers ?? []);
      const sum = asked.reduce((all, { resources }) => all + numberOf(resources?.requests?.cpu ?? '0'), 0);
      const room = numberOf(node.status.allocatable.cpu ?? '0');
      if (sum > room + 1e-9) this.#complain(`${name} has ${room} processors and promised ${sum}`);
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
      this.#lookAtContainer(`${uid} ${status.name}`, `${name}/${status.name}`, pod.spec?.nodeName, status);
    }
  }

  #lookAtContainer(key: string, name: string, nodeName: string | undefined, status: ContainerStatus): void {
    const { restartCount, containerID = '', image, state, lastState } = status;
    const before = this.#seen.get(key);
    if (before && restartCount < before.restarts) {
      this.#complain(`${name} was restarted ${before.restarts} times, then ${restartCount}`);
    }
    // What the kubelet before has said stands there until the next one has something to say.
    if (before?.isLost && restartCount === before.restarts && containerID === before.id) return;
    if (before && !before.isLost && before.id !== '' && containerID !== before.id) {
      const ended = lastState?.terminated;
      if (ended?.containerID !== before.id) this.#complain(`${name} began anew before the end of its last life`);
      const began = state?.running?.startedAt ?? state?.terminated?.startedAt;
      if (ended?.finishedAt && began && began < ended.finishedAt) this.#complain(`${name} ran twice at ${began}`);
    }
    const isNew = before?.image !== image || before.isLost;
    const spoken = state?.waiting?.reason === 'CrashLoopBackOff' ? secondsOf(state.waiting.message ?? '') : 0;
    const backoff = isNew ? 0 : (before?.backoff ?? 0);
    if (spoken > 0 && spoken < backoff) this.#complain(`${name} waits ${spoken} s after ${backoff} s`);
    const seen = { nodeName, restarts: restartCount, id: containerID, backoff: Math.max(spoken, backoff), image };
    this.#seen.set(key, { ...seen, isLost: false });
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
