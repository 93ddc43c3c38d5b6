import type { Pod } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import { parseTime } from '../../api/time.ts';
import type { ComponentContext } from '../component.ts';
import type { ContainerRuntime, Sandbox } from '../containers/runtime.ts';
import type { EventRecorder } from '../eventRecorder.ts';
import { Backoff } from './backoff.ts';
import { ContainerSlot } from './containerRecord.ts';
import type { ImagePuller } from './imagePuller.ts';
import type { ResizeProblem } from './podResize.ts';
import { PodProbes } from './probes/podProbes.ts';
import { restoreSlots } from './restoredSlots.ts';
import type { NodeFiles } from './volumes/nodeFiles.ts';
import { PodVolumes } from './volumes/podVolumes.ts';

/** What the workers of one Node share. */
export interface NodeContext extends ComponentContext {
  readonly nodeName: string;
  /** When its kubelet began, milliseconds of the timeline. */
  readonly startedMs: number;
  readonly hostIp: string;
  readonly runtime: ContainerRuntime;
  readonly events: EventRecorder;
  readonly images: ImagePuller;
  /** Its files beside those of containers: what hostPaths and local volumes lead to. */
  readonly files: NodeFiles;
  /** The next free address of the Node's Pod network. */
  takeAddress(): string;
  releaseAddress(address: string): void;
}

/** All that the kubelet holds for one Pod. */
export class PodContext {
  readonly node: NodeContext;
  #pod: Stored<Pod>;
  readonly #slots: ContainerSlot[];
  readonly volumes = new PodVolumes();
  readonly probes = new PodProbes(this);
  readonly restartBackoff = new Backoff();
  readonly imageBackoff = new Backoff();
  /** The last failed pull of each image. */
  readonly imageFailures = new Map<string, { readonly atMs: number; readonly message: string }>();
  /** Why the Pod does not yet have the size that its newest version asks for. */
  resizeProblem: ResizeProblem | undefined;
  sandbox: Sandbox | undefined;
  hadSandbox: boolean;
  ip = '';
  readonly startTimeMs: number;
  /** Set once the Pod's containers are being ended for good. */
  ending = false;
  /** All has ended. */
  isOver = false;
  /** Why the kubelet itself ends the Pod: it will be Failed. */
  eviction: { readonly reason: string; readonly message: string } | undefined;

  constructor(node: NodeContext, pod: Stored<Pod>) {
    this.node = node;
    this.#pod = pod;
    this.startTimeMs = parseTime(pod.status?.startTime ?? '') ?? node.nowMs();
    this.#slots = [
      ...(pod.spec?.initContainers ?? []).map((container) => new ContainerSlot(container, 'init')),
      ...(pod.spec?.containers ?? []).map((container) => new ContainerSlot(container, 'regular')),
      ...(pod.spec?.ephemeralContainers ?? []).map((container) => new ContainerSlot(container, 'ephemeral')),
    ];
    this.hadSandbox = restoreSlots(this.#slots, pod.status, node.nowMs());
  }

  /** The newest version that the kubelet has seen. */
  get pod(): Stored<Pod> {
    return this.#pod;
  }

  /** In the order of the spec: init containers, regular ones, then those that were added for debugging. */
  get slots(): readonly ContainerSlot[] {
    return this.#slots;
  }

  set pod(pod: Stored<Pod>) {
    this.#pod = pod;
    const { initContainers = [], containers = [], ephemeralContainers = [] } = pod.spec ?? { containers: [] };
    const specs = [...initContainers, ...containers, ...ephemeralContainers];
    for (const slot of this.#slots) slot.spec = specs.find(({ name }) => name === slot.name) ?? slot.spec;
    for (const spec of ephemeralContainers) {
      if (!this.slot(spec.name)) this.#slots.push(new ContainerSlot(spec, 'ephemeral'));
    }
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
