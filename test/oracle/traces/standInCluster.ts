import type { Endpoint, Pod } from '../../../src/api/generated/objects.ts';
import { findKind } from '../../../src/api/kinds.ts';
import type { KubernetesObject, Stored } from '../../../src/api/objects.ts';
import type { ApiEndpoint, ApiRequest, ApiResponse, OpenedStream, StreamReceiver } from '../../../src/api/request.ts';
import { formatTime } from '../../../src/api/time.ts';
import { ApiServer } from '../../../src/simulation/apiserver/apiServer.ts';
import { nodeKind, podKind } from '../../../src/simulation/apiserver/knownKinds.ts';
import type { ComponentContext } from '../../../src/simulation/component.ts';
import { startEndpointControllers } from '../../../src/simulation/controllers/endpoints/endpointControllers.ts';
import { GarbageCollector } from '../../../src/simulation/controllers/garbageCollector.ts';
import { HpaController } from '../../../src/simulation/controllers/horizontalPodAutoscaler/hpaController.ts';
import { NamespaceController } from '../../../src/simulation/controllers/namespace.ts';
import { startWorkloadControllers } from '../../../src/simulation/controllers/workloads.ts';
import { Random } from '../../../src/simulation/random.ts';
import { Scheduler } from '../../../src/simulation/scheduler/scheduler.ts';
import { Timeline } from '../../../src/simulation/timeline.ts';
import { controllerOf } from '../../../src/simulation/controllers/controlledObjects.ts';
import type { Pace } from './recordedTraces.ts';
import { StandInMetrics } from './standInMetrics.ts';
import type { TraceChange, TraceEnd } from './story.ts';

/** As in the recorded runs: containers run so soon after their Pod was created; one that was not recorded is ready then. */
const startMs = 300;
const readyMs = 1550;
/** So long a Pod takes to end, where its annotation says nothing else. */
const stopMs = 150;
/** Of the recorded Nodes. */
const zones = ['zone-a', 'zone-b', 'zone-b'];
/** What was asked of the recorded stand-ins for kubelets: the seconds until a Pod is ready, or `never`, and those it takes to end. */
const readyAfterAnnotation = 'oracle/ready-after';
const stopAfterAnnotation = 'oracle/stop-after';

/** The control plane with kubelets that only say what the recorded ones said, each at its own pace: containers run, and most get ready. */
export class StandInCluster implements ApiEndpoint {
  readonly timeline = new Timeline();
  readonly changes: TraceChange[] = [];
  readonly metrics: StandInMetrics;
  readonly autoscaling: HpaController;
  readonly #server: ApiServer;
  readonly #started = new Set<string>();
  readonly #pace: Pace;
  /** How many Pods each ReplicaSet has had. */
  readonly #counts = new Map<string, number>();
  readonly #ending = new Set<string>();
  readonly #addresses = new Map<string, string>();

  constructor(pace: Pace) {
    this.#pace = pace;
    const random = new Random(1);
    const { timeline } = this;
    const startTimeMs = Date.UTC(2026, 10, 22, 8);
    this.#server = new ApiServer({ timeline, random: random.fork('apiserver'), startTimeMs, nodes: 3 });
    const context = (component: string): ComponentContext => ({
      timeline,
      api: this.#server.components,
      random: random.fork(component),
      nowMs: () => this.nowMs,
    });
    new NamespaceController(context('namespace-controller'));
    new GarbageCollector(context('garbage-collector'), this.#server.store);
    startWorkloadControllers(context, this.#server.store);
    startEndpointControllers(context, this.#server.store);
    this.metrics = new StandInMetrics(this.#server.components, () => this.nowMs);
    this.autoscaling = new HpaController(context('horizontal-pod-autoscaler'), this.metrics.source);
    new Scheduler(context('scheduler'));
    for (const [index, node] of this.#server.components.list(nodeKind).entries()) {
      const labels = { ...node.metadata.labels, 'topology.kubernetes.io/zone': zones[index] ?? '' };
      const zoned = { ...node, metadata: { ...node.metadata, labels } };
      this.#server.components.update(
        nodeKind,
        {
          ...(this.#server.components.update(nodeKind, zoned).object ?? zoned),
          status: {
            capacity: { cpu: '4', memory: '8Gi', pods: '110' },
            allocatable: { cpu: '4', memory: '8Gi', pods: '110' },
            conditions: [{ type: 'Ready', status: 'True' }],
          },
        } as Stored,
        'status',
      );
    }
    this.#server.store.onChange((info, { type, object }) => this.#note(type, info.kind, object));
    this.#server.components.subscribe<Pod>(podKind, 5, ({ object }) => this.#onPod(object));
  }

  get nowMs(): number {
    return Date.UTC(2026, 10, 22, 8) + this.timeline.nowMs;
  }

  send(request: ApiRequest): ApiResponse {
    const response = this.#server.send(request);
    this.#server.deliver();
    return response;
  }

  open(request: ApiRequest, receiver: StreamReceiver): OpenedStream {
    return this.#server.open(request, receiver);
  }

  step(): void {
    this.timeline.step();
    this.#server.deliver();
  }

  advanceTo(elapsedMs: number): void {
    for (let next = this.timeline.nextTimeMs(); next !== undefined && next <= elapsedMs; ) {
      this.step();
      next = this.timeline.nextTimeMs();
    }
    this.timeline.moveTo(elapsedMs);
    this.#server.deliver();
  }

  end(namespace: string): TraceEnd {
    const list = (apiVersion: string, kind: string) => {
      const info = findKind(apiVersion, kind);
      return info ? this.#server.components.list(info, namespace) : [];
    };
    return {
      Deployment: list('apps/v1', 'Deployment'),
      ReplicaSet: list('apps/v1', 'ReplicaSet'),
      Pod: list('v1', 'Pod'),
      EndpointSlice: list('discovery.k8s.io/v1', 'EndpointSlice'),
      Endpoints: list('v1', 'Endpoints'),
      HorizontalPodAutoscaler: list('autoscaling/v2', 'HorizontalPodAutoscaler'),
    } as TraceEnd;
  }

  #note(type: string, kind: string, object: Stored<KubernetesObject>): void {
    const { spec, status, involvedObject, type: eventType, reason, message, endpoints, subsets } = object as unknown as {
      spec?: { replicas?: number };
      status?: { conditions?: TraceChange['conditions'] };
      involvedObject?: { kind: string; name: string };
      type?: string;
      reason?: string;
      message?: string;
      endpoints?: readonly Endpoint[];
      subsets?: TraceChange['subsets'];
    };
    this.changes.push({
      type,
      kind,
      name: object.metadata.name,
      ...(spec?.replicas !== undefined && { replicas: spec.replicas }),
      ...(['Job', 'DaemonSet', 'HorizontalPodAutoscaler'].includes(kind) && status && { status }),
      ...(status?.conditions && { conditions: status.conditions }),
      ...(involvedObject && { object: `${involvedObject.kind}/${involvedObject.name}` }),
      ...(eventType !== undefined && { eventType }),
      ...(reason !== undefined && { reason }),
      ...(message !== undefined && { message }),
      ...(endpoints && { endpoints: endpoints.map((one) => ({ ...one, pod: one.targetRef?.name ?? '' })) }),
      ...(subsets && { subsets }),
    });
  }

  #onPod(pod: Stored<Pod>): void {
    const { metadata } = pod;
    const { uid, namespace = '', name } = metadata;
    if (metadata.deletionTimestamp && !this.#ending.has(uid)) {
      this.#ending.add(uid);
      const seconds = metadata.annotations?.[stopAfterAnnotation];
      this.timeline.after(seconds === undefined ? stopMs : Number(seconds) * 1000, () => {
        this.#server.components.delete(podKind, namespace, name, { gracePeriodSeconds: 0, preconditions: { uid } });
      });
    }
    if (this.#started.has(uid)) return;
    this.#started.add(uid);
    const waitMs = this.#readyAfterMs(pod);
    this.timeline.after(startMs, () => this.#report(namespace, name, 'False'));
    if (waitMs === null) return;
    this.timeline.after(Math.max(waitMs, startMs + 1), () => {
      if (runsToAnEnd(pod)) this.#report(namespace, name, 'False', 'Succeeded');
      else this.#report(namespace, name, 'True');
    });
  }

  #readyAfterMs(pod: Stored<Pod>): number | null {
    const asked = pod.metadata.annotations?.[readyAfterAnnotation];
    if (asked === 'never') return null;
    const set = controllerOf(pod)?.name ?? '';
    if (!this.#counts.has(set) && set !== '') this.#counts.set(set, 0);
    const order = [...this.#counts.keys()].indexOf(set);
    const count = this.#counts.get(set) ?? 0;
    this.#counts.set(set, count + 1);
    const recorded = this.#pace[order]?.[count];
    // Those of other owners are ready one after the other.
    return recorded === undefined ? readyMs + 20 * count : recorded;
  }

  #report(namespace: string, name: string, ready: 'True' | 'False', phase = 'Running'): void {
    const { components } = this.#server;
    const pod = components.get<Pod>(podKind, namespace, name);
    if (!pod) return;
    const condition = { type: 'Ready', status: ready, lastTransitionTime: formatTime(this.nowMs) };
    const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'Ready');
    const podIP = this.#addressOf(pod);
    const startTime = pod.status?.startTime ?? formatTime(this.nowMs);
    const status = { ...pod.status, phase, startTime, conditions: [...others, condition], podIP, podIPs: [{ ip: podIP }] };
    components.update<Pod>(podKind, { ...pod, status }, 'status');
  }

  #addressOf({ metadata: { uid }, spec }: Stored<Pod>): string {
    const known = this.#addresses.get(uid);
    if (known !== undefined) return known;
    const network = spec?.nodeName?.replace(/^node-/, '') ?? '0';
    const address = `10.244.${network}.${this.#addresses.size + 2}`;
    this.#addresses.set(uid, address);
    return address;
  }
}

/** The containers of a Job end soon, but for those that are told to run on. */
function runsToAnEnd(pod: Stored<Pod>): boolean {
  return controllerOf(pod)?.kind === 'Job' && pod.metadata.annotations?.['oracle/run-for'] === undefined;
}
