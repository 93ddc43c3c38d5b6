import { ipWarnings } from '../core/ipWarnings.ts';
import { unchanged, validateMetadata } from '../core/metadataValidation.ts';
import { nameErrors } from '../core/nameErrors.ts';
import type { FieldError, FieldPath } from '../field.ts';
import { duplicate, invalidValue, notSupported, required, tooMany } from '../fieldErrors.ts';
import type { Endpoint, EndpointPort, EndpointSlice } from '../generated/objects.ts';
import { specialAddressTexts } from '../ip.ts';
import type { KindRules } from '../kindRules.ts';
import { dnsLabel, dnsSubdomain, isIPv4, isIPv6, labelValueText, type NameCheck, qualifiedName } from '../names.ts';

/** Defaults and validation of EndpointSlices. */
export const endpointSliceRules: KindRules<EndpointSlice> = {
  applyDefaults(object) {
    // What a client wrote as null, as the server itself does, is an empty list.
    object.endpoints ??= [];
    for (const port of object.ports ?? []) {
      port.name ??= '';
      port.protocol ??= 'TCP';
    }
    // No field of version 1 any more.
    for (const endpoint of object.endpoints) delete endpoint.deprecatedTopology;
    return object;
  },
  validateCreate: (object) => [...validateMetadata(object, 'namespaced', dnsSubdomain), ...validateOwn(object)],
  validateUpdate: (object, old) => [
    ...validateMetadata(object, 'namespaced', dnsSubdomain),
    ...validateOwn(object),
    ...unchanged(object.addressType, old.addressType, ['addressType']),
  ],
  warnings,
};

/** Controllers of the cluster write their addresses well. */
const ownManagers = ['endpointslice-controller.k8s.io', 'endpointslicemirroring-controller.k8s.io'];

function warnings({ metadata, addressType, endpoints = [] }: EndpointSlice): string[] {
  // The server names the field so, though there is no spec.
  const texts = addressType === 'FQDN' ? ['spec.addressType: FQDN endpoints are deprecated'] : [];
  if (ownManagers.includes(metadata?.labels?.['endpointslice.kubernetes.io/managed-by'] ?? '')) return texts;
  for (const [i, { addresses = [] }] of endpoints.entries())
    for (const [j, address] of addresses.entries())
      texts.push(...ipWarnings(address, ['endpoints', i, 'addresses', j]));
  return texts;
}

const addressTypes = ['FQDN', 'IPv4', 'IPv6'];
const protocols = ['SCTP', 'TCP', 'UDP'];
const maxPorts = 20_000;
const maxEndpoints = 1000;
const maxAddresses = 100;
const maxHints = 8;

function validateOwn(object: EndpointSlice): FieldError[] {
  const { addressType = '', endpoints = [], ports = [] } = object;
  const errors: FieldError[] = [];
  if (addressType === '') errors.push(required(['addressType']));
  else if (!addressTypes.includes(addressType)) errors.push(notSupported(['addressType'], addressType, addressTypes));
  errors.push(...validatePorts(ports));
  if (endpoints.length > maxEndpoints) return [...errors, tooMany(['endpoints'], endpoints.length, maxEndpoints)];
  return [...errors, ...endpoints.flatMap((each, i) => validateEndpoint(each, addressType, ['endpoints', i]))];
}

function validatePorts(ports: readonly EndpointPort[]): FieldError[] {
  if (ports.length > maxPorts) return [tooMany(['ports'], ports.length, maxPorts)];
  const seen = new Set<string>();
  return ports.flatMap(({ name = '', protocol, appProtocol }, i) => {
    const at = ['ports', i];
    const errors = name === '' ? [] : nameErrors(name, dnsLabel, [...at, 'name']);
    if (seen.has(name)) errors.push(duplicate([...at, 'name'], name));
    seen.add(name);
    if (protocol === undefined) errors.push(required([...at, 'protocol']));
    else if (!protocols.includes(protocol)) errors.push(notSupported([...at, 'protocol'], protocol, protocols));
    if (appProtocol !== undefined) errors.push(...nameErrors(appProtocol, qualifiedName, [...at, 'appProtocol']));
    return errors;
  });
}

function validateEndpoint(endpoint: Endpoint, addressType: string, at: FieldPath): FieldError[] {
  const { addresses = [], hostname, nodeName, hints } = endpoint;
  const path = [...at, 'addresses'];
  const errors: FieldError[] = [];
  if (addresses.length === 0) errors.push(required(path, 'must contain at least 1 address'));
  else if (addresses.length > maxAddresses) errors.push(tooMany(path, addresses.length, maxAddresses));
  for (const [i, address] of addresses.entries())
    for (const text of addressTexts(address, addressType)) errors.push(invalidValue([...path, i], address, text));
  if (nodeName !== undefined) errors.push(...nameErrors(nodeName, dnsSubdomain, [...at, 'nodeName']));
  if (hostname !== undefined) errors.push(...nameErrors(hostname, dnsLabel, [...at, 'hostname']));
  return [
    ...errors,
    ...validateHints(hints?.forZones ?? [], labelValueText, [...at, 'hints', 'forZones']),
    ...validateHints(hints?.forNodes ?? [], dnsSubdomain, [...at, 'hints', 'forNodes']),
  ];
}

function validateHints(hints: readonly { name?: string }[], check: NameCheck, at: FieldPath): FieldError[] {
  if (hints.length > maxHints) return [tooMany(at, hints.length, maxHints)];
  const seen = new Set<string>();
  return hints.flatMap(({ name = '' }, i) => {
    const errors = seen.has(name) ? [duplicate([...at, i, 'name'], name)] : [];
    seen.add(name);
    return [...errors, ...nameErrors(name, check, [...at, i, 'name'])];
  });
}

function addressTexts(address: string, type: string): string[] {
  switch (type) {
    case 'IPv4':
      return isIPv4(address) ? specialAddressTexts(address) : ['must be a valid IPv4 address'];
    case 'IPv6':
      return isIPv6(address) ? specialAddressTexts(address) : ['must be a valid IPv6 address'];
    case 'FQDN':
      return domainTexts(address);
    default:
      return [];
  }
}

function domainTexts(name: string): string[] {
  const texts = dnsSubdomain(name.replace(/\.$/, ''));
  if (texts.length > 0) return texts;
  return name.replace(/\.$/, '').includes('.')
    ? []
    : ['should be a domain with at least two segments separated by dots'];
}
