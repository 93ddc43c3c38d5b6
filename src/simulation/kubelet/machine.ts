import type { Node, Pod } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import { amountsOf } from '../../api/podResources.ts';
import { nodeKind, podKind } from '../apiserver/knownKinds.ts';
import { newNodeStatus, registeredLabels } from '../apiserver/nodeStatus.ts';
import type { ComponentContext } from '../component.ts';
import type { ContainerRuntime } from '../containers/runtime.ts';
import { EventRecorder } from '../eventRecorder.ts';
import { Lifetime } from '../lifetime.ts';
import type { Timers } from '../timeline.ts';
import { Kubelet } from './kubelet.ts';
import { NodeHeartbeat } from './nodeHeartbeat.ts';
import { NodeFiles } from './volumes/nodeFiles.ts';

/** What a Node is made of. */
export interface NodeMachine {
  readonly name: string;
  /** Its own address. */
  readonly ip: string;
  readonly cores: number;
}

/** What a machine is put into: a network, and a way to make its containers. */
export interface DataCentre {
  /** Images that the disks of new machines hold already, so that the first Pods of a learner need not wait for them. */
  readonly preloadedImages: readonly string[];
  makeRuntime(machine: NodeMachine, timers: Timers): ContainerRuntime;
  /** The machine and its Pods are no longer reached; nobody is told. */
  cutOff(nodeName: string): void;
  /** Its addresses are free. */
  forget(nodeName: string): void;
}

/** From the power button to a kubelet that reports, milliseconds: a small virtual machine boots in some 20 s. */
const bootMs = 20_000;

/** The machine behind a Node: while it has power a kubelet runs on it; its disk outlasts a loss of power. */
export class Machine {
  readonly files: NodeFiles;
  readonly #images = new Map<string, string>();
  readonly #context: ComponentContext;
  readonly #centre: DataCentre;
  readonly #node: Omit<NodeMachine, 'cores'>;
  readonly #podNetwork: string;
  #boots = 0;
  #lifetime: Lifetime | undefined;
  #kubelet: Kubelet | undefined;

  constructor(context: ComponentContext, centre: DataCentre, node: Stored<Node>, number: number) {
    const { name } = node.metadata;
    const address = node.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address;
    this.#context = context;
    this.#centre = centre;
    this.#node = { name, ip: address ?? `192.168.0.${10 + number}` };
    this.#podNetwork = (node.spec?.podCIDR ?? `10.244.${number}.0/24`).split('.').slice(0, 3).join('.');
    this.files = new NodeFiles(name, this.#node.ip);
    if (node.status?.nodeInfo?.kubeletVersion) this.#run();
    else this.#register();
  }

  /** Missing while there is no power, or the machine still boots. */
  get kubelet(): Kubelet | undefined {
    return this.#kubelet;
  }

  get hasPower(): boolean {
    return this.#lifetime !== undefined;
  }

  /** All that runs on it stops in its tracks, and nobody is told. */
  powerOff(): void {
    this.#lifetime?.end();
    this.#lifetime = undefined;
    this.#kubelet = undefined;
    this.#centre.cutOff(this.#node.name);
  }

  /** It boots; its kubelet finds its Pods without their containers. */
  powerOn(): void {
    if (this.#lifetime) return;
    if (this.#boots === 0) {
      // It lost its power before its kubelet had ever registered it.
      this.#register();
      return;
    }
    this.#lifetime = new Lifetime(this.#context.timeline);
    this.#lifetime.after(bootMs, () => {
      this.#centre.forget(this.#node.name);
      this.#boot();
      this.#announce('Rebooted');
    });
  }

  /** The Node was deleted: the machine is gone for good. */
  remove(): void {
    this.powerOff();
    this.#centre.forget(this.#node.name);
  }

  #run(): void {
    this.#lifetime = new Lifetime(this.#context.timeline);
    this.#boot();
  }

  /** A Node that somebody has created gets a machine, whose kubelet says what it is. */
  #register(): void {
    this.#lifetime = new Lifetime(this.#context.timeline);
    this.#lifetime.after(bootMs, () => {
      const { api, random } = this.#context;
      const node = api.get<Node>(nodeKind, '', this.#node.name);
      if (!node) return;
      const network = `${this.#podNetwork}.0/24`;
      const spec = { podCIDR: network, podCIDRs: [network], ...node.spec };
      const labels = { ...registeredLabels(this.#node.name), ...node.metadata.labels };
      const registered = api.update<Node>(nodeKind, { ...node, metadata: { ...node.metadata, labels }, spec });
      const stored = registered.object ?? node;
      const status = newNodeStatus(stored, this.#node.ip, random, this.#context.nowMs());
      api.update<Node>(nodeKind, { ...stored, status }, 'status');
      this.#boot();
      this.#announce('Registered');
    });
  }

  #boot(): void {
    this.#boots += 1;
    const { api } = this.#context;
    const { name, ip } = this.#node;
    const timeline = this.#lifetime as Lifetime;
    const random = this.#boots === 1 ? this.#context.random : this.#context.random.fork(`boot ${this.#boots}`);
    const context: ComponentContext = { timeline, api, random, nowMs: () => this.#context.nowMs() };
    const cores = amountsOf(api.get<Node>(nodeKind, '', name)?.status?.capacity).cpuMilli / 1000;
    const runtime = this.#centre.makeRuntime({ name, ip, cores }, timeline);
    if (this.#boots === 1) this.#preload(runtime);
    const disk = { files: this.files, images: this.#images };
    const options = { nodeName: name, hostIp: ip, podNetwork: this.#podNetwork, runtime, ...disk };
    const kubelet = new Kubelet(context, options);
    this.#kubelet = kubelet;
    const heartbeat = new NodeHeartbeat(context, name);
    if (this.#boots > 1) heartbeat.reportReady();
    // Even a new machine may have Pods: of a Node of the same name that is gone.
    for (const pod of api.list<Pod>(podKind)) if (pod.spec?.nodeName === name) kubelet.onPod('ADDED', pod);
  }

  #preload(runtime: ContainerRuntime): void {
    for (const reference of this.#centre.preloadedImages) {
      const answer = runtime.resolveImage(reference);
      if (answer.found) this.#images.set(reference, answer.imageId);
    }
  }

  /** What a kubelet that has just started says of its Node. */
  #announce(how: 'Rebooted' | 'Registered'): void {
    const { api } = this.#context;
    const { name } = this.#node;
    const node = api.get<Node>(nodeKind, '', name);
    if (!node) return;
    const events = new EventRecorder(this.#context, { component: 'kubelet', host: name });
    const say = (type: 'Normal' | 'Warning', reason: string, message: string) =>
      events.record(node, { type, reason, message });
    say('Normal', 'Starting', 'Starting kubelet.');
    if (how === 'Rebooted')
      say('Warning', 'Rebooted', `Node ${name} has been rebooted, boot id: ${node.status?.nodeInfo?.bootID ?? ''}`);
    say('Normal', 'NodeReady', `Node ${name} status is now: NodeReady`);
  }
}
