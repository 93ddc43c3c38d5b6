import { wholeServiceName } from '../../../api/core/serviceDnsNames.ts';
import type { EndpointSlice, Service } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import type { AppliedManifest } from '../applying.ts';
import type { Evidence } from '../evidence.ts';
import type { TrialRemark } from '../noteMaker.ts';
import { counted, oneLine, someOf, spanText } from '../spans.ts';
import { loadRemark } from './loads.ts';

/** One address behind a Service. */
interface Endpoint {
  readonly ip: string;
  readonly port: number | undefined;
  readonly protocol: string;
  readonly isReady: boolean;
}

/** Says who is behind a Service, and what its names lead to. */
export function serviceNotes(evidence: Evidence, manifest: AppliedManifest): TrialRemark[] {
  if (manifest.info.kind !== 'Service') return [];
  const service = evidence.witness.object(manifest.uid ?? '') as Stored<Service> | undefined;
  if (!service) return [];
  const remarks = [nameRemark(evidence, service)];
  if (service.spec?.type !== 'ExternalName') remarks.push(endpointRemark(evidence, service));
  if (service.spec?.type === 'LoadBalancer' && !service.status?.loadBalancer?.ingress?.length)
    remarks.push(pendingAddress());
  const loaded = loadRemark(evidence, service);
  return loaded ? [...remarks, loaded] : remarks;
}

/** The endpoints of a Service, as its slices name them. */
export function endpointsOf({ witness }: Evidence, service: Stored<Service>): Endpoint[] {
  const found = new Map<string, Endpoint>();
  for (const { metadata, endpoints, ports } of witness.objects<EndpointSlice>('EndpointSlice')) {
    if (metadata.namespace !== service.metadata.namespace) continue;
    if (metadata.labels?.['kubernetes.io/service-name'] !== service.metadata.name) continue;
    for (const { addresses, conditions } of endpoints ?? []) {
      for (const { port, protocol = 'TCP' } of ports?.length ? ports : [{}]) {
        const ip = addresses[0] ?? '';
        found.set(`${ip}:${port}`, { ip, port, protocol, isReady: conditions?.ready !== false });
      }
    }
  }
  return [...found.values()];
}

function nameRemark({ cluster }: Evidence, { metadata, spec }: Stored<Service>): TrialRemark {
  const { name, namespace = 'default' } = metadata;
  const whole = wholeServiceName({ name, namespace });
  const answer = cluster.answerDns({ name: whole, type: 'A', class: 'IN' });
  const texts = (answer?.answers ?? []).flatMap((record) => {
    if (record.type === 'CNAME') return [`CNAME ${record.target}`];
    return record.type === 'A' ? [record.address] : [];
  });
  const path = ['metadata', 'name'];
  const from = `Pods in namespace ${namespace} reach it as ${name}, others as ${name}.${namespace}; the whole name is ${whole}.`;
  if (texts.length === 0) {
    const said = answer ? (answer.status === 'NOERROR' ? 'no address' : answer.status) : 'no answer';
    const isHeadless = spec?.clusterIP === 'None';
    const detail = `${from} The cluster's name server answers ${said}.${isHeadless ? ' A headless Service has the addresses of its ready Pods, and there are none.' : ''}`;
    return { path, severity: 'warning', code: 'dns', title: `${name}.${namespace}: ${said}`, detail };
  }
  const kind =
    spec?.type === 'ExternalName'
      ? 'An ExternalName is an alias in DNS: no proxy, no ports, and the client asks for the other name.'
      : spec?.clusterIP === 'None'
        ? 'It is headless: the answer is the addresses of the ready Pods, and clients dial the ports of the Pods.'
        : "The answer is the Service's own address; the Nodes' rules lead each connection to one of the endpoints.";
  const detail = `${from} The cluster's name server answers ${someOf(texts, 6)}. ${kind}`;
  return { path, severity: 'info', code: 'dns', title: `${name}.${namespace} → ${someOf(texts, 3)}`, detail };
}

function endpointRemark(evidence: Evidence, service: Stored<Service>): TrialRemark {
  const all = endpointsOf(evidence, service);
  const ready = all.filter(({ isReady, port }) => isReady && port !== undefined);
  const selector = service.spec?.selector;
  const base = { path: ['spec', selector ? 'selector' : 'ports'], part: 'key' } as const;
  if (ready.length === 0) return { ...base, ...whyNone(evidence, service, all) };
  const deaf = ready.find(({ ip, port, protocol }) => protocol === 'TCP' && !isHeard(evidence, ip, port));
  const texts = ready.map(({ ip, port }) => `${ip}:${port}`);
  const waiting = all.length - ready.length;
  const rest = waiting > 0 ? ` ${counted(waiting, 'more')} not ready.` : '';
  if (deaf) {
    const open = evidence.cluster
      .listenersAt(deaf.ip)
      .map(({ ip, port }) => (ip.startsWith('127.') ? `127.0.0.1:${port}` : `${port}`));
    const has = open.length > 0 ? `what is open there is ${someOf(open, 5)}` : 'nothing is open there';
    const title = `refused at ${deaf.ip}:${deaf.port}; ${has}`;
    const detail = `The Service sends requests to ${someOf(texts, 6)}, but no program hears them at ${deaf.ip}:${deaf.port}: ${has}. Nobody checks that by itself. targetPort must be the port that the program listens on, on all addresses.`;
    return {
      ...base,
      severity: isDeclared(evidence, deaf) ? 'warning' : 'error',
      code: 'nobody-listens',
      title,
      detail,
    };
  }
  const title = `${counted(ready.length, 'endpoint')}: ${someOf(texts, 2)}`;
  const detail = `Behind the Service: ${someOf(texts, 10)}.${rest} A program listens at each.`;
  return { ...base, severity: 'info', code: 'endpoints', title, detail };
}

/** The manifest says that a container has this port: the simulated program may know less of it than the real one. */
function isDeclared({ witness }: Evidence, { ip, port }: Endpoint): boolean {
  return witness.pods
    .filter(({ pod }) => pod.status?.podIP === ip)
    .flatMap(({ pod }) => pod.spec?.containers ?? [])
    .some(({ ports }) => ports?.some(({ containerPort }) => containerPort === port));
}

function isHeard({ cluster }: Evidence, address: string, port: number | undefined): boolean {
  const listeners = cluster.listenersAt(address);
  // What is no Pod or Node of the trial is somebody else's matter.
  if (listeners.length === 0 && !address.startsWith('10.244.')) return true;
  return listeners.some((listener) => listener.port === port && !listener.ip.startsWith('127.'));
}

function whyNone(
  { witness }: Evidence,
  { metadata, spec }: Stored<Service>,
  all: readonly Endpoint[],
): Pick<TrialRemark, 'severity' | 'code' | 'title' | 'detail'> {
  const code = 'no-endpoints';
  const after = spanText(witness.nowMs);
  const effect = 'Connections to the Service are refused.';
  const selector = Object.entries(spec?.selector ?? {});
  if (selector.length === 0) {
    const detail = `A Service without a selector gets its endpoints from EndpointSlices that somebody writes. ${effect}`;
    return { severity: 'warning', code, title: 'no endpoints', detail };
  }
  const words = oneLine(selector.map(([key, value]) => `${key}=${value}`).join(', '), 120);
  const selected = witness.pods.filter(
    ({ pod, namespace, isGone }) =>
      !isGone &&
      namespace === metadata.namespace &&
      selector.every(([key, value]) => pod.metadata.labels?.[key] === value),
  );
  if (selected.length === 0) {
    const detail = `No Pod in namespace ${metadata.namespace} has the labels ${words}. A Service selects Pods by the labels of the Pod template, all of which have to match. ${effect}`;
    // The Pods may be written elsewhere.
    return { severity: 'warning', code, title: `no endpoints: no Pod has ${words}`, detail };
  }
  if (all.some(({ isReady }) => isReady)) {
    const detail = `${selected.length === 1 ? '1 Pod fits' : `${selected.length} Pods fit`}, but none has the port that targetPort names. ${effect}`;
    return { severity: 'error', code, title: 'no endpoints: targetPort names no port of the Pods', detail };
  }
  const detail = `${selected.length === 1 ? '1 Pod fits' : `${selected.length} Pods fit`} the selector, and none is ready after ${after}; only ready Pods are endpoints. ${effect}`;
  return { severity: 'error', code, title: `no endpoints: ${counted(selected.length, 'Pod')}, none ready`, detail };
}

function pendingAddress(): TrialRemark {
  return {
    path: ['spec', 'type'],
    severity: 'info',
    code: 'load-balancer',
    title: 'EXTERNAL-IP stays <pending>',
    detail:
      'The trial has no provider that hands out addresses, as a cluster on your own machine has none. In a cloud the provider sets it. Inside of the cluster the Service works anyway.',
  };
}
