import type { FieldError, FieldPath } from '../field.ts';
import { invalidValue, notSupported, required } from '../fieldErrors.ts';
import type { EndpointAddress, Endpoints, EndpointsPort } from '../generated/objects.ts';
import { legacyIpTexts, specialAddressTexts } from '../ip.ts';
import type { KindRules } from '../kindRules.ts';
import { dnsLabel, dnsSubdomain, portNumber, qualifiedName } from '../names.ts';
import { ipWarnings } from './ipWarnings.ts';
import { validateMetadata, validateMetadataUpdate } from './metadataValidation.ts';
import { nameErrors } from './nameErrors.ts';

/** Defaults and validation of Endpoints. */
export const endpointsRules: KindRules<Endpoints> = {
  applyDefaults(object) {
    for (const subset of object.subsets ?? []) for (const port of subset.ports ?? []) port.protocol ||= 'TCP';
    return object;
  },
  validateCreate: (object) => [...validateMetadata(object, 'namespaced', dnsSubdomain), ...validateSubsets(object)],
  validateUpdate: (object, old) => [...validateMetadataUpdate(object, old), ...validateSubsets(object)],
  warnings: ({ subsets = [] }) => [
    'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
    ...subsets.flatMap((subset, i) =>
      (['addresses', 'notReadyAddresses'] as const).flatMap((list) =>
        (subset[list] ?? []).flatMap(({ ip = '' }, j) => ipWarnings(ip, ['subsets', i, list, j, 'ip'])),
      ),
    ),
  ],
};

function validateSubsets({ subsets = [] }: Endpoints): FieldError[] {
  return subsets.flatMap(({ addresses = [], notReadyAddresses = [], ports = [] }, i) => {
    const at = ['subsets', i];
    const empty = addresses.length + notReadyAddresses.length === 0;
    return [
      ...(empty ? [required(at, 'must specify `addresses` or `notReadyAddresses`')] : []),
      ...addresses.flatMap((address, j) => validateAddress(address, [...at, 'addresses', j])),
      ...notReadyAddresses.flatMap((address, j) => validateAddress(address, [...at, 'notReadyAddresses', j])),
      ...ports.flatMap((port, j) => validatePort(port, ports.length, [...at, 'ports', j])),
    ];
  });
}

function validateAddress({ ip = '', hostname, nodeName }: EndpointAddress, at: FieldPath): FieldError[] {
  const errors = legacyIpTexts(ip).map((text) => invalidValue([...at, 'ip'], ip, text));
  if (hostname) errors.push(...nameErrors(hostname, dnsLabel, [...at, 'hostname']));
  if (nodeName !== undefined) errors.push(...nameErrors(nodeName, dnsSubdomain, [...at, 'nodeName']));
  return [...errors, ...specialAddressTexts(ip).map((text) => invalidValue([...at, 'ip'], ip, text))];
}

const protocols = ['SCTP', 'TCP', 'UDP'];

function validatePort(
  { name = '', port = 0, protocol = '', appProtocol }: EndpointsPort,
  count: number,
  at: FieldPath,
): FieldError[] {
  const errors: FieldError[] = [];
  if (name !== '') errors.push(...nameErrors(name, dnsLabel, [...at, 'name']));
  else if (count > 1) errors.push(required([...at, 'name']));
  for (const text of portNumber(port)) errors.push(invalidValue([...at, 'port'], port, text));
  if (protocol === '') errors.push(required([...at, 'protocol']));
  else if (!protocols.includes(protocol)) errors.push(notSupported([...at, 'protocol'], protocol, protocols));
  if (appProtocol !== undefined) errors.push(...nameErrors(appProtocol, qualifiedName, [...at, 'appProtocol']));
  return errors;
}
