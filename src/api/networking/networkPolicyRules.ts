import { validateLabelSelector } from '../core/labelSelectorValidation.ts';
import { validateMetadata, validateMetadataUpdate } from '../core/metadataValidation.ts';
import type { FieldError, FieldPath } from '../field.ts';
import { forbiddenField, invalidValue, notSupported, required } from '../fieldErrors.ts';
import type {
  IPBlock,
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
  NetworkPolicySpec,
} from '../generated/objects.ts';
import { inRange, parseIpRange } from '../ip.ts';
import type { KindRules } from '../kindRules.ts';
import { dnsSubdomain, portName, portNumber } from '../names.ts';
import { networkPolicyWarnings } from './networkPolicyWarnings.ts';

/** Defaults and validation of NetworkPolicies. */
export const networkPolicyRules: KindRules<NetworkPolicy> = {
  applyDefaults,
  validateCreate: (object) => [...validateMetadata(object, 'namespaced', dnsSubdomain), ...validateSpec(object.spec)],
  validateUpdate: (object, old) => [...validateMetadataUpdate(object, old), ...validateSpec(object.spec)],
  warnings: networkPolicyWarnings,
};

function applyDefaults(object: NetworkPolicy): NetworkPolicy {
  object.spec ??= {};
  const { spec } = object;
  spec.podSelector ??= {};
  for (const rule of [...(spec.ingress ?? []), ...(spec.egress ?? [])])
    for (const port of rule.ports ?? []) port.protocol ??= 'TCP';
  if (!spec.policyTypes?.length) spec.policyTypes = spec.egress?.length ? ['Ingress', 'Egress'] : ['Ingress'];
  return object;
}

const at: FieldPath = ['spec'];
const policyTypes = ['Ingress', 'Egress'];

function validateSpec(spec: NetworkPolicySpec = {}): FieldError[] {
  const { ingress = [], egress = [], policyTypes: types = [] } = spec;
  const errors = validateLabelSelector(spec.podSelector ?? {}, [...at, 'podSelector']);
  for (const [i, rule] of ingress.entries())
    errors.push(...validateRule(rule.ports ?? [], rule.from ?? [], 'from', [...at, 'ingress', i]));
  for (const [i, rule] of egress.entries())
    errors.push(...validateRule(rule.ports ?? [], rule.to ?? [], 'to', [...at, 'egress', i]));
  const path = [...at, 'policyTypes'];
  if (types.length > policyTypes.length)
    return [...errors, invalidValue(path, types, 'may not specify more than two policyTypes')];
  for (const [i, type] of types.entries())
    if (!policyTypes.includes(type)) errors.push(notSupported([...path, i], type, policyTypes));
  return errors;
}

function validateRule(
  ports: readonly NetworkPolicyPort[],
  peers: readonly NetworkPolicyPeer[],
  field: 'from' | 'to',
  path: FieldPath,
): FieldError[] {
  return [
    ...ports.flatMap((port, i) => validatePort(port, [...path, 'ports', i])),
    ...peers.flatMap((peer, i) => validatePeer(peer, [...path, field, i])),
  ];
}

const protocols = ['TCP', 'UDP', 'SCTP'];

function validatePort({ protocol, port, endPort }: NetworkPolicyPort, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const wrongEnd = (why: string): void => {
    if (endPort !== undefined) errors.push(invalidValue([...path, 'endPort'], endPort, why));
  };
  if (protocol !== undefined && !protocols.includes(protocol))
    errors.push(notSupported([...path, 'protocol'], protocol, protocols));
  if (port === undefined) wrongEnd('may not be specified when `port` is not specified');
  else if (typeof port === 'string') {
    wrongEnd('may not be specified when `port` is non-numeric');
    for (const text of portName(port)) errors.push(invalidValue([...path, 'port'], port, text));
  } else {
    for (const text of portNumber(port)) errors.push(invalidValue([...path, 'port'], port, text));
    // The server prints the other end.
    if (endPort !== undefined && endPort < port)
      errors.push(invalidValue([...path, 'endPort'], port, 'must be greater than or equal to `port`'));
    if (endPort !== undefined) for (const text of portNumber(endPort)) wrongEnd(text);
  }
  return errors;
}

function validatePeer({ podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (podSelector) errors.push(...validateLabelSelector(podSelector, [...path, 'podSelector']));
  if (namespaceSelector) errors.push(...validateLabelSelector(namespaceSelector, [...path, 'namespaceSelector']));
  if (ipBlock) errors.push(...validateBlock(ipBlock, [...path, 'ipBlock']));
  if (!podSelector && !namespaceSelector && !ipBlock) errors.push(required(path, 'must specify a peer'));
  if (ipBlock && (podSelector || namespaceSelector))
    errors.push(forbiddenField(path, 'may not specify both ipBlock and another peer'));
  return errors;
}

const rangeText = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';

function validateBlock({ cidr = '', except = [] }: IPBlock, path: FieldPath): FieldError[] {
  if (cidr === '') return [required([...path, 'cidr'])];
  const range = parseIpRange(cidr);
  if (!range) return [invalidValue([...path, 'cidr'], cidr, rangeText)];
  return except.flatMap((text, i) => {
    const here = [...path, 'except', i];
    const inner = parseIpRange(text);
    if (!inner) return [invalidValue(here, text, rangeText)];
    if (inRange(inner, range) && range.prefix < inner.prefix) return [];
    return [invalidValue(here, text, 'must be a strict subset of `cidr`')];
  });
}
