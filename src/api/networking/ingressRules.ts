import { validateMetadata, validateMetadataUpdate } from '../core/metadataValidation.ts';
import { nameErrors } from '../core/nameErrors.ts';
import type { FieldError, FieldPath } from '../field.ts';
import { invalidValue, notSupported, required } from '../fieldErrors.ts';
import type { HTTPIngressPath, Ingress, IngressBackend, IngressRule, IngressSpec } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import {
  dns1035Name,
  dnsSubdomain,
  ipAddress,
  pathSegment,
  portName,
  portNumber,
  wildcardSubdomain,
} from '../names.ts';

const classAnnotation = 'kubernetes.io/ingress.class';

/** Defaults and validation of Ingresses. */
export const ingressRules: KindRules<Ingress> = {
  applyDefaults: (object) => object,
  validateCreate: (object) => [
    ...validateMetadata(object, 'namespaced', dnsSubdomain),
    ...validateSpec(object.spec),
    ...validateClassAnnotation(object),
  ],
  validateUpdate: (object, old) => [
    ...validateMetadataUpdate(object, old),
    ...validateMetadata(object, 'namespaced', dnsSubdomain),
    ...validateSpec(object.spec),
  ],
  validateStatus,
  warnings: ({ metadata, spec }, old) =>
    old || metadata?.annotations?.[classAnnotation] === undefined || spec?.ingressClassName !== undefined
      ? []
      : [`annotation "${classAnnotation}" is deprecated, please use 'spec.ingressClassName' instead`],
};

function validateClassAnnotation({ metadata, spec }: Ingress): FieldError[] {
  const value = metadata?.annotations?.[classAnnotation];
  if (value === undefined || spec?.ingressClassName === undefined || spec.ingressClassName === value) return [];
  const why = 'must match `ingressClassName` when both are specified';
  return [invalidValue(['annotations', classAnnotation], value, why)];
}

function validateStatus({ status }: Ingress): FieldError[] {
  return (status?.loadBalancer?.ingress ?? []).flatMap(({ ip = '', hostname = '' }, i) => {
    const here = ['status', 'loadBalancer', 'ingress', i];
    const errors = ip === '' ? [] : nameErrors(ip, ipAddress, [...here, 'ip']);
    if (hostname === '') return errors;
    errors.push(...nameErrors(hostname, dnsSubdomain, [...here, 'hostname']));
    if (ipAddress(hostname).length === 0)
      errors.push(invalidValue([...here, 'hostname'], hostname, 'must be a DNS name, not an IP address'));
    return errors;
  });
}

const at: FieldPath = ['spec'];

function validateSpec(spec: IngressSpec = {}): FieldError[] {
  const { rules = [], defaultBackend, tls = [], ingressClassName } = spec;
  const errors: FieldError[] = [];
  if (rules.length === 0 && !defaultBackend)
    errors.push(invalidValue(at, spec.rules, 'either `defaultBackend` or `rules` must be specified'));
  if (defaultBackend) errors.push(...validateBackend(defaultBackend, [...at, 'defaultBackend']));
  for (const [i, rule] of rules.entries()) errors.push(...validateRule(rule, [...at, 'rules', i]));
  for (const [i, { hosts = [], secretName }] of tls.entries()) {
    const here = [...at, 'tls', i];
    for (const [j, host] of hosts.entries())
      errors.push(...nameErrors(host, host.includes('*') ? wildcardSubdomain : dnsSubdomain, [...here, 'hosts', j]));
    if (secretName) errors.push(...nameErrors(secretName, dnsSubdomain, [...here, 'secretName']));
  }
  if (ingressClassName !== undefined)
    errors.push(...nameErrors(ingressClassName, dnsSubdomain, [...at, 'ingressClassName']));
  return errors;
}

function validateRule({ host = '', http }: IngressRule, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (host !== '') {
    const here = [...path, 'host'];
    if (ipAddress(host).length === 0) errors.push(invalidValue(here, host, 'must be a DNS name, not an IP address'));
    errors.push(...nameErrors(host, host.includes('*') ? wildcardSubdomain : dnsSubdomain, here));
  }
  if (!http) return errors;
  const paths = http.paths ?? [];
  if (paths.length === 0) errors.push(required([...path, 'http', 'paths']));
  return [...errors, ...paths.flatMap((each, i) => validatePath(each, [...path, 'http', 'paths', i]))];
}

const pathTypes = ['Exact', 'ImplementationSpecific', 'Prefix'];
const wrongParts = ['//', '/./', '/../', '%2f', '%2F'];
const wrongEnds = ['/..', '/.'];

function validatePath({ path = '', pathType, backend }: HTTPIngressPath, here: FieldPath): FieldError[] {
  if (pathType === undefined) return [required([...here, 'pathType'], 'pathType must be specified')];
  const errors: FieldError[] = [];
  const wrong = (why: string): void => {
    errors.push(invalidValue([...here, 'path'], path, why));
  };
  if (pathType === 'Exact' || pathType === 'Prefix') {
    if (!path.startsWith('/')) wrong('must be an absolute path');
    for (const part of wrongParts) if (path.includes(part)) wrong(`must not contain '${part}'`);
    for (const end of wrongEnds) if (path.endsWith(end)) wrong(`cannot end with '${end}'`);
  } else if (pathType === 'ImplementationSpecific') {
    if (path !== '' && !path.startsWith('/')) wrong('must be an absolute path');
  } else errors.push(notSupported([...here, 'pathType'], pathType, pathTypes));
  return [...errors, ...validateBackend(backend ?? {}, [...here, 'backend'])];
}

function validateBackend({ resource, service }: IngressBackend, here: FieldPath): FieldError[] {
  if (resource && service) return [invalidValue(here, '', 'cannot set both resource and service backends')];
  if (resource) return validateResource(resource, [...here, 'resource']);
  if (!service) return [invalidValue(here, '', 'resource or service backend is required')];
  const errors: FieldError[] = [];
  const namePath = [...here, 'service', 'name'];
  errors.push(...(service.name ? nameErrors(service.name, dns1035Name, namePath) : [required(namePath)]));
  const { name = '', number = 0 } = service.port ?? {};
  const portPath = [...here, 'service', 'port'];
  if (name !== '' && number !== 0) errors.push(invalidValue(here, '', 'cannot set both port name & port number'));
  else if (name !== '') errors.push(...nameErrors(name, portName, [...portPath, 'name']));
  else if (number !== 0)
    for (const text of portNumber(number)) errors.push(invalidValue([...portPath, 'number'], number, text));
  else errors.push(required(here, 'port name or number is required'));
  return errors;
}

function validateResource(
  { apiGroup, kind = '', name = '' }: NonNullable<IngressBackend['resource']>,
  here: FieldPath,
): FieldError[] {
  const errors: FieldError[] = [];
  if (apiGroup !== undefined) errors.push(...nameErrors(apiGroup, dnsSubdomain, [...here, 'apiGroup']));
  for (const [field, text] of Object.entries({ kind, name })) {
    if (text === '') errors.push(required([...here, field], `${field} is required`));
    else errors.push(...nameErrors(text, pathSegment, [...here, field]));
  }
  return errors;
}
