import { isGiven } from '../../facts/givenObjects.ts';
import type { HostMention } from '../../facts/hostNames.ts';
import { type HostReading, hostReadings, namespacesOf, servicesOfHost } from '../../facts/hostServices.ts';
import { nearestOfMany } from '../../facts/nearestOfMany.ts';
import { areNeighbours, heldAgainst, isInSight } from '../../facts/neighbours.ts';
import { areNumbered } from '../../facts/numberedNames.ts';
import { selectorsOfPods } from '../../facts/selectedPods.ts';
import type { ManifestSet, PlacedManifest } from '../../manifestSet.ts';
import { listAt, textAt, valueAt } from '../../plainLookup.ts';
import type { Severity } from '../rule.ts';
import { calledIn, listedNames, shortName } from '../wording.ts';
import { podNameProblem } from './podNameProblem.ts';

/** Why a host name cannot resolve from a Pod. */
export interface HostProblem {
  readonly message: string;
  /** The name that works in its place, where there is one. */
  readonly better?: string;
  readonly severity?: Severity;
}

type Place = { readonly mention: HostMention; readonly manifest: PlacedManifest; readonly set: ManifestSet };

/** Undefined where the name resolves, and where nobody can know: outside names, names that others than manifests give. */
export function hostProblem(place: Place): HostProblem | undefined {
  const { mention, manifest, set } = place;
  const { host } = mention;
  if (!usesClusterDns(manifest) || isOwnName(manifest, host)) return undefined;
  const found = servicesOfHost(set, manifest, host);
  if (found) {
    const { reading, services } = found;
    const meant = heldAgainst(manifest, services, set.world);
    return reading.pod === undefined ? undefined : podNameProblem(reading.pod, meant, set);
  }
  if (host.endsWith('.cluster.local') && !host.endsWith('.svc.cluster.local')) return withoutSvc(place);
  const [reading, other] = hostReadings(host, manifest.namespace);
  if (!reading) return withoutNamespace(place);
  const there = reading.form === 'svc' ? reading : other;
  if (there && mayBeThere(place, there)) {
    const { service, namespace } = there;
    const message = `Service ${shortName(service)} says no Namespace; this name resolves where it is applied into ${shortName(namespace)}, as with kubectl apply -n ${shortName(namespace)}.`;
    return set.world === 'closed' ? { message, severity: 'info' } : undefined;
  }
  if (reading.form === 'short' && reading.pod === undefined) return ofShortName(place);
  if (reading.form === 'svc') return missingService(place, reading);
  return other ? ofNamespace(place, other) : undefined;
}

/** Whether a Service of this name says no Namespace: it goes where its user applies it, perhaps into the one that is meant. */
function mayBeThere({ manifest, set }: Place, { service, namespace }: HostReading): boolean {
  const known = namespacesOf(set);
  if (!known.has(namespace) && nearestOfMany(namespace, [...known]) !== undefined) return false;
  const isLoose = (one: PlacedManifest) => one.name === service && !set.knowsNamespaceOf(one);
  return set.ofKind('Service').some((one) => isLoose(one) && isInSight(manifest, one, set.world));
}

/** https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy */
function usesClusterDns({ facts, document }: PlacedManifest): boolean {
  const { pods } = facts;
  if (!pods) return false;
  const spec = valueAt(document.value, pods.specPath);
  const policy = textAt(spec, ['dnsPolicy']) ?? 'ClusterFirst';
  if (policy === 'ClusterFirstWithHostNet') return listAt(spec, ['dnsConfig', 'searches']).length === 0;
  if (policy !== 'ClusterFirst' || valueAt(spec, ['hostNetwork']) === true) return false;
  return listAt(spec, ['dnsConfig', 'searches']).length === 0;
}

/** Names in the Pod's own `/etc/hosts`. */
function isOwnName({ facts, document, kind, name }: PlacedManifest, host: string): boolean {
  const spec = valueAt(document.value, facts.pods?.specPath ?? []);
  const hostname = textAt(spec, ['hostname']) ?? (kind.kind === 'Pod' ? name : undefined);
  if (host === hostname) return true;
  return listAt(spec, ['hostAliases']).some((alias) => listAt(alias, ['hostnames']).includes(host));
}

function ofShortName({ mention, manifest, set }: Place): HostProblem | undefined {
  const { host, certainty } = mention;
  const { namespace } = manifest;
  if (isGiven(set, 'Service', namespace, host)) return undefined;
  if (manifest.facts.pods?.containers.some(({ name }) => name === host)) {
    const message = `${shortName(host)} is a container of the same Pod, and containers have no names in DNS. Those of one Pod share its network: write localhost.`;
    return { message, better: 'localhost' };
  }
  const elsewhere = servicesElsewhere(host, manifest, set);
  if (elsewhere.length > 0) {
    const names = elsewhere.map((service) => `${host}.${service.namespace}`);
    const message = `Service ${shortName(host)} is in Namespace ${listedNames(elsewhere.map((one) => one.namespace))}, and a short name is looked up only in the Pod's own Namespace, ${shortName(namespace)}. From here ${listedNames(names, 'or')} works.`;
    return { message, ...(names.length === 1 && { better: names[0] }) };
  }
  return (
    workloadName({ mention, manifest, set }) ??
    (certainty === 'sure' ? nearOrMissing({ mention, manifest, set }) : undefined)
  );
}

/** The name of a StatefulSet's Pod, or of a workload: only a Service gives names. */
function workloadName({ mention: { host }, manifest, set }: Place): HostProblem | undefined {
  const { namespace } = manifest;
  const owner = /^(.+)-\d+$/.exec(host)?.[1];
  const sets = owner === undefined ? [] : set.named('StatefulSet', namespace, owner);
  const [statefulSet] = sets.filter((one) => isInSight(manifest, one, set.world));
  if (statefulSet) {
    const service = textAt(statefulSet.document.value, ['spec', 'serviceName']);
    const pod = `${shortName(host)} is a Pod of StatefulSet ${shortName(statefulSet.name)}`;
    if (!service)
      return { message: `${pod}, which has no serviceName: its Pods have names in DNS only with a headless Service.` };
    const better = `${host}.${service}`;
    return { message: `${pod}; its name in DNS is ${shortName(better)}.`, better };
  }
  if (set.world === 'open') return undefined;
  const workload = set.withPods().find((one) => one.name === host && one.namespace === namespace && one !== manifest);
  if (!workload) return undefined;
  const services = selectorsOfPods(set, workload).filter(({ selector }) => selector.role === 'service');
  const [service] = services.map((one) => one.manifest);
  const so = `${calledIn(workload)} has no name in DNS; only a Service gives its Pods one.`;
  if (!service) return { message: `${so} Add a Service called ${shortName(host)}.` };
  return {
    message: `${so} ${calledIn(service)} leads to them: write ${shortName(service.name)}.`,
    better: service.name,
  };
}

function nearOrMissing({ mention: { host }, manifest, set }: Place): HostProblem | undefined {
  const { namespace } = manifest;
  const near = nearestService(host, namespace, manifest, set);
  const so = `There is no Service ${shortName(host)} in Namespace ${shortName(namespace)}`;
  if (near !== undefined) return { message: `${so}. Did you mean ${shortName(near)}?`, better: near };
  if (set.world === 'open') return undefined;
  return { message: `${so} among these manifests, so this name does not resolve there.`, severity: 'info' };
}

function nearestService(name: string, namespace: string, manifest: PlacedManifest, set: ManifestSet) {
  const there = set
    .ofKind('Service')
    .filter((one) => one.namespace === namespace && one.name !== '' && isInSight(manifest, one, set.world))
    .filter((one) => set.world === 'closed' || !areNumbered(name, one.name));
  return nearestOfMany(
    name,
    there.map((one) => one.name),
  );
}

/** Services of this name in other Namespaces; in an open world only where both ends say theirs. */
function servicesElsewhere(name: string, manifest: PlacedManifest, set: ManifestSet): readonly PlacedManifest[] {
  const all = set.ofKind('Service').filter((one) => one.name === name && one.namespace !== manifest.namespace);
  if (set.world === 'closed') return all;
  const isSaid = ({ document }: PlacedManifest) => document.namespace !== undefined;
  return all.filter((one) => areNeighbours(manifest, one) && isSaid(one) && isSaid(manifest));
}

/** `shop.prod.svc` and longer: surely a Service's. */
function missingService({ mention, manifest, set }: Place, reading: HostReading): HostProblem | undefined {
  const { service, namespace } = reading;
  if (isGiven(set, 'Service', namespace, service)) return undefined;
  const rewritten = (name: string, place: string) =>
    mention.host.replace(`${service}.${namespace}.svc`, `${name}.${place}.svc`);
  const so = `There is no Service ${shortName(service)} in Namespace ${shortName(namespace)}`;
  const near = nearestService(service, namespace, manifest, set);
  if (near !== undefined) {
    return { message: `${so}. Did you mean ${shortName(near)}?`, better: rewritten(near, namespace) };
  }
  const named = set.ofKind('Service').filter((one) => one.name === service && isInSight(manifest, one, set.world));
  if (named.length > 0) {
    const [only] = named;
    const better = named.length === 1 && only && rewritten(service, only.namespace);
    const message = `${so}; it is in ${listedNames([...new Set(named.map((one) => one.namespace))])}.`;
    return { message, ...(better && { better }) };
  }
  if (set.world === 'open') return undefined;
  const severity = namespacesOf(set).has(namespace) ? 'warning' : 'info';
  return { message: `${so} among these manifests, so this name does not resolve.`, severity };
}

/** `shop.prod`, if the second word is a Namespace, or nearly one that has this Service; else it is some name outside. */
function ofNamespace({ mention, manifest, set }: Place, { service, namespace }: HostReading): HostProblem | undefined {
  if (isGiven(set, 'Service', namespace, service)) return undefined;
  const so = `There is no Service ${shortName(service)} in Namespace ${shortName(namespace)}`;
  const named = set.ofKind('Service').filter((one) => one.name === service && isInSight(manifest, one, set.world));
  if (!namespacesOf(set).has(namespace)) {
    const near = isTopLevelDomain(namespace)
      ? undefined
      : nearestOfMany(
          namespace,
          named.map((one) => one.namespace),
        );
    if (near === undefined) return undefined;
    return { message: `${so}. Did you mean ${shortName(service)}.${shortName(near)}?`, better: `${service}.${near}` };
  }
  const near = nearestService(service, namespace, manifest, set);
  if (near !== undefined) {
    return { message: `${so}. Did you mean ${shortName(near)}?`, better: `${near}.${namespace}` };
  }
  if (named.length > 0) {
    const names = [...new Set(named.map((one) => `${service}.${one.namespace}`))];
    return { message: `${so}; write ${listedNames(names, 'or')}.`, ...(names.length === 1 && { better: names[0] }) };
  }
  if (set.world === 'open' || mention.certainty === 'likely') return undefined;
  return { message: `${so} among these manifests, so this name does not resolve.` };
}

function isTopLevelDomain(label: string): boolean {
  return (
    label.length <= 3 ||
    /^(info|local|internal|test|example|invalid|home|lan|cloud|shop|store|blog|host|site)$/.test(label)
  );
}

/** `shop.svc.cluster.local`: one label is left out. */
function withoutNamespace({ mention, set }: Place): HostProblem | undefined {
  const labels = mention.host.split('.');
  const [service = ''] = labels;
  const named = set.ofKind('Service').filter((one) => one.name === service);
  if (labels[1] !== 'svc' || named.length === 0 || namespacesOf(set).has(service)) return undefined;
  const names = named.map((one) => `${service}.${one.namespace}.${labels.slice(1).join('.')}`);
  const message = `The Namespace is missing in this name: write ${listedNames(names, 'or')}.`;
  return { message, ...(names.length === 1 && { better: names[0] }) };
}

/** `shop.prod.cluster.local`. */
function withoutSvc({ mention, set }: Place): HostProblem | undefined {
  const [service = '', namespace = '', ...rest] = mention.host.split('.');
  if (rest.join('.') !== 'cluster.local' || set.named('Service', namespace, service).length === 0) return undefined;
  const better = `${service}.${namespace}.svc.cluster.local`;
  return { message: `Names of Services have svc between Namespace and domain: ${shortName(better)}.`, better };
}
