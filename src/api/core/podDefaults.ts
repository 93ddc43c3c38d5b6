import type { Container, Pod, PodSpec, Probe, ResourceRequirements } from '../generated/objects.ts';
import { formatQuantity, parseQuantity, roundUp } from '../quantity.ts';
import { totalRequest } from './resourceTotals.ts';
import { defaultVolume } from './volumeDefaults.ts';

/** Fills in what the API server does for a Pod (`k8s.io/kubernetes/pkg/apis/core/v1/defaults.go`). */
export function defaultPod(pod: Pod): void {
  pod.spec ??= { containers: [] };
  const { spec } = pod;
  spec.enableServiceLinks ??= true;
  // A negative one means the shortest; the server stores what it means.
  if ((spec.terminationGracePeriodSeconds ?? 0) < 0) spec.terminationGracePeriodSeconds = 1;
  for (const container of [...(spec.initContainers ?? []), ...(spec.containers ?? [])]) {
    if (container.resources) defaultRequests(container.resources);
    if (spec.hostNetwork) for (const port of container.ports ?? []) port.hostPort ||= port.containerPort;
  }
  if (spec.resources) defaultPodResources(spec, spec.resources);
  defaultPodSpec(spec);
}

/** The defaults of a Pod's spec in a template: a Pod made from it gets the rest. */
export function defaultPodSpec(spec: PodSpec): void {
  spec.dnsPolicy ||= 'ClusterFirst';
  spec.restartPolicy ||= 'Always';
  spec.securityContext ??= {};
  spec.terminationGracePeriodSeconds ??= 30;
  spec.schedulerName ||= 'default-scheduler';
  if (spec.serviceAccountName) spec.serviceAccount = spec.serviceAccountName;
  else if (spec.serviceAccount) spec.serviceAccountName = spec.serviceAccount;
  for (const volume of spec.volumes ?? []) defaultVolume(volume);
  const ephemeral = (spec.ephemeralContainers ?? []) as readonly Container[];
  for (const container of [...(spec.initContainers ?? []), ...(spec.containers ?? []), ...ephemeral]) {
    defaultContainer(container);
  }
  if (spec.overhead) roundAmounts(spec.overhead);
}

function defaultContainer(container: Container): void {
  container.imagePullPolicy ||= hasTagLatest(container.image ?? '') ? 'Always' : 'IfNotPresent';
  container.terminationMessagePath ||= '/dev/termination-log';
  container.terminationMessagePolicy ||= 'File';
  container.resources ??= {};
  for (const amounts of [container.resources.limits, container.resources.requests]) if (amounts) roundAmounts(amounts);
  for (const port of container.ports ?? []) port.protocol ||= 'TCP';
  for (const variable of container.env ?? []) {
    if (variable.valueFrom?.fieldRef) variable.valueFrom.fieldRef.apiVersion ||= 'v1';
    if (variable.valueFrom?.resourceFieldRef) variable.valueFrom.resourceFieldRef.divisor ??= '0';
  }
  for (const probe of [container.livenessProbe, container.readinessProbe, container.startupProbe])
    if (probe) defaultProbe(probe);
  for (const handler of [container.lifecycle?.postStart, container.lifecycle?.preStop])
    if (handler?.httpGet) defaultHttpGet(handler.httpGet);
}

function defaultProbe(probe: Probe): void {
  probe.timeoutSeconds ||= 1;
  probe.periodSeconds ||= 10;
  probe.successThreshold ||= 1;
  probe.failureThreshold ||= 3;
  if (probe.httpGet) defaultHttpGet(probe.httpGet);
  if (probe.grpc) probe.grpc.service ??= '';
}

function defaultHttpGet(action: { path?: string; scheme?: string }): void {
  action.path ||= '/';
  action.scheme ||= 'HTTP';
}

/** A limit without a request is a request too; amounts are rounded up to thousandths. */
function defaultRequests(resources: ResourceRequirements): void {
  if (resources.limits) roundAmounts(resources.limits);
  if (resources.requests) roundAmounts(resources.requests);
  for (const [name, amount] of Object.entries(resources.limits ?? {})) {
    resources.requests ??= {};
    resources.requests[name] ??= amount;
  }
}

/**
 * A Pod with limits of its own: what its containers ask for together is its request, else its limit is. Huge pages of
 * containers are a limit of the Pod (KEP-2837).
 */
function defaultPodResources(spec: PodSpec, resources: ResourceRequirements): void {
  for (const amounts of [resources.limits, resources.requests]) if (amounts) roundAmounts(amounts);
  if (!resources.limits || Object.keys(resources.limits).length === 0) return;
  const names = new Set<string>();
  for (const container of [...(spec.initContainers ?? []), ...(spec.containers ?? [])])
    for (const name of Object.keys(container.resources?.requests ?? {})) names.add(name);
  const requests = { ...resources.requests };
  for (const name of names)
    if (name === 'cpu' || name === 'memory') requests[name] ??= formatQuantity(totalRequest(spec, name));
  for (const [name, amount] of Object.entries(resources.limits)) requests[name] ??= amount;
  resources.requests = requests;
}

function roundAmounts(amounts: Record<string, string>): void {
  for (const [name, text] of Object.entries(amounts)) {
    const quantity = parseQuantity(text);
    if (quantity && quantity.exponent < -3) amounts[name] = formatQuantity(roundUp(quantity, -3));
  }
}

/** Whether an image's reference means the tag `latest`: it says so, or names neither tag nor digest. */
function hasTagLatest(image: string): boolean {
  if (image === '' || image !== image.trim() || /[A-Z\s]/.test(image.replace(/[:@].*$/s, '').replace(/^[^/]*\//, '')))
    return false;
  const digest = image.indexOf('@');
  const name = digest < 0 ? image : image.slice(0, digest);
  const tag = /:([\w][\w.-]{0,127})$/.exec(name)?.[1];
  if (tag !== undefined) return tag === 'latest';
  return digest < 0 && !name.slice(name.lastIndexOf('/') + 1).includes(':');
}
