import type { Pod, Status } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import type { ApiStream, StreamReceiver } from '../../api/request.ts';
import { notFound } from '../../api/status.ts';
import { podKind } from '../apiserver/knownKinds.ts';
import type { ExecOptions, LogOptions, PodStreams } from '../apiserver/podStreams.ts';
import type { ComponentContext } from '../component.ts';
import type { ContainerRuntime } from '../containers/runtime.ts';
import { EventRecorder } from '../eventRecorder.ts';
import { ImagePuller } from './imagePuller.ts';
import type { NodeContext } from './podContext.ts';
import { attachToPod, execInPod } from './podExec.ts';
import { followLog, readLog } from './podLogs.ts';
import { PodWorker } from './podWorker.ts';
import { type NodeFigures, ResourceMetrics } from './resourceMetrics.ts';
import type { NodeFiles } from './volumes/nodeFiles.ts';

export interface KubeletOptions {
  readonly nodeName: string;
  /** The Node's own address. */
  readonly hostIp: string;
  /** The first three numbers of the Node's Pod network, a /24: `10.244.1`. */
  readonly podNetwork: string;
  readonly runtime: ContainerRuntime;
  /** The files of its Node. */
  readonly files: NodeFiles;
  /** Ids of the images on its disk, by reference. */
  readonly images: Map<string, string>;
}

/** .0 is the network, .1 the bridge, .255 the broadcast. */
const firstHost = 2;
const lastHost = 254;

/** The kubelet of one Node: a worker for each Pod that is bound to it. */
export class Kubelet implements PodStreams {
  readonly #node: NodeContext;
  readonly #workers = new Map<string, PodWorker>();
  readonly #usedHosts = new Set<number>();
  readonly #metrics: ResourceMetrics;
  #nextHost = firstHost;

  constructor(context: ComponentContext, options: KubeletOptions) {
    const { nodeName, hostIp, podNetwork, runtime, files } = options;
    this.#node = {
      timeline: context.timeline,
      api: context.api,
      random: context.random,
      nowMs: () => context.nowMs(),
      nodeName,
      startedMs: context.timeline.nowMs,
      hostIp,
      runtime,
      events: new EventRecorder(context, { component: 'kubelet', host: nodeName }),
      images: new ImagePuller(context.timeline, runtime, options.images),
      files,
      takeAddress: () => `${podNetwork}.${this.#takeHost()}`,
      releaseAddress: (address) => this.#usedHosts.delete(Number(address.slice(podNetwork.length + 1))),
    };
    this.#metrics = new ResourceMetrics(context.timeline.nowMs);
  }

  /** A Pod of this Node was added, changed or removed. */
  onPod(type: string, pod: Stored<Pod>): void {
    const { uid } = pod.metadata;
    const worker = this.#workers.get(uid);
    if (type === 'DELETED') worker?.removed();
    else if (worker) worker.update(pod);
    else this.#workers.set(uid, new PodWorker(this.#node, pod, () => this.#workers.delete(uid)));
  }

  logs(pod: Stored<Pod>, options: LogOptions): string | Status {
    const worker = this.#workers.get(pod.metadata.uid);
    return worker ? readLog(worker.context, options) : this.#notThere(pod);
  }

  followLogs(pod: Stored<Pod>, options: LogOptions, receiver: StreamReceiver): ApiStream | Status {
    const worker = this.#workers.get(pod.metadata.uid);
    return worker ? followLog(worker.context, options, receiver) : this.#notThere(pod);
  }

  exec(pod: Stored<Pod>, options: ExecOptions, receiver: StreamReceiver): ApiStream | Status {
    const worker = this.#workers.get(pod.metadata.uid);
    return worker ? execInPod(worker.context, options, receiver) : this.#notThere(pod);
  }

  attach(pod: Stored<Pod>, options: ExecOptions, receiver: StreamReceiver): ApiStream | Status {
    const worker = this.#workers.get(pod.metadata.uid);
    return worker ? attachToPod(worker.context, options, receiver) : this.#notThere(pod);
  }

  /** What `/metrics/resource` says. */
  resourceMetrics(): NodeFigures {
    const { timeline, runtime } = this.#node;
    return this.#metrics.read(this.#workers, {
      nowMs: timeline.nowMs,
      clockMs: this.#node.nowMs(),
      containersCpuMs: runtime.usedCpuMs,
    });
  }

  #notThere(pod: Stored<Pod>): Status {
    return notFound(podKind, pod.metadata.name);
  }

  /** Addresses are handed out in turn, so that a freed one is not taken again at once (the host-local CNI plugin). */
  #takeHost(): number {
    for (let tries = firstHost; tries <= lastHost; tries++) {
      const host = this.#nextHost;
      this.#nextHost = host === lastHost ? firstHost : host + 1;
      if (this.#usedHosts.has(host)) continue;
      this.#usedHosts.add(host);
      return host;
    }
    return lastHost;
  }
}
