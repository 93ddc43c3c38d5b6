import type { FieldError, FieldPath } from '../field.ts';
import { duplicate, invalidValue, notSupported } from '../fieldErrors.ts';
import type { ObjectMeta, PodSpec } from '../generated/objects.ts';
import { dnsLabel, dnsSubdomain, type NameCheck, qualifiedName, rangeText } from '../names.ts';
import { validateAffinity } from './affinityValidation.ts';
import { validateContainers, validateInitContainers } from './containerValidation.ts';
import { validateEphemeralContainers } from './ephemeralContainerValidation.ts';
import { validateLabels } from './metadataValidation.ts';
import { validateDnsConfig, validateDnsPolicy, validateHostAliases } from './podDnsValidation.ts';
import { validateOs } from './podOsValidation.ts';
import { validatePodClaims } from './resourceClaimValidation.ts';
import { validatePodResources, validateResources } from './resourceValidation.ts';
import { validateSpread, validateTolerations } from './schedulingValidation.ts';
import { validateHostPorts, validateHostUsers, validatePodSecurity } from './securityValidation.ts';
import { validateVolumes } from './volumeValidation.ts';
import { validateHostProcess } from './windowsOptionsValidation.ts';

const restartPolicies = ['Always', 'OnFailure', 'Never'];
const maxInt32 = 2 ** 31 - 1;

/**
 * What is wrong with a Pod's spec, in the order of a real server (`ValidatePodSpec`). `pod` is the metadata of a Pod;
 * a template has none, and some things are left for the Pod that will be made from it.
 */
export function validatePodSpec(spec: PodSpec, at: FieldPath, pod?: ObjectMeta): FieldError[] {
  const { errors, valid } = validateVolumes(spec.volumes ?? [], [...at, 'volumes'], pod?.name);
  errors.push(...validatePodClaims(spec.resourceClaims ?? [], [...at, 'resourceClaims']));
  errors.push(...validateContainers(spec, valid, [...at, 'containers']));
  errors.push(...validateInitContainers(spec, valid, [...at, 'initContainers']));
  errors.push(...validateEphemeralContainers(spec, valid, [...at, 'ephemeralContainers']));
  if (spec.resources) errors.push(...validatePodResources(spec, spec.resources, [...at, 'resources']));
  errors.push(...validateHostPorts(spec, at, pod ? 'pod' : 'template'));
  if (!restartPolicies.includes(spec.restartPolicy ?? ''))
    errors.push(notSupported([...at, 'restartPolicy'], spec.restartPolicy, restartPolicies));
  errors.push(...validateDnsPolicy(spec.dnsPolicy, [...at, 'dnsPolicy']));
  errors.push(...validateLabels(spec.nodeSelector, [...at, 'nodeSelector']));
  errors.push(...validatePodSecurity(spec, at));
  if (spec.affinity) errors.push(...validateAffinity(spec.affinity, [...at, 'affinity']));
  errors.push(...validateDnsConfig(spec, [...at, 'dnsConfig']));
  errors.push(...validateGates(spec, at));
  errors.push(...validateSpread(spec.topologySpreadConstraints ?? [], [...at, 'topologySpreadConstraints']));
  errors.push(...validateHostProcess(spec, at), ...validateHostUsers(spec, at));
  errors.push(...checkName(spec.serviceAccountName, dnsSubdomain, [...at, 'serviceAccountName']));
  errors.push(...checkName(spec.nodeName, dnsSubdomain, [...at, 'nodeName']));
  const deadline = spec.activeDeadlineSeconds;
  if (deadline !== undefined && (deadline < 1 || deadline > maxInt32))
    errors.push(invalidValue([...at, 'activeDeadlineSeconds'], deadline, rangeText(1, maxInt32)));
  errors.push(...checkName(spec.hostname, dnsLabel, [...at, 'hostname']));
  errors.push(...checkName(spec.subdomain, dnsLabel, [...at, 'subdomain']));
  errors.push(...validateTolerations(spec.tolerations ?? [], [...at, 'tolerations']));
  errors.push(...validateHostAliases(spec.hostAliases ?? [], [...at, 'hostAliases']));
  errors.push(...checkName(spec.priorityClassName, dnsSubdomain, [...at, 'priorityClassName']));
  if (spec.runtimeClassName !== undefined)
    for (const text of dnsSubdomain(spec.runtimeClassName))
      errors.push(invalidValue([...at, 'runtimeClassName'], spec.runtimeClassName, text));
  const preemption = spec.preemptionPolicy;
  if (preemption !== undefined && preemption !== 'PreemptLowerPriority' && preemption !== 'Never')
    errors.push(notSupported([...at, 'preemptionPolicy'], preemption, ['PreemptLowerPriority', 'Never']));
  if (spec.overhead) errors.push(...validateResources({ limits: spec.overhead }, new Set(), [...at, 'overhead']));
  return [...errors, ...validateOs(spec, at)];
}

function checkName(name: string | undefined, check: NameCheck, at: FieldPath): FieldError[] {
  return name ? check(name).map((text) => invalidValue(at, name, text)) : [];
}

function validateGates(spec: PodSpec, at: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  for (const [i, { conditionType: type = '' }] of (spec.readinessGates ?? []).entries())
    for (const text of qualifiedName(type))
      errors.push(invalidValue([...at, 'readinessGates', i, 'conditionType'], type, text));
  const seen = new Set<string>();
  for (const [i, { name = '' }] of (spec.schedulingGates ?? []).entries()) {
    const here = [...at, 'schedulingGates', i];
    for (const text of qualifiedName(name)) errors.push(invalidValue(here, name, text));
    if (seen.has(name)) errors.push(duplicate(here, name));
    seen.add(name);
  }
  return errors;
}
