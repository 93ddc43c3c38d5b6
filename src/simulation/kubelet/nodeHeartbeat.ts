import type { Lease, Node } from '../../api/generated/objects.ts';
import { formatMicroTime } from '../../api/time.ts';
import { leaseKind, nodeKind } from '../apiserver/knownKinds.ts';
import { healthyConditions } from '../apiserver/nodeStatus.ts';
import type { ComponentContext } from '../component.ts';

const leaseNamespace = 'kube-node-lease';
/** A Lease lasts 40 s and is renewed after a quarter of that (kubelet's `nodeLeaseDurationSeconds`, `nodeLeaseRenewIntervalFraction`). */
const leaseDurationSeconds = 40;
const renewMs = 10_000;
/** A status that says nothing new is written this often (kubelet's `nodeStatusReportFrequency`). */
const reportMs = 5 * 60_000;

/** The signs of life of a Node: its Lease and, more seldom, its status (https://kubernetes.io/docs/concepts/architecture/nodes/#node-heartbeats). */
export class NodeHeartbeat {
  readonly #context: ComponentContext;
  readonly #nodeName: string;

  constructor(context: ComponentContext, nodeName: string) {
    this.#context = context;
    this.#nodeName = nodeName;
    this.#renew();
    const { timeline } = context;
    timeline.every(renewMs, () => this.#renew());
    timeline.every(reportMs, () => this.reportReady());
  }

  /** Writes the status of a Node that works. */
  reportReady(): void {
    const { api } = this.#context;
    const node = api.get<Node>(nodeKind, '', this.#nodeName);
    if (!node) return;
    const conditions = healthyConditions(node.status?.conditions, this.#context.nowMs());
    const own = new Set(conditions.map(({ type }) => type));
    const others = (node.status?.conditions ?? []).filter(({ type }) => !own.has(type));
    api.update<Node>(
      nodeKind,
      { ...node, status: { ...node.status, conditions: [...others, ...conditions] } },
      'status',
    );
  }

  #renew(): void {
    const { api } = this.#context;
    const node = api.get<Node>(nodeKind, '', this.#nodeName);
    if (!node) return;
    const renewTime = formatMicroTime(this.#context.nowMs());
    const lease = api.get<Lease>(leaseKind, leaseNamespace, this.#nodeName);
    if (lease) {
      api.update<Lease>(leaseKind, { ...lease, spec: { ...lease.spec, renewTime } });
      return;
    }
    const owner = { apiVersion: 'v1', kind: 'Node', name: this.#nodeName, uid: node.metadata.uid };
    api.create<Lease>(leaseKind, {
      metadata: { name: this.#nodeName, namespace: leaseNamespace, ownerReferences: [owner] },
      spec: { holderIdentity: this.#nodeName, leaseDurationSeconds, renewTime },
    });
  }
}
