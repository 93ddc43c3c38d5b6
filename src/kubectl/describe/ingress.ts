import type { EndpointSlice, Ingress, IngressBackend, Service } from '../../api/generated/objects.ts';
import type { DescribeContext, Describer } from './describer.ts';
import { addressesBehind } from './sliceAddresses.ts';

/** An Ingress as `kubectl describe ingress` shows it. */
export const describeIngress: Describer<Ingress> = async (ingress, context) => {
  const { text, events, nowMs } = context;
  const { metadata, spec, status } = ingress;
  const namespace = metadata.namespace ?? '';
  text.line(0, `Name:`, metadata.name);
  text.labels('Labels', metadata.labels);
  text.line(0, 'Namespace:', namespace);
  const addresses = (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip || hostname || '');
  text.line(0, 'Address:', addresses.join(','));
  text.line(0, 'Ingress Class:', spec?.ingressClassName ?? '<none>');
  const fallback = spec?.defaultBackend;
  text.line(0, 'Default backend:', fallback ? await backendText(fallback, namespace, context) : '<default>');
  if ((spec?.tls ?? []).length > 0) {
    text.line(0, 'TLS:');
    for (const { hosts = [], secretName } of spec?.tls ?? []) {
      if (secretName) text.line(1, `${secretName} terminates ${hosts.join(',')}`);
      else text.line(1, `SNI routes ${hosts.join(',')}`);
    }
  }
  text.line(0, 'Rules:');
  text.line(1, 'Host', 'Path', 'Backends');
  text.line(1, '----', '----', '--------');
  let rules = 0;
  for (const { host, http } of spec?.rules ?? []) {
    if (!http) continue;
    rules += 1;
    text.line(1, `${host || '*'}`, '');
    for (const { path = '', backend } of http.paths) {
      text.line(1, '', `${path} `, await backendText(backend, namespace, context));
    }
  }
  if (rules === 0) {
    text.line(1, '*', '*', fallback ? await backendText(fallback, namespace, context) : '<default>');
  }
  text.annotations(metadata.annotations);
  text.events(events, nowMs);
};

async function backendText(backend: IngressBackend, namespace: string, context: DescribeContext): Promise<string> {
  const name = backendName(backend);
  return backend.service ? `${name} (${await backendAddresses(backend, namespace, context)})` : name;
}

function backendName({ service, resource }: IngressBackend): string {
  if (service) return `${service.name}:${service.port?.number || service.port?.name || ''}`;
  return resource ? `APIGroup: ${resource.apiGroup ?? '<none>'}, Kind: ${resource.kind}, Name: ${resource.name}` : '';
}

/** Where the Service of a backend leads, or why that is not known. */
async function backendAddresses(
  { service }: IngressBackend,
  namespace: string,
  { list }: DescribeContext,
): Promise<string> {
  const found = (await list<Service>('services', namespace)).find((one) => one.metadata.name === service?.name);
  if (!found) return `<error: services ${JSON.stringify(service?.name ?? '')} not found>`;
  const wanted = service?.port;
  const port = (found.spec?.ports ?? []).find((one) =>
    wanted?.name ? one.name === wanted.name : one.port === wanted?.number,
  );
  const slices = (await list<EndpointSlice>('endpointslices', namespace)).filter(
    (slice) => slice.metadata.labels?.['kubernetes.io/service-name'] === found.metadata.name,
  );
  return addressesBehind(slices, port?.name);
}
