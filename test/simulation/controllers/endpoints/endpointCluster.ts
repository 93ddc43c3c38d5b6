import assert from 'node:assert/strict';
import type {
  EndpointSlice,
  Endpoints,
  Event,
  Pod,
  PodSpec,
  Service,
  ServiceSpec,
} from '../../../../src/api/generated/objects.ts';
import { findKind, type KindInfo } from '../../../../src/api/kinds.ts';
import type { KubernetesObject, Stored } from '../../../../src/api/objects.ts';
import type { ApiResponse, HttpMethod } from '../../../../src/api/request.ts';
import { formatTime } from '../../../../src/api/time.ts';
import { ApiServer } from '../../../../src/simulation/apiserver/apiServer.ts';
import {
  endpointSliceKind,
  endpointsKind,
  eventKind,
  podKind,
  serviceKind,
} from '../../../../src/simulation/apiserver/knownKinds.ts';
import { startEndpointControllers } from '../../../../src/simulation/controllers/endpoints/endpointControllers.ts';
import { GarbageCollector } from '../../../../src/simulation/controllers/garbageCollector.ts';
import { NamespaceController } from '../../../../src/simulation/controllers/namespace.ts';
import { Random } from '../../../../src/simulation/random.ts';
import { Timeline } from '../../../../src/simulation/timeline.ts';

const startTimeMs = Date.UTC(2026, 0, 5, 9);

/** A Pod as its kubelet would report it. */
export interface ReportedPod {
  readonly labels?: Record<string, string>;
  readonly ready?: boolean;
  readonly ip?: string;
  readonly phase?: string;
  readonly node?: string;
  readonly terminating?: boolean;
  readonly spec?: Partial<PodSpec>;
}

/** An API server with the controllers of endpoints and those that clean up; nothing starts Pods: the test reports them. */
export class EndpointCluster {
  readonly #timeline = new Timeline();
  readonly #server: ApiServer;
  #pods = 0;

  constructor() {
    const random = new Random(1);
    const timeline = this.#timeline;
    this.#server = new ApiServer({ timeline, random: random.fork('apiserver'), startTimeMs, nodes: 3 });
    const context = (component: string) => ({
      timeline,
      api: this.#server.components,
      random: random.fork(component),
      nowMs: () => startTimeMs + timeline.nowMs,
    });
    new NamespaceController(context('namespace-controller'));
    new GarbageCollector(context('garbage-collector'), this.#server.store);
    startEndpointControllers(context, this.#server.store);
    this.run(1000);
  }

  /** Lets virtual time pass. */
  run(ms = 1000): void {
    const until = this.#timeline.nowMs + ms;
    for (let next = this.#timeline.nextTimeMs(); next !== undefined && next <= until; ) {
      this.#timeline.step();
      next = this.#timeline.nextTimeMs();
    }
    this.#timeline.moveTo(until);
  }

  /** Makes a Pod, or reports it anew; what is not said is as usual: ready, with an address, on a Node. */
  report(name: string, pod: ReportedPod = {}, namespace = 'default'): Stored<Pod> {
    const known = this.#server.store.get(podKind, namespace, name) as Stored<Pod> | undefined;
    if (!known) this.#pods += 1;
    const number = known ? Number(known.metadata.uid.slice(-12)) : this.#pods;
    const { ready = true, ip = `10.244.${number >> 8}.${number & 255}`, phase = 'Running', node = 'node-1' } = pod;
    const now = formatTime(startTimeMs + this.#timeline.nowMs);
    const before = known?.status?.conditions?.find(({ type }) => type === 'Ready');
    const status = ready ? 'True' : 'False';
    const lastTransitionTime = before?.status === status ? (before.lastTransitionTime ?? now) : now;
    return this.#server.store.put(podKind, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name,
        namespace,
        uid: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
        creationTimestamp: known?.metadata.creationTimestamp ?? now,
        labels: pod.labels ?? known?.metadata.labels ?? { app: 'web' },
        ...(pod.terminating && { deletionTimestamp: now }),
      },
      spec: { containers: [], nodeName: node, ...(known?.spec ?? {}), ...pod.spec },
      status: {
        phase,
        ...(ip && { podIP: ip, podIPs: ip.split(',').map((each) => ({ ip: each })) }),
        conditions: [{ type: 'Ready', status, lastTransitionTime }],
      },
    } satisfies Pod);
  }

  /** Takes a Pod away as the server does when its containers have ended. */
  remove(name: string, namespace = 'default'): void {
    const pod = this.#server.store.get(podKind, namespace, name);
    assert.ok(pod);
    this.#server.store.remove(podKind, pod);
  }

  service(name: string, spec: ServiceSpec, labels?: Record<string, string>, namespace = 'default'): Stored<Service> {
    const metadata = { name, namespace, ...(labels && { labels }) };
    return this.create<Service>({ apiVersion: 'v1', kind: 'Service', metadata, spec });
  }

  create<T extends KubernetesObject>(object: T): Stored<T> {
    const namespace = object.metadata?.namespace ?? 'default';
    const { code, body } = this.send('POST', pathOf(object, namespace), object);
    assert.equal(code, 201, JSON.stringify(body));
    return body as Stored<T>;
  }

  patch(path: string, body: object): void {
    const answer = this.#server.send({ method: 'PATCH', path, contentType: 'application/merge-patch+json', body });
    assert.equal(answer.code, 200, JSON.stringify(answer.body));
  }

  send(method: HttpMethod, path: string, body?: unknown): ApiResponse {
    return this.#server.send({ method, path, ...(body !== undefined && { body }) });
  }

  /** The slices of a Service, as clients get them. */
  slices(service: string, namespace = 'default'): readonly EndpointSlice[] {
    return this.#list<EndpointSlice>(endpointSliceKind, namespace).filter(
      ({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === service,
    );
  }

  endpoints(name: string, namespace = 'default'): Stored<Endpoints> | undefined {
    return this.#server.components.get<Endpoints>(endpointsKind, namespace, name);
  }

  /** `Reason: message` of the Events about an object, in the order in which they came. */
  events(kind: string, name: string): string[] {
    return this.#list<Event>(eventKind)
      .filter(({ involvedObject }) => involvedObject.kind === kind && involvedObject.name === name)
      .sort((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))
      .map(({ reason, message }) => `${reason}: ${message}`);
  }

  /** How many writes of slices and Endpoints there are while the action and what follows from it go on. */
  writesDuring(action: () => void): { readonly slices: number; readonly endpoints: number } {
    const writes = { slices: 0, endpoints: 0 };
    const stop = this.#server.store.onChange(({ kind }) => {
      if (kind === endpointSliceKind.kind) writes.slices += 1;
      if (kind === endpointsKind.kind) writes.endpoints += 1;
    });
    action();
    this.run();
    stop();
    return writes;
  }

  get services(): readonly Stored<Service>[] {
    return this.#list<Service>(serviceKind);
  }

  get pods(): readonly Stored<Pod>[] {
    return this.#list<Pod>(podKind);
  }

  #list<T extends KubernetesObject>(kind: KindInfo, namespace?: string): readonly Stored<T>[] {
    return this.#server.components.list<T>(kind, namespace);
  }
}

function pathOf({ apiVersion = '', kind = '' }: KubernetesObject, namespace: string): string {
  const info = findKind(apiVersion, kind);
  assert.ok(info);
  const root = info.group === '' ? '/api/v1' : `/apis/${apiVersion}`;
  return `${root}${info.namespaced ? `/namespaces/${namespace}` : ''}/${info.plural}`;
}
