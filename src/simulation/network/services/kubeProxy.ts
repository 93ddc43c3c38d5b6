import type { Node } from '../../../api/generated/objects.ts';
import type { ServiceHop, TrafficEndpoint } from '../../../api/traffic.ts';
import { nodeKind } from '../../apiserver/knownKinds.ts';
import type { ComponentContext } from '../../component.ts';
import type { Network } from '../network.ts';
import type { NetworkNamespace } from '../networkNamespace.ts';
import { formatSocketAddress, isLoopback, type SocketAddress } from '../socketAddress.ts';
import type { AddressTranslation, Protocol, Translation } from '../translation.ts';
import { Affinity } from './affinity.ts';
import { RuleTable } from './ruleTable.ts';
import { ServiceIndex } from './serviceIndex.ts';
import { type EndpointView, hasHints, type Policy, rulesOf, type ServiceRule, viewOf } from './serviceRules.ts';

/** Between two writes of a Node's rules at least so much time passes (`iptables.minSyncPeriod` of kube-proxy's configuration, 1 s). */
const minSyncPeriodMs = 1_000;
const zoneLabel = 'topology.kubernetes.io/zone';
/** To write the rules takes so long, milliseconds: `iptables-restore` in a small cluster. */
const syncMs = 20;

/**
 * kube-proxy in its mode `iptables` (https://kubernetes.io/docs/reference/networking/virtual-ips/): rules on the Nodes turn a Service's
 * address into that of one of its endpoints, by lot for each connection. It hears of changes by its watches and writes the rules a
 * little later; until then they are the old ones. All Nodes' rules are written at the same time here.
 */
export class KubeProxy implements AddressTranslation {
  readonly #context: ComponentContext;
  readonly #network: Pick<Network, 'nodeAt' | 'datagrams'>;
  readonly #index: ServiceIndex;
  readonly #table = new RuleTable();
  readonly #affinity: Affinity;
  readonly #views = new WeakMap<ServiceRule, Map<string, EndpointView>>();
  readonly #changed = new Set<string>();
  #lastSyncMs = Number.NEGATIVE_INFINITY;
  #syncIsSet = false;

  constructor(context: ComponentContext, network: Pick<Network, 'nodeAt' | 'datagrams'>) {
    this.#context = context;
    this.#network = network;
    this.#affinity = new Affinity(context.timeline);
    this.#index = new ServiceIndex(context, (key) => this.#onChange(key));
  }

  translate(from: NetworkNamespace, target: SocketAddress, protocol: Protocol): Translation | undefined {
    const byIp = this.#table.at(protocol, target.ip, target.port);
    if (byIp) {
      const { rule, by } = byIp;
      return by === 'clusterIP'
        ? this.#choose(rule, by, { from, policy: rule.internalPolicy, node: from.nodeName, source: 'kept' })
        : this.#fromOutside(rule, by, from, from.nodeName);
    }
    const other = this.#table.atClusterIp(target.ip);
    if (other) {
      const { namespace, name } = other;
      const port = { port: target.port, protocol };
      const service = { namespace, name, port, by: 'clusterIP', endpoints: [] } as const;
      return { verdict: 'drop', service, stop: 'noSuchServicePort' };
    }
    const node = isLoopback(target.ip) ? (from.kind === 'node' ? from : undefined) : this.#network.nodeAt(target.ip);
    const rule = node && this.#table.atNodePort(protocol, target.port);
    return rule && this.#fromOutside(rule, 'nodePort', from, node.nodeName);
  }

  /** What comes to an address for clients outside is treated as theirs, unless it comes from the same Node or its Pods. */
  #fromOutside(rule: ServiceRule, by: ServiceHop['by'], from: NetworkNamespace, node: string): Translation {
    const isInside = from.nodeName === node && from.kind !== 'outside';
    const policy = isInside ? 'Cluster' : rule.externalPolicy;
    // With Local only what the Node itself sends gets another sender's address.
    const isKept = rule.externalPolicy === 'Local' && !(isInside && from.kind === 'node');
    return this.#choose(rule, by, { from, policy, node, source: isKept ? 'kept' : 'node' });
  }

  #choose(
    rule: ServiceRule,
    by: ServiceHop['by'],
    way: { from: NetworkNamespace; policy: Policy; node: string; source: 'kept' | 'node' },
  ): Translation {
    const view = this.#viewOf(rule, way.policy, way.node);
    const { namespace, name, port } = rule;
    const hop = { namespace, name, port, by, endpoints: view.all };
    if (view.eligible.length === 0) {
      const isElsewhere = way.policy === 'Local' && this.#viewOf(rule, 'Cluster', '').eligible.length > 0;
      return isElsewhere
        ? { verdict: 'drop', service: hop, stop: 'noLocalEndpoints' }
        : { verdict: 'reject', service: hop, stop: 'noEndpoints' };
    }
    const kept = rule.affinityMs === undefined ? undefined : this.#affinity.find(rule, way.from.ip, view.eligible);
    const chosen = kept ?? (this.#draw(view.eligible) as TrafficEndpoint);
    if (rule.affinityMs !== undefined) this.#affinity.keep(rule, way.from.ip, chosen);
    return {
      verdict: 'forward',
      to: { ip: chosen.ip, port: chosen.port },
      service: { ...hop, chosen, choice: kept ? 'affinity' : 'random' },
      // A Pod that reaches itself by a Service would not take its own address as a sender's.
      source: chosen.ip === way.from.ip && way.from.kind === 'pod' ? 'node' : way.source,
    };
  }

  #draw(eligible: readonly TrafficEndpoint[]): TrafficEndpoint | undefined {
    return eligible.length === 1 ? eligible[0] : eligible[this.#context.random.integer(0, eligible.length)];
  }

  #viewOf(rule: ServiceRule, policy: Policy, node: string): EndpointView {
    let views = this.#views.get(rule);
    if (!views) {
      views = new Map();
      this.#views.set(rule, views);
    }
    const zone = hasHints(rule) ? this.#zoneOf(node) : undefined;
    const key = policy === 'Local' ? `local ${node}` : hasHints(rule) ? `${node} ${zone}` : '';
    let view = views.get(key);
    if (!view) {
      view = viewOf(rule.endpoints, policy, { node, zone });
      views.set(key, view);
    }
    return view;
  }

  #zoneOf(node: string): string | undefined {
    return this.#context.api.get<Node>(nodeKind, '', node)?.metadata.labels?.[zoneLabel];
  }

  #onChange(key: string): void {
    this.#changed.add(key);
    if (this.#syncIsSet) return;
    this.#syncIsSet = true;
    const { timeline } = this.#context;
    const waitMs = Math.max(0, this.#lastSyncMs + minSyncPeriodMs - timeline.nowMs);
    timeline.after(waitMs + syncMs, () => this.#sync());
  }

  #sync(): void {
    this.#syncIsSet = false;
    this.#lastSyncMs = this.#context.timeline.nowMs - syncMs;
    const gone = new Map<string, SocketAddress>();
    // All of the old rules go first: an address may pass from one Service to another.
    for (const key of this.#changed) for (const at of datagramEndpoints(this.#table.remove(key))) gone.set(...at);
    for (const key of this.#changed) {
      const { service, slices } = this.#index.get(key);
      if (!service) continue;
      const rules = rulesOf(service, slices);
      this.#table.add(key, rules);
      for (const [address] of datagramEndpoints(rules)) gone.delete(address);
    }
    this.#changed.clear();
    // As kube-proxy clears the Nodes' memory of connections (conntrack) of those that are no endpoints any more.
    if (gone.size > 0) this.#network.datagrams.forgetFlowsTo([...gone.values()]);
  }
}

/** Those that may get datagrams, by their address as a text. */
function datagramEndpoints(rules: readonly ServiceRule[]): (readonly [text: string, address: SocketAddress])[] {
  return rules
    .filter(({ protocol }) => protocol === 'UDP')
    .flatMap(({ endpoints }) => endpoints.filter(({ state }) => state !== 'notReady'))
    .map(({ ip, port }) => [formatSocketAddress({ ip, port }), { ip, port }]);
}
