import type { HpaRecord } from '../api/autoscaling/hpaRecord.ts';
import type { DnsAnswer, DnsQuestion } from '../api/dns.ts';
import type { Pod } from '../api/generated/objects.ts';
import type { LoadSeries } from '../api/load.ts';
import type { Stored } from '../api/objects.ts';
import type { ApiEndpoint, ApiRequest, ApiResponse, ApiStream, OpenedStream, StreamReceiver } from '../api/request.ts';
import { refuse } from '../api/status.ts';
import type { RequestTrace, TrafficParty, TrafficQuery } from '../api/traffic.ts';
import { installAddons } from './addons/install.ts';
import { systemImageReferences } from './addons/references.ts';
import { ApiServer } from './apiserver/apiServer.ts';
import { bodyTooLarge, isBodyTooLarge } from './apiserver/body.ts';
import { canonicalJson } from './canonicalJson.ts';
import type { ClusterOptions, JournalKeeping } from './clusterOptions.ts';
import type { ComponentContext } from './component.ts';
import { SimulatedRuntime } from './containers/simulatedRuntime.ts';
import { ApiServiceController } from './controllers/apiServices/apiServiceController.ts';
import { startEndpointControllers } from './controllers/endpoints/endpointControllers.ts';
import { GarbageCollector } from './controllers/garbageCollector.ts';
import { HpaController } from './controllers/horizontalPodAutoscaler/hpaController.ts';
import { NamespaceController } from './controllers/namespace.ts';
import { NodeLifecycle } from './controllers/nodeLifecycle/nodeLifecycle.ts';
import { PodsOfNodes } from './controllers/nodeLifecycle/podsOfNodes.ts';
import { TaintEviction } from './controllers/nodeLifecycle/taintEviction.ts';
import { EphemeralVolumes } from './controllers/volumes/ephemeralVolumes.ts';
import { LocalPathProvisioner } from './controllers/volumes/localPathProvisioner.ts';
import { VolumeBinder } from './controllers/volumes/volumeBinder.ts';
import { VolumeProtection } from './controllers/volumes/volumeProtection.ts';
import { startWorkloadControllers } from './controllers/workloads.ts';
import { isHeartbeatWrite } from './heartbeatWrites.ts';
import { Journal, type Moment } from './journal.ts';
import { Kubelets } from './kubelet/kubelets.ts';
import { MeteredCluster } from './metrics/meteredCluster.ts';
import { NameServers } from './nameServers.ts';
import { Network } from './network/network.ts';
import { KubeProxy } from './network/services/kubeProxy.ts';
import { setUpOutside } from './outside/outsideWorld.ts';
import { Random } from './random.ts';
import { Scheduler } from './scheduler/scheduler.ts';
import { Settling } from './settle.ts';
import { Timeline } from './timeline.ts';

/**
 * The embedded cluster: an API server and the components that work on it, in virtual time. The only place that knows
 * all the parts. It journals what comes from outside, and tells clients outside what they watch after each request and
 * each timer.
 */
export class Cluster implements ApiEndpoint {
  readonly timeline = new Timeline();
  readonly journal: Journal;
  readonly #options: ClusterOptions;
  readonly #server: ApiServer;
  readonly #kubelets: Kubelets;
  readonly #network: Network;
  readonly #nameServers: NameServers;
  readonly #autoscaling: HpaController;
  readonly #inputListeners = new Set<() => void>();
  #streams = 0;
  #changes = 0;

  constructor(options: ClusterOptions, journal: JournalKeeping = 'kept') {
    this.#options = options;
    this.journal = new Journal(options, journal);
    const random = new Random(options.seed);
    const { timeline } = this;
    const { startTimeMs, nodes } = options;
    this.#server = new ApiServer({ timeline, random: random.fork('apiserver'), startTimeMs, nodes });
    const network = new Network(timeline, random.fork('network'));
    this.#network = network;
    const context = (component: string): ComponentContext => ({
      timeline,
      api: this.#server.components,
      random: random.fork(component),
      nowMs: () => this.nowMs,
    });
    setUpOutside({ timeline, clockMs: () => this.nowMs, random: random.fork('outside'), network });
    network.translateWith(new KubeProxy(context('kube-proxy'), network));
    new NamespaceController(context('namespace-controller'));
    new VolumeProtection(context('volume-protection'));
    new VolumeBinder(context('volume-binder'));
    new LocalPathProvisioner(context('local-path-provisioner'));
    new EphemeralVolumes(context('ephemeral-volumes'));
    new GarbageCollector(context('garbage-collector'), this.#server.store);
    startWorkloadControllers(context, this.#server.store);
    const slices = startEndpointControllers(context, this.#server.store);
    const metered = new MeteredCluster(context('metrics'), slices, (node) => this.#kubelets.resourceMetrics(node));
    this.#server.connectServers(metered.servers);
    new ApiServiceController(context('apiservice-controller'), this.#server.store, slices, metered.servers);
    this.#autoscaling = new HpaController(context('horizontal-pod-autoscaler'), metered.source);
    new Scheduler(context('scheduler'));
    this.#nameServers = new NameServers(context('name-servers'));
    const podsOfNodes = new PodsOfNodes(context('pods-of-nodes'));
    new NodeLifecycle(context('node-lifecycle'), podsOfNodes);
    new TaintEviction(context('taint-eviction'), podsOfNodes);
    this.#kubelets = new Kubelets(context('kubelets'), {
      preloadedImages: systemImageReferences,
      makeRuntime: ({ name, ip, cores }, timers) =>
        new SimulatedRuntime({
          timeline: timers,
          clockMs: () => this.nowMs,
          random: random.fork(`runtime ${name}`),
          network,
          node: network.addNamespace({ ip, nodeName: name, kind: 'node' }),
          cores,
          clusterNames: this.#nameServers,
          clusterMetrics: metered,
        }),
      cutOff: (name) => network.cutOffNode(name),
      forget: (name) => network.removeNode(name),
    });
    if (options.addons === 'kubeadm') installAddons(context('addons'));
    this.#server.connectPodStreams(this.#kubelets);
    this.#server.store.onChange((info, change) => {
      if (!isHeartbeatWrite(info, change)) this.#changes += 1;
    });
  }

  /** Virtual time as milliseconds since 1970. */
  get nowMs(): number {
    return this.#options.startTimeMs + this.timeline.nowMs;
  }

  /** The resourceVersion of the newest change. */
  get revision(): number {
    return this.#server.store.revision;
  }

  /** How many changes there were that somebody would want to see: heartbeats are none. */
  get changes(): number {
    return this.#changes;
  }

  send(request: ApiRequest): ApiResponse {
    this.#tellInput();
    const response = request.method === 'GET' ? this.#server.send(request) : this.#sendWrite(request);
    this.#server.deliver();
    return response;
  }

  /** Chunks that are there already may arrive before this returns. */
  open(request: ApiRequest, receiver: StreamReceiver): OpenedStream {
    this.#tellInput();
    const changesNothing = !/\/(exec|attach)$/.test(request.path);
    const opened = changesNothing ? this.#server.open(request, receiver) : this.#openJournaled(request, receiver);
    this.#server.deliver();
    return opened;
  }

  /**
   * Pulls the plug of a Node's machine, or presses its power button: what no Kubernetes API has. False where there is no
   * such Node.
   */
  setNodePower(node: string, power: 'on' | 'off'): boolean {
    this.#tellInput();
    this.journal.add({ ...this.#moment(), input: 'power', node, power });
    const done = this.#kubelets.setPower(node, power);
    this.#server.deliver();
    return done;
  }

  /** See `ClusterControl.hpaRecords`. */
  hpaRecords(namespace: string, name: string): readonly HpaRecord[] {
    return this.#autoscaling.records(namespace, name);
  }

  /** See `ClusterControl.traffic`. */
  traffic(query?: TrafficQuery): readonly RequestTrace[] {
    return this.#network.traffic.find(query);
  }

  /** See `ClusterControl.loads`. */
  loads(): readonly LoadSeries[] {
    return this.#network.loads.series();
  }

  /** Who listens for connections at the address of a Pod or Node, by ports; `ip` is 127.0.0.1 where it hears its own Pod only. */
  listenersAt(ip: string): readonly TrafficParty[] {
    return (this.#network.namespaceAt(ip)?.listeners ?? []).map(({ owner, address }) => ({ ...owner, ...address }));
  }

  /**
   * What the cluster's name server answers somebody outside of it; nothing where none is ready. Nothing inside changes by that, so
   * it stands in no journal.
   */
  answerDns(question: DnsQuestion): DnsAnswer | undefined {
    this.#tellInput();
    return this.#nameServers.answerOutside(question);
  }

  /** Runs the next timer. False when there is none. */
  step(): boolean {
    const done = this.timeline.step();
    this.#server.deliver();
    return done;
  }

  /** Runs everything up to `elapsedMs` since the start. */
  advanceTo(elapsedMs: number): void {
    for (let next = this.timeline.nextTimeMs(); next !== undefined && next <= elapsedMs; ) {
      this.step();
      next = this.timeline.nextTimeMs();
    }
    this.timeline.moveTo(elapsedMs);
    this.#server.deliver();
  }

  advanceBy(durationMs: number): void {
    this.advanceTo(this.timeline.nowMs + durationMs);
  }

  /** Runs until no work is left and nothing changes any more; false where that takes longer than `limitMs`. */
  settle(limitMs: number): boolean {
    return new Settling(this, limitMs).runSlice(() => true) === 'settled';
  }

  /** Calls the listener before each input from outside: the place to bring time up to the wall clock's. */
  onInput(listener: () => void): () => void {
    this.#inputListeners.add(listener);
    return () => this.#inputListeners.delete(listener);
  }

  /** Calls the listener with the resourceVersion of each change, at the moment of virtual time when it is made. */
  onChange(listener: (revision: number) => void): () => void {
    return this.#server.store.onChange((_info, change) => listener(change.revision));
  }

  /** The session so far, as text that `Replay` reads: what it says of a session without a journal is its problem. */
  journalText(): string {
    return this.journal.toText(this.#moment());
  }

  /** Everything there is, as canonical JSON: two runs of one session agree in every byte of it. */
  stateText(): string {
    const objects = [...this.#server.store.everything()];
    const logs = objects
      .filter((object): object is Stored<Pod> => object.kind === 'Pod')
      .map((pod) => this.#logsOf(pod));
    return canonicalJson({ ...this.#moment(), revision: this.revision, objects, logs });
  }

  #sendWrite(request: ApiRequest): ApiResponse {
    const refused = this.#refusalOfInput(request);
    if (refused) return refused;
    const entry = this.journal.add({ ...this.#moment(), input: 'send', request: withoutForm(request) });
    return this.#server.send({ ...request, ...entry.request });
  }

  #openJournaled(request: ApiRequest, receiver: StreamReceiver): OpenedStream {
    const refused = this.#refusalOfInput(request);
    if (refused) return { response: refused };
    this.#streams += 1;
    const number = this.#streams;
    this.journal.add({ ...this.#moment(), input: 'open', request: withoutForm(request), stream: number });
    const { response, stream } = this.#server.open(request, receiver);
    return stream ? { response, stream: this.#journaled(stream, number) } : { response };
  }

  #journaled(stream: ApiStream, number: number): ApiStream {
    const record = (entry: { input: 'write'; text: string } | { input: 'closeInput' | 'close' }, act: () => void) => {
      this.#tellInput();
      this.journal.add({ ...this.#moment(), stream: number, ...entry });
      act();
      this.#server.deliver();
    };
    return {
      write: (text) => record({ input: 'write', text }, () => stream.write(text)),
      closeInput: () => record({ input: 'closeInput' }, () => stream.closeInput()),
      close: () => record({ input: 'close' }, () => stream.close()),
    };
  }

  #refusalOfInput(request: ApiRequest): ApiResponse | undefined {
    return isBodyTooLarge(request) ? refuse(bodyTooLarge()) : undefined;
  }

  #logsOf(pod: Stored<Pod>) {
    const containers = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])];
    return {
      pod: `${pod.metadata.namespace}/${pod.metadata.name}`,
      logs: containers.map(({ name }) => [
        name,
        this.#kubelets.logs(pod, { container: name, previous: false, timestamps: true }),
      ]),
    };
  }

  #moment(): Moment {
    return { atMs: this.timeline.nowMs, steps: this.timeline.steps };
  }

  #tellInput(): void {
    for (const listener of this.#inputListeners) listener();
  }
}

/** The form of the answer has no part in what a request does. */
function withoutForm(request: ApiRequest): ApiRequest {
  const { accept, ageShiftMs, ...rest } = request;
  return rest;
}
