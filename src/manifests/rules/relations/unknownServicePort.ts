import { nearestName } from '../../../api/didYouMean.ts';
import type { FieldPath } from '../../../api/field.ts';
import { hostNamesOf } from '../../facts/hostNames.ts';
import { servicesOfHost } from '../../facts/hostServices.ts';
import { heldAgainst, isInSight } from '../../facts/neighbours.ts';
import { type OfferedPort, offeredPorts, serviceForm } from '../../facts/services.ts';
import type { ManifestSet, PlacedManifest } from '../../manifestSet.ts';
import { textAt, valueAt } from '../../plainLookup.ts';
import type { RelationRule, Remark, Severity } from '../rule.ts';
import { listedNames, shortName } from '../wording.ts';

/** A port that the Service does not offer: connections get no answer, an Ingress answers with an error. */
export const unknownServicePort: RelationRule = {
  id: 'relation/unknown-service-port',
  severity: 'warning',
  check: (manifest, set) => [...ofHosts(manifest, set), ...ofIngress(manifest, set)],
};

/** `http://shop:9090`. Behind a headless Service and another name's there is no port of the Service. */
function ofHosts(manifest: PlacedManifest, set: ManifestSet): Remark[] {
  return hostNamesOf(manifest.facts).flatMap(({ path, words, offset, occurrence, host, port }): Remark[] => {
    const found = port === undefined ? undefined : servicesOfHost(set, manifest, host);
    const services = heldAgainst(manifest, found?.services ?? [], set.world);
    if (port === undefined || !found || services.some((service) => serviceForm(service) !== 'clusterIp')) return [];
    const offered = services.flatMap(offeredPorts);
    if (offered.length === 0 || offered.some(({ number }) => number === port)) return [];
    const behind = offered.find(({ target }) => target === port);
    const hint = behind
      ? `${port} is the port of its Pods; the Service's own is ${behind.number}.`
      : `Its ports are ${portsText(offered)}.`;
    const message = `Service ${shortName(found.reading.service)} has no port ${port}, so nothing answers there. ${hint}`;
    const severity = severityOf(manifest, services, set);
    const value = textAt(manifest.document.value, path) ?? '';
    const withPort = `${words}:${port}`;
    if (!value.startsWith(withPort, offset)) return [{ path, part: 'value', words, occurrence, message, severity }];
    const only = behind ?? (offered.length === 1 ? offered[0] : undefined);
    const before = value.slice(0, offset).split(withPort).length - 1;
    const instead = only && { instead: `${words}:${only.number}` };
    return [{ path, part: 'value', words: withPort, occurrence: before, message, severity, ...instead }];
  });
}

function ofIngress(manifest: PlacedManifest, set: ManifestSet): Remark[] {
  return manifest.facts.objects.flatMap(({ type, value, path }): Remark[] => {
    if (type !== 'IngressServiceBackend') return [];
    const service = textAt(value, ['name']) ?? '';
    const services = heldAgainst(manifest, set.named('Service', manifest.namespace, service), set.world);
    const offered = services.flatMap(offeredPorts);
    if (offered.length === 0) return [];
    const remark = (field: 'name' | 'number', written: string | number, hint: string, near?: string): Remark[] => {
      const place: FieldPath = [...path, 'port', field];
      const message = `Service ${shortName(service)} has no port ${shortName(String(written))}, so the Ingress answers with an error. ${hint}`;
      const severity = severityOf(manifest, services, set);
      return [{ path: place, part: 'value', message, severity, ...(near !== undefined && { instead: near }) }];
    };
    const name = textAt(value, ['port', 'name']);
    const number = valueAt(value, ['port', 'number']);
    if (name !== undefined && name !== '' && !offered.some((port) => port.name === name)) {
      const near = nearestName(
        name,
        offered.flatMap((port) => port.name ?? []),
      );
      return remark(
        'name',
        name,
        near ? `Did you mean ${shortName(near)}?` : `Its ports are ${portsText(offered)}.`,
        near,
      );
    }
    if (typeof number === 'number' && !offered.some((port) => port.number === number)) {
      return remark('number', number, `Its ports are ${portsText(offered)}.`);
    }
    return [];
  });
}

/** A Service of another folder may belong to something else. */
function severityOf(manifest: PlacedManifest, services: readonly PlacedManifest[], set: ManifestSet): Severity {
  return services.every((service) => isInSight(manifest, service, set.world)) ? 'warning' : 'info';
}

function portsText(ports: readonly OfferedPort[]): string {
  return listedNames(ports.map(({ name, number }) => (name === undefined ? String(number) : `${number} (${name})`)));
}
