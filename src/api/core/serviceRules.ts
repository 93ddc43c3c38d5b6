import type { FieldError } from '../field.ts';
import { forbiddenField, invalidValue, notSupported, required } from '../fieldErrors.ts';
import type { Service, ServiceSpec } from '../generated/objects.ts';
import { specialAddressTexts } from '../ip.ts';
import type { KindRules } from '../kindRules.ts';
import { dns1035Name, dnsSubdomain, ipAddress } from '../names.ts';
import { validateLabels, validateMetadata, validateMetadataUpdate } from './metadataValidation.ts';
import { nameErrors } from './nameErrors.ts';
import { validateClusterIps, validateClusterIpsChange, withClusterIps } from './serviceClusterIps.ts';
import { defaultService, isExternal } from './serviceDefaults.ts';
import { validateNodePorts, validateServicePorts } from './servicePortValidation.ts';
import { validateTraffic } from './serviceTrafficValidation.ts';
import { serviceWarnings } from './serviceWarnings.ts';

/** Defaults and validation of Services; addresses and node ports are given later. */
export const serviceRules: KindRules<Service> = {
  applyDefaults: defaultService,
  validateCreate: (object) => [
    ...validateMetadata(object, 'namespaced', dns1035Name),
    ...validateSpec(withClusterIps(object.spec ?? {})),
  ],
  validateUpdate: (object, old) => [
    ...validateMetadataUpdate(object, old),
    ...validateClusterIpsChange(withClusterIps(object.spec ?? {}), withClusterIps(old.spec ?? {})),
    ...validateSpec(withClusterIps(object.spec ?? {})),
  ],
  warnings: serviceWarnings,
};

const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const affinities = ['ClientIP', 'None'];
const kubeletPort = 10250;
const maxAffinitySeconds = 86400;

function validateSpec(spec: ServiceSpec): FieldError[] {
  const { ports = [], type = '', sessionAffinity = '', externalIPs = [] } = spec;
  const headless = spec.clusterIPs?.[0] === 'None';
  const errors: FieldError[] = [];
  if (ports.length === 0 && !headless && type !== 'ExternalName') errors.push(required(['spec', 'ports']));
  errors.push(...validateByType(spec, headless), ...validateServicePorts(ports, ['spec', 'ports']));
  errors.push(...validateLabels(spec.selector, ['spec', 'selector']));
  if (sessionAffinity === '') errors.push(required(['spec', 'sessionAffinity']));
  else if (!affinities.includes(sessionAffinity))
    errors.push(notSupported(['spec', 'sessionAffinity'], sessionAffinity, affinities));
  errors.push(...validateAffinity(spec), ...validateClusterIps(spec));
  for (const [i, ip] of externalIPs.entries()) {
    const path = ['spec', 'externalIPs', i];
    const texts = ipAddress(ip);
    for (const text of texts.length > 0 ? texts : specialAddressTexts(ip)) errors.push(invalidValue(path, ip, text));
  }
  if (type === '') errors.push(required(['spec', 'type']));
  else if (!types.includes(type)) errors.push(notSupported(['spec', 'type'], type, types));
  return [...errors, ...validateNodePorts(spec), ...validateTraffic(spec, isExternal(spec))];
}

function validateByType(spec: ServiceSpec, headless: boolean): FieldError[] {
  const { type, ports = [], clusterIPs = [] } = spec;
  const errors: FieldError[] = [];
  if (type === 'LoadBalancer') {
    const why = `may not expose port ${kubeletPort} externally since it is used by kubelet`;
    for (const [i, { port }] of ports.entries())
      if (port === kubeletPort) errors.push(invalidValue(['spec', 'ports', i], port, why));
  }
  if (headless && (type === 'LoadBalancer' || type === 'NodePort'))
    errors.push(
      invalidValue(['spec', 'clusterIPs', 0], clusterIPs[0], `may not be set to 'None' for ${type} services`),
    );
  if (type !== 'ExternalName') return errors;
  const why = 'may not be set for ExternalName services';
  if (clusterIPs.length > 0) errors.push(forbiddenField(['spec', 'clusterIPs'], why));
  if (spec.ipFamilies?.length) errors.push(forbiddenField(['spec', 'ipFamilies'], why));
  if (spec.ipFamilyPolicy !== undefined) errors.push(forbiddenField(['spec', 'ipFamilyPolicy'], why));
  const name = (spec.externalName ?? '').replace(/\.$/, '');
  if (name === '') return [...errors, required(['spec', 'externalName'])];
  return [...errors, ...nameErrors(name, dnsSubdomain, ['spec', 'externalName'])];
}

function validateAffinity({ sessionAffinity, sessionAffinityConfig: config }: ServiceSpec): FieldError[] {
  const path = ['spec', 'sessionAffinityConfig'];
  if (sessionAffinity === 'None') {
    const why = `must not be set when session affinity is None`;
    return config ? [forbiddenField(path, why)] : [];
  }
  if (sessionAffinity !== 'ClientIP') return [];
  const seconds = config?.clientIP?.timeoutSeconds;
  if (seconds === undefined) return [required(path, 'when session affinity type is ClientIP')];
  if (seconds > 0 && seconds <= maxAffinitySeconds) return [];
  const why = `must be greater than 0 and less than ${maxAffinitySeconds}`;
  return [invalidValue([...path, 'clientIP', 'timeoutSeconds'], seconds, why)];
}
