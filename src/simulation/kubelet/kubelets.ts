import type { Node, Pod, Status } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import type { ApiStream, StreamReceiver } from '../../api/request.ts';
import { badRequest, internalError } from '../../api/status.ts';
import { nodeKind, podKind } from '../apiserver/knownKinds.ts';
import type { ExecOptions, LogOptions, PodStreams } from '../apiserver/podStreams.ts';
import type { ComponentContext } from '../component.ts';
import { Kubelet } from './kubelet.ts';
import { type DataCentre, Machine } from './machine.ts';
import type { NodeFigures } from './resourceMetrics.ts';
import { cleanVolumes } from './volumes/localPaths.ts';

/** A change of a Pod reaches its kubelet after some milliseconds; measured on small kubeadm clusters. */
const watchLatencyMs = 10;

/**
 * The kubelets of all Nodes. They share one watch on Pods, which hands each change to the kubelet of the Pod's Node:
 * what a field selector on `spec.nodeName` does in reality.
 */
export class Kubelets implements PodStreams {
  readonly #context: ComponentContext;
  readonly #centre: DataCentre;
  readonly #machines = new Map<string, Machine>();
  #made = 0;

  constructor(context: ComponentContext, centre: DataCentre) {
    this.#context = context;
    this.#centre = centre;
    for (const node of context.api.list<Node>(nodeKind)) this.#addMachine(node);
    cleanVolumes(context, () => [...this.#machines].map(([name, { files }]) => [name, files] as const));
    context.api.subscribe<Node>(nodeKind, watchLatencyMs, ({ type, object }) => {
      const { name } = object.metadata;
      if (type === 'ADDED') this.#addMachine(object);
      else if (type === 'DELETED') {
        this.#machines.get(name)?.remove();
        this.#machines.delete(name);
      }
    });
    context.api.subscribe<Pod>(podKind, watchLatencyMs, ({ type, object }) => {
      this.#machines.get(object.spec?.nodeName ?? '')?.kubelet?.onPod(type, object);
    });
  }

  /** Pulls the plug of a Node's machine, or presses its power button. False where there is no such machine. */
  setPower(nodeName: string, power: 'on' | 'off'): boolean {
    const machine = this.#machines.get(nodeName);
    if (!machine) return false;
    if (power === 'off') machine.powerOff();
    else machine.powerOn();
    return true;
  }

  /** What the kubelet of a Node says its containers use; undefined where none answers. */
  resourceMetrics(nodeName: string): NodeFigures | undefined {
    return this.#machines.get(nodeName)?.kubelet?.resourceMetrics();
  }

  logs(pod: Stored<Pod>, options: LogOptions): string | Status {
    const kubelet = this.#kubeletOf(pod);
    return kubelet instanceof Kubelet ? kubelet.logs(pod, options) : kubelet;
  }

  followLogs(pod: Stored<Pod>, options: LogOptions, receiver: StreamReceiver): ApiStream | Status {
    const kubelet = this.#kubeletOf(pod);
    return kubelet instanceof Kubelet ? kubelet.followLogs(pod, options, receiver) : kubelet;
  }

  exec(pod: Stored<Pod>, options: ExecOptions, receiver: StreamReceiver): ApiStream | Status {
    const kubelet = this.#kubeletOf(pod);
    return kubelet instanceof Kubelet ? kubelet.exec(pod, options, receiver) : kubelet;
  }

  attach(pod: Stored<Pod>, options: ExecOptions, receiver: StreamReceiver): ApiStream | Status {
    const kubelet = this.#kubeletOf(pod);
    return kubelet instanceof Kubelet ? kubelet.attach(pod, options, receiver) : kubelet;
  }

  /** The kubelet of a Pod's Node, or why it does not answer. */
  #kubeletOf(pod: Stored<Pod>): Kubelet | Status {
    const machine = this.#machines.get(pod.spec?.nodeName ?? '');
    if (!machine) return badRequest(`pod ${pod.metadata.name} does not have a host assigned`);
    if (machine.kubelet) return machine.kubelet;
    const { hostIP = '' } = pod.status ?? {};
    return internalError(`Get "https://${hostIP}:10250/": dial tcp ${hostIP}:10250: connect: no route to host`);
  }

  #addMachine(node: Stored<Node>): void {
    const nodeName = node.metadata.name;
    if (this.#machines.has(nodeName)) return;
    this.#made += 1;
    const random = this.#context.random.fork(nodeName);
    const context = { ...this.#context, random, nowMs: () => this.#context.nowMs() };
    this.#machines.set(nodeName, new Machine(context, this.#centre, node, this.#made));
  }
}
