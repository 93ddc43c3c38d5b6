import type { EndpointSlice, Endpoints } from '../../api/generated/objects.ts';
import type { Describer } from './describer.ts';

/** Endpoints as `kubectl describe endpoints` shows them. */
export const describeEndpoints: Describer<Endpoints> = (endpoints, { text, events, nowMs }) => {
  text.line(0, 'Name:', endpoints.metadata.name);
  text.line(0, 'Namespace:', endpoints.metadata.namespace ?? '');
  text.labels('Labels', endpoints.metadata.labels);
  text.annotations(endpoints.metadata.annotations);
  text.line(0, 'Subsets:');
  for (const { addresses = [], notReadyAddresses = [], ports = [] } of endpoints.subsets ?? []) {
    text.line(1, 'Addresses:', addresses.map(({ ip }) => ip).join(',') || '<none>');
    text.line(1, 'NotReadyAddresses:', notReadyAddresses.map(({ ip }) => ip).join(',') || '<none>');
    if (ports.length > 0) {
      text.line(1, 'Ports:');
      text.line(2, 'Name', 'Port', 'Protocol');
      text.line(2, '----', '----', '--------');
      for (const port of ports) text.line(2, port.name || '<unset>', String(port.port), port.protocol ?? '');
    }
    text.line(0, '');
  }
  text.events(events, nowMs);
};

/** An EndpointSlice as `kubectl describe endpointslice` shows it. */
export const describeEndpointSlice: Describer<EndpointSlice> = (slice, { text, events, nowMs }) => {
  text.line(0, 'Name:', slice.metadata.name);
  text.line(0, 'Namespace:', slice.metadata.namespace ?? '');
  text.labels('Labels', slice.metadata.labels);
  text.annotations(slice.metadata.annotations);
  text.line(0, 'AddressType:', slice.addressType);
  const ports = slice.ports ?? [];
  if (ports.length === 0) text.line(0, 'Ports: <unset>');
  else {
    text.line(0, 'Ports:');
    text.line(1, 'Name', 'Port', 'Protocol');
    text.line(1, '----', '----', '--------');
    for (const { name, port, protocol } of ports)
      text.line(1, name || '<unset>', String(port ?? '<unset>'), protocol ?? '<unset>');
  }
  // The server writes null for none.
  const endpoints = slice.endpoints ?? [];
  if (endpoints.length === 0) text.line(0, 'Endpoints: <none>');
  else {
    text.line(0, 'Endpoints:');
    for (const { addresses, conditions, hostname, targetRef, nodeName, zone } of endpoints) {
      text.line(1, '- Addresses:', addresses.join(', '));
      text.line(2, 'Conditions:');
      text.line(3, 'Ready:', conditions?.ready === undefined ? '<unset>' : String(conditions.ready));
      text.line(2, 'Hostname:', hostname ?? '<unset>');
      if (targetRef) text.line(2, 'TargetRef:', `${targetRef.kind ?? ''}/${targetRef.name ?? ''}`);
      text.line(2, 'NodeName:', nodeName ?? '<unset>');
      text.line(2, 'Zone:', zone ?? '<unset>');
    }
  }
  text.events(events, nowMs);
};
