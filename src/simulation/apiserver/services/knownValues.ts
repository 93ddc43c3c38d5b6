import type { Service } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { needsAddress, needsHealthCheckPort, needsNodePorts } from './serviceNeeds.ts';

/**
 * A new version of a Service with what it left out and the old one had: a manifest that was applied again need not know
 * what was allocated for it. Both ways to write the address agree afterwards.
 */
export function withKnownValues(object: Service, old: Stored<Service> | undefined): Service {
  const known = old ? withOldValues(object, old) : object;
  return withBothAddresses(known, old);
}

function withOldValues(object: Service, old: Stored<Service>): Service {
  const spec = { ...object.spec };
  if (needsAddress(spec) && needsAddress(old.spec)) {
    if (!spec.clusterIP && old.spec?.clusterIP) spec.clusterIP = old.spec.clusterIP;
    if ((spec.clusterIPs ?? []).length === 0 && spec.clusterIP === old.spec?.clusterIP && old.spec?.clusterIPs) {
      spec.clusterIPs = old.spec.clusterIPs;
    }
    // A Service that keeps its address keeps its families.
    if (!spec.ipFamilies && old.spec?.ipFamilies) spec.ipFamilies = old.spec.ipFamilies;
    if (!spec.ipFamilyPolicy && old.spec?.ipFamilyPolicy) spec.ipFamilyPolicy = old.spec.ipFamilyPolicy;
  }
  if (needsNodePorts(object) && needsNodePorts(old)) spec.ports = withOldNodePorts(spec.ports ?? [], old);
  if (needsHealthCheckPort(object) && needsHealthCheckPort(old)) {
    if (!spec.healthCheckNodePort && old.spec?.healthCheckNodePort) {
      spec.healthCheckNodePort = old.spec.healthCheckNodePort;
    }
  }
  return { ...object, spec };
}

/** Ports are known by their names. */
function withOldNodePorts(ports: NonNullable<NonNullable<Service['spec']>['ports']>, old: Stored<Service>) {
  const written = new Set(ports.map(({ nodePort = 0 }) => nodePort));
  const byName = new Map((old.spec?.ports ?? []).map(({ name = '', nodePort = 0 }) => [name, nodePort]));
  return ports.map((port) => {
    const known = byName.get(port.name ?? '') ?? 0;
    if (port.nodePort || known === 0 || written.has(known)) return port;
    written.add(known);
    return { ...port, nodePort: known };
  });
}

/** `clusterIP` is the first of `clusterIPs`; the one that a client changed or left out follows the other. */
function withBothAddresses(object: Service, old: Stored<Service> | undefined): Service {
  const { clusterIP = '', clusterIPs = [] } = object.spec ?? {};
  const oldAddress = old?.spec?.clusterIP ?? '';
  const oldList = old?.spec?.clusterIPs ?? [];
  if (clusterIP !== '' && clusterIPs.length === 0) {
    return { ...object, spec: { ...object.spec, clusterIPs: [clusterIP] } };
  }
  if (!old || clusterIPs[0] === clusterIP) return object;
  const sameList = clusterIPs.length === oldList.length && clusterIPs.every((each, i) => each === oldList[i]);
  if (clusterIP !== oldAddress && sameList) {
    const { clusterIPs: _, ...spec } = object.spec ?? {};
    return { ...object, spec: { ...spec, ...(clusterIP !== '' && { clusterIPs: [clusterIP] }) } };
  }
  return object;
}
