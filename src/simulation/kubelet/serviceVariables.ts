import type { Pod, Service } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import type { ComponentApi } from '../apiserver/componentApi.ts';
import { serviceKind } from '../apiserver/knownKinds.ts';

/**
 * The variables by which a container finds the Services that were there when it started
 * (https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables): those of its own Namespace
 * unless `enableServiceLinks` is false, and the API server's always.
 */
export function serviceVariables(api: ComponentApi, pod: Stored<Pod>): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  const master = api.get<Service>(serviceKind, 'default', 'kubernetes');
  const { namespace = '' } = pod.metadata;
  const own = pod.spec?.enableServiceLinks === false ? [] : api.list<Service>(serviceKind, namespace);
  for (const service of own) if (!isHidden(service, master)) addVariables(variables, service);
  if (master) addVariables(variables, master);
  return variables;
}

/** A Service of the Pod's Namespace that is called as the API server's has no variables of its own. */
function isHidden(service: Stored<Service>, master: Stored<Service> | undefined): boolean {
  return service === master || (master !== undefined && service.metadata.name === master.metadata.name);
}

function addVariables(variables: Map<string, string>, { metadata, spec }: Stored<Service>): void {
  const { clusterIP, ports = [] } = spec ?? {};
  const [first] = ports;
  if (!clusterIP || clusterIP === 'None' || !first) return;
  const name = variableName(metadata.name);
  variables.set(`${name}_SERVICE_HOST`, clusterIP);
  variables.set(`${name}_SERVICE_PORT`, String(first.port));
  for (const port of ports) {
    if (port.name) variables.set(`${name}_SERVICE_PORT_${variableName(port.name)}`, String(port.port));
  }
  for (const port of ports) {
    const protocol = port.protocol ?? 'TCP';
    const lower = protocol.toLowerCase();
    const link = `${lower}://${clusterIP}:${port.port}`;
    const prefix = `${name}_PORT_${port.port}_${protocol}`;
    if (port === first) variables.set(`${name}_PORT`, link);
    variables.set(prefix, link);
    variables.set(`${prefix}_PROTO`, lower);
    variables.set(`${prefix}_PORT`, String(port.port));
    variables.set(`${prefix}_ADDR`, clusterIP);
  }
}

function variableName(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}
