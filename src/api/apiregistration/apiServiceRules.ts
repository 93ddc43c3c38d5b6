import { validateMetadata, validateMetadataUpdate } from '../core/metadataValidation.ts';
import type { FieldError } from '../field.ts';
import { invalidValue, notSupported, quote, required } from '../fieldErrors.ts';
import type { APIService, APIServiceSpec } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { dns1035Name, dnsSubdomain, type NameCheck, pathSegment, rangeText } from '../names.ts';

/** Defaults and validation of APIServices (k8s.io/kube-aggregator/pkg/apis/apiregistration). */
export const apiServiceRules: KindRules<APIService> = {
  applyDefaults(object) {
    if (object.spec?.service) object.spec.service.port ??= defaultPort;
    return object;
  },
  validateCreate: (object) => [...validateMetadata(object, 'cluster', nameOf(object.spec)), ...validateOwn(object)],
  validateUpdate: (object, old) => [
    ...validateMetadataUpdate(object, old),
    ...validateMetadata(object, 'cluster', nameOf(object.spec)),
    ...validateOwn(object),
  ],
  validateStatus: ({ status }) =>
    (status?.conditions ?? []).flatMap((condition, index) =>
      conditionValues.includes(condition.status)
        ? []
        : [notSupported(['status', 'conditions', index, 'status'], condition.status, conditionValues)],
    ),
};

const defaultPort = 443;
const maxPort = 65_535;
const maxGroupPriority = 20_000;
const maxVersionPriority = 1000;
const conditionValues = ['True', 'False', 'Unknown'];

/** The name says what is served: `v1beta1.metrics.k8s.io`. */
function nameOf({ version = '', group = '' }: Partial<APIServiceSpec> = {}): NameCheck {
  const wanted = `${version}.${group}`;
  return (name) => {
    const problems = pathSegment(name);
    if (problems.length > 0 || name === wanted) return problems;
    return [`must be \`spec.version+"."+spec.group\`: ${quote(wanted)}`];
  };
}

function validateOwn({ spec }: APIService): FieldError[] {
  const { group = '', version = '', groupPriorityMinimum = 0, versionPriority = 0 } = spec ?? {};
  const errors: FieldError[] = [];
  if (group === '' && version !== 'v1')
    errors.push(required(['spec', 'group'], 'only v1 may have an empty group and it better be legacy kube'));
  if (group !== '') for (const text of dnsSubdomain(group)) errors.push(invalidValue(['spec', 'group'], group, text));
  for (const text of dns1035Name(version)) errors.push(invalidValue(['spec', 'version'], version, text));
  if (groupPriorityMinimum <= 0 || groupPriorityMinimum > maxGroupPriority) {
    const why = `must be positive and less than ${maxGroupPriority}`;
    errors.push(invalidValue(['spec', 'groupPriorityMinimum'], groupPriorityMinimum, why));
  }
  if (versionPriority <= 0 || versionPriority > maxVersionPriority) {
    const why = `must be positive and less than ${maxVersionPriority}`;
    errors.push(invalidValue(['spec', 'versionPriority'], versionPriority, why));
  }
  return [...errors, ...(spec?.service ? validateService(spec) : validateLocal(spec))];
}

function validateLocal({ caBundle = '', insecureSkipTLSVerify }: Partial<APIServiceSpec> = {}): FieldError[] {
  const errors: FieldError[] = [];
  if (caBundle !== '') {
    const size = `${bytesOf(caBundle)} bytes`;
    errors.push(invalidValue(['spec', 'caBundle'], size, 'local APIServices may not have a caBundle'));
  }
  if (insecureSkipTLSVerify) {
    const why = 'local APIServices may not have insecureSkipTLSVerify';
    errors.push(invalidValue(['spec', 'insecureSkipTLSVerify'], true, why));
  }
  return errors;
}

function validateService({ service, caBundle = '', insecureSkipTLSVerify }: APIServiceSpec): FieldError[] {
  const { namespace = '', name = '', port = 0 } = service ?? {};
  const errors: FieldError[] = [];
  if (namespace === '') errors.push(required(['spec', 'service', 'namespace']));
  if (name === '') errors.push(required(['spec', 'service', 'name']));
  if (port < 1 || port > maxPort)
    errors.push(invalidValue(['spec', 'service', 'port'], port, `port is not valid: ${rangeText(1, maxPort)}`));
  if (insecureSkipTLSVerify && caBundle !== '')
    errors.push(
      invalidValue(['spec', 'insecureSkipTLSVerify'], insecureSkipTLSVerify, 'may not be true if caBundle is present'),
    );
  return errors;
}

/** How many bytes a text in base64 stands for. */
function bytesOf(base64: string): number {
  return Math.floor((base64.replace(/=+$/, '').length * 3) / 4);
}
