import type { FieldError } from '../field.ts';
import { forbiddenField, invalidValue, notSupported, required } from '../fieldErrors.ts';
import type { Service, ServiceSpec } from '../generated/objects.ts';
import { legacyIpTexts, specialAddressTexts } from '../ip.ts';
import type { KindRules } from '../kindRules.ts';
import { dns1035Name, dnsSubdomain } from '../names.ts';
import { validateLabels, validateMetadata, validateMetadataUpdate } from './metadataValidation.ts';
import { nameErrors } from './nameErrors.ts';
import { validateClusterIps, validateClusterIpsChange, withClusterIps } from './serviceClusterIps.ts';
import { defaultService, isExternal } from './serviceDefaults.ts';
import { validateNodePorts, validateServicePorts } from './servicePortValidation.ts';
import { validateServiceStatus } from './serviceStatusValidation.ts';
import { validateTraffic } from './serviceTrafficValidation.ts';
import { serviceWarnings } from './serviceWarnings.ts';

/** Defaults and validation of Services; addresses and node ports are given later. */
export const serviceRules: KindRules<Service> = {
  applyDefaults: defaultService,
  validateCreate: (object) => [
    ...validateMetadata(object, 'namespaced', dns1035Name),
    ...validateTopologyMode(object),
    ...validateSpec(withClusterIps(object.spec ?? {}), object),
  ],
  validateUpdate: (object, old) => [
    ...validateMetadataUpdate(object, old),
    ...validateClusterIpsChange(withClusterIps(object.spec ?? {}), withClusterIps(old.spec ?? {})),
    ...validateBalancerChange(object.spec ?? {}, old.spec ?? {}),
    ...validateTopologyMode(object),
    ...validateSpec(withClusterIps(object.spec ?? {}), object),
  ],
  validateStatus: validateServiceStatus,
  warnings: serviceWarnings,
};

const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const affinities = ['ClientIP', 'None'];
const maxAffinitySeconds = 86400;

const hintsKey = 'service.kubernetes.io/topology-aware-hints';
const modeKey = 'service.kubernetes.io/topology-mode';

/** The old and the new annotation must say the same. */
function validateTopologyMode({ metadata }: Service): FieldError[] {
  const { [hintsKey]: hints, [modeKey]: mode } = metadata?.annotations ?? {};
  if (hints === undefined || mode === undefined || hints === mode) return [];
  const why = `must match annotations[${hintsKey}] when both are specified`;
  return [invalidValue(['metadata', 'annotations', { key: modeKey }], mode, why)];
}

function validateBalancerChange(spec: ServiceSpec, old: ServiceSpec): FieldError[] {
  if (spec.type !== 'LoadBalancer' || old.type !== 'LoadBalancer') return [];
  const errors: FieldError[] = [];
  const { loadBalancerClass: name, healthCheckNodePort: port = 0 } = spec;
  if (name !== old.loadBalancerClass)
    errors.push(invalidValue(['spec', 'loadBalancerClass'], name ?? 'null', 'may not change once set'));
  const checked = spec.externalTrafficPolicy === 'Local' && old.externalTrafficPolicy === 'Local';
  if (checked && port !== (old.healthCheckNodePort ?? 0))
    errors.push(forbiddenField(['spec', 'healthCheckNodePort'], 'field is immutable'));
  return errors;
}

function validateSpec(spec: ServiceSpec, service: Service): FieldError[] {
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
    const texts = legacyIpTexts(ip);
    for (const text of texts.length > 0 ? texts : specialAddressTexts(ip)) errors.push(invalidValue(path, ip, text));
  }
  if (type === '') errors.push(required(['spec', 'type']));
  else if (!types.includes(type)) errors.push(notSupported(['spec', 'type'], type, types));
  return [...errors, ...validateNodePorts(spec), ...validateTraffic(spec, service, isExternal(spec))];
}

function validateByType(spec: ServiceSpec, headless: boolean): FieldError[] {
  const { type, clusterIPs = [] } = spec;
  const errors: FieldError[] = [];
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
  const needed = 'when session affinity type is ClientIP';
  if (!config) return [required(path, needed)];
  if (!config.clientIP) return [required([...path, 'clientIP'], needed)];
  const seconds = config.clientIP.timeoutSeconds;
  if (seconds === undefined) return [required([...path, 'clientIP', 'timeoutSeconds'], needed)];
  if (seconds > 0 && seconds <= maxAffinitySeconds) return [];
  const why = `must be greater than 0 and less than ${maxAffinitySeconds}`;
  return [invalidValue([...path, 'clientIP', 'timeoutSeconds'], seconds, why)];
}
