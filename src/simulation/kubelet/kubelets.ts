import type { Node, Pod, Status } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import { amountsOf } from '../../api/podResources.ts';
import type { ApiStream, StreamReceiver } from '../../api/request.ts';
import { badRequest } from '../../api/status.ts';
import { nodeKind, podKind } from '../apiserver/knownKinds.ts';
import type { ExecOptions, LogOptions, PodStreams } from '../apiserver/podStreams.ts';
import type { ComponentContext } from '../component.ts';
import type { ContainerRuntime } from '../containers/runtime.ts';
import { Kubelet } from './kubelet.ts';
import { cleanVolumes } from './volumes/localPaths.ts';

/** A change of a Pod reaches its kubelet after some milliseconds; measured on small kubeadm clusters. */
const watchLatencyMs = 10;

/** What a Node is made of. */
export interface NodeMachine {
  readonly name: string;
  /** Its own address. */
  readonly ip: string;
  readonly cores: number;
}

/**
 * The kubelets of all Nodes. They share one watch on Pods, which hands each change to the kubelet of the Pod's Node:
 * what a field selector on `spec.nodeName` does in reality.
 */
export class Kubelets implements PodStreams {
  readonly #context: ComponentContext;
  readonly #makeRuntime: (node: NodeMachine) => ContainerRuntime;
  readonly #byNode = new Map<string, Kubelet>();

  constructor(context: ComponentContext, makeRuntime: (node: NodeMachine) => ContainerRuntime) {
    this.#context = context;
    this.#makeRuntime = makeRuntime;
    for (const node of context.api.list<Node>(nodeKind)) this.#addNode(node);
    cleanVolumes(context, () => [...this.#byNode].map(([name, { files }]) => [name, files] as const));
    context.api.subscribe<Node>(nodeKind, watchLatencyMs, ({ type, object }) => {
      if (type === 'ADDED') this.#addNode(object);
    });
    context.api.subscribe<Pod>(podKind, watchLatencyMs, ({ type, object }) => {
      this.#byNode.get(object.spec?.nodeName ?? '')?.onPod(type, object);
    });
  }

  logs(pod: Stored<Pod>, options: LogOptions): string | Status {
    return this.#kubeletOf(pod)?.logs(pod, options) ?? notScheduled(pod);
  }

  followLogs(pod: Stored<Pod>, options: LogOptions, receiver: StreamReceiver): ApiStream | Status {
    return this.#kubeletOf(pod)?.followLogs(pod, options, receiver) ?? notScheduled(pod);
  }

  exec(pod: Stored<Pod>, options: ExecOptions, receiver: StreamReceiver): ApiStream | Status {
    return this.#kubeletOf(pod)?.exec(pod, options, receiver) ?? notScheduled(pod);
  }

  attach(pod: Stored<Pod>, options: ExecOptions, receiver: StreamReceiver): ApiStream | Status {
    return this.#kubeletOf(pod)?.attach(pod, options, receiver) ?? notScheduled(pod);
  }

  #kubeletOf(pod: Stored<Pod>): Kubelet | undefined {
    return this.#byNode.get(pod.spec?.nodeName ?? '');
  }

  #addNode(node: Stored<Node>): void {
    const nodeName = node.metadata.name;
    if (this.#byNode.has(nodeName)) return;
    const hostIp = node.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '';
    const cores = amountsOf(node.status?.capacity).cpuMilli / 1000;
    const podNetwork = (node.spec?.podCIDR ?? '10.244.0.0/24').split('.').slice(0, 3).join('.');
    const random = this.#context.random.fork(nodeName);
    const context = { ...this.#context, random, nowMs: () => this.#context.nowMs() };
    const runtime = this.#makeRuntime({ name: nodeName, ip: hostIp, cores });
    this.#byNode.set(nodeName, new Kubelet(context, { nodeName, hostIp, podNetwork, runtime }));
  }
}

function notScheduled(pod: Stored<Pod>): Status {
  return badRequest(`pod ${pod.metadata.name} does not have a host assigned`);
}
