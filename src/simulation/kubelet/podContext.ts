import type { Pod } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import type { ComponentContext } from '../component.ts';
import type { ContainerRuntime, Sandbox } from '../containers/runtime.ts';
import type { EventRecorder } from '../eventRecorder.ts';
import { Backoff } from './backoff.ts';
import { ContainerSlot } from './containerRecord.ts';
import type { ImagePuller } from './imagePuller.ts';
import { PodVolumes } from './volumes/podVolumes.ts';

/** What the workers of one Node share. */
export interface NodeContext extends ComponentContext {
  readonly nodeName: string;
  readonly hostIp: string;
  readonly runtime: ContainerRuntime;
  readonly events: EventRecorder;
  readonly images: ImagePuller;
  /** The next free address of the Node's Pod network. */
  takeAddress(): string;
  releaseAddress(address: string): void;
}

/** All that the kubelet holds for one Pod. */
export class PodContext {
  readonly node: NodeContext;
  #pod: Stored<Pod>;
  /** In the order of the spec: init containers, then regular ones. */
  readonly slots: readonly ContainerSlot[];
  readonly volumes = new PodVolumes();
  readonly restartBackoff = new Backoff();
  readonly imageBackoff = new Backoff();
  /** The last failed pull of each image. */
  readonly imageFailures = new Map<string, { readonly atMs: number; readonly message: string }>();
  sandbox: Sandbox | undefined;
  hadSandbox = false;
  ip = '';
  readonly startTimeMs: number;
  /** Set once the Pod's containers are being ended for good. */
  ending = false;

  constructor(node: NodeContext, pod: Stored<Pod>) {
    this.node = node;
    this.#pod = pod;
    this.startTimeMs = node.nowMs();
    this.slots = [
      ...(pod.spec?.initContainers ?? []).map((container) => new ContainerSlot(container, 'init')),
      ...(pod.spec?.containers ?? []).map((container) => new ContainerSlot(container, 'regular')),
    ];
  }

  /** The newest version that the kubelet has seen. */
  get pod(): Stored<Pod> {
    return this.#pod;
  }

  set pod(pod: Stored<Pod>) {
    this.#pod = pod;
    const containers = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])];
    for (const slot of this.slots) slot.spec = containers.find(({ name }) => name === slot.name) ?? slot.spec;
  }

  /** As the kubelet's messages name a Pod: `web_default(uid)`. */
  get fullName(): string {
    const { name, namespace, uid } = this.pod.metadata;
    return `${name}_${namespace}(${uid})`;
  }

  slot(name: string): ContainerSlot | undefined {
    return this.slots.find((candidate) => candidate.name === name);
  }
}
