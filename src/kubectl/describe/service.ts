import type { EndpointSlice, Service } from '../../api/generated/objects.ts';
import type { Describer } from './describer.ts';
import { labelText } from './selectors.ts';
import { addressesBehind } from './sliceAddresses.ts';

/** A Service as `kubectl describe service` shows it, with the addresses behind it. */
export const describeService: Describer<Service> = async (service, { text, events, nowMs, list }) => {
  const { metadata, spec, status } = service;
  text.line(0, 'Name:', metadata.name);
  text.line(0, 'Namespace:', metadata.namespace ?? '');
  text.labels('Labels', metadata.labels);
  text.annotations(metadata.annotations);
  text.line(0, 'Selector:', labelText(spec?.selector));
  text.line(0, 'Type:', spec?.type ?? '');
  if (spec?.ipFamilyPolicy !== undefined) text.line(0, 'IP Family Policy:', spec.ipFamilyPolicy);
  text.line(0, 'IP Families:', (spec?.ipFamilies ?? []).join(',') || '<none>');
  text.line(0, 'IP:', spec?.clusterIP ?? '');
  const ips = spec?.clusterIPs ?? [];
  text.line(
    0,
    'IPs:',
    ips.length > 0 ? ips.join(',') : (spec?.clusterIP ?? '') === '' ? '<none>' : (spec?.clusterIP ?? ''),
  );
  if ((spec?.externalIPs ?? []).length > 0) text.line(0, 'External IPs:', (spec?.externalIPs ?? []).join(','));
  if (spec?.loadBalancerIP) text.line(0, 'Desired LoadBalancer IP:', spec.loadBalancerIP);
  if (spec?.externalName) text.line(0, 'External Name:', spec.externalName);
  const ingress = status?.loadBalancer?.ingress ?? [];
  if (ingress.length > 0) {
    const words = ingress.map(({ ip, hostname, ipMode }) => `${ip || hostname || ''}${ipMode ? ` (${ipMode})` : ''}`);
    text.line(0, 'LoadBalancer Ingress:', words.join(', '));
  }
  const slices = (await list<EndpointSlice>('endpointslices', metadata.namespace)).filter(
    (slice) => slice.metadata.labels?.['kubernetes.io/service-name'] === metadata.name,
  );
  for (const port of spec?.ports ?? []) {
    const name = port.name || '<unset>';
    const protocol = port.protocol ?? '';
    text.line(0, 'Port:', name, `${port.port}/${protocol}`);
    text.line(0, 'TargetPort:', `${port.targetPort ?? 0}/${protocol}`);
    if (port.nodePort) text.line(0, 'NodePort:', name, `${port.nodePort}/${protocol}`);
    text.line(0, 'Endpoints:', addressesBehind(slices, port.name));
  }
  text.line(0, 'Session Affinity:', spec?.sessionAffinity ?? '');
  if (spec?.externalTrafficPolicy) text.line(0, 'External Traffic Policy:', spec.externalTrafficPolicy);
  if (spec?.internalTrafficPolicy) text.line(0, 'Internal Traffic Policy:', spec.internalTrafficPolicy);
  if (spec?.healthCheckNodePort) text.line(0, 'HealthCheck NodePort:', String(spec.healthCheckNodePort));
  if ((spec?.loadBalancerSourceRanges ?? []).length > 0) {
    text.line(0, 'LoadBalancer Source Ranges:', (spec?.loadBalancerSourceRanges ?? []).join(','));
  }
  if (spec?.trafficDistribution) text.line(0, 'Traffic Distribution:', spec.trafficDistribution);
  text.events(events, nowMs);
};
