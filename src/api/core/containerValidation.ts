import type { FieldError, FieldPath } from '../field.ts';
import { duplicate, forbiddenField, invalidValue, notSupported, required } from '../fieldErrors.ts';
import type { Container, ContainerPort, ContainerResizePolicy, PodSpec } from '../generated/objects.ts';
import { dnsLabel, portName, portNumber } from '../names.ts';
import { validateEnv, validateEnvFrom } from './envValidation.ts';
import { type ProbeName, validateLifecycle, validateProbe } from './probeValidation.ts';
import { validateResources } from './resourceValidation.ts';
import { validateSecurityContext } from './securityValidation.ts';
import { type ValidVolumes, validateVolumeDevices, validateVolumeMounts } from './volumeMountValidation.ts';

const probes: readonly ProbeName[] = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const notOnInit = 'may not be set for init containers without restartPolicy=Always';

/** What is wrong with a Pod's containers. */
export function validateContainers(spec: PodSpec, volumes: ValidVolumes, at: FieldPath): FieldError[] {
  const containers = spec.containers ?? [];
  if (containers.length === 0) return [required(at)];
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  for (const [i, container] of containers.entries()) {
    const here = [...at, i];
    errors.push(...validateCommon(container, spec, volumes, here), ...checkName(container, seen, here));
    errors.push(...validateLife(container, spec, here));
  }
  return [...errors, ...hostPortConflicts(containers, at)];
}

/** What is wrong with a Pod's init containers; only sidecars (`restartPolicy: Always`) may have probes and hooks. */
export function validateInitContainers(spec: PodSpec, volumes: ValidVolumes, at: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Set((spec.containers ?? []).map(({ name }) => name));
  for (const [i, container] of (spec.initContainers ?? []).entries()) {
    const here = [...at, i];
    errors.push(...validateCommon(container, spec, volumes, here), ...checkInitName(container, seen, here));
    // Init containers run one by one; the server looks at each as if it were the only one.
    errors.push(...hostPortConflicts([container], at));
    if (container.restartPolicy === 'Always') errors.push(...validateLife(container, spec, here));
    else {
      if (container.lifecycle) errors.push(forbiddenField([...here, 'lifecycle'], notOnInit));
      for (const probe of probes) if (container[probe]) errors.push(forbiddenField([...here, probe], notOnInit));
    }
  }
  return errors;
}

/** What a real server checks in Pods, but not in their templates: spaces around an image's name. */
export function validateImages(containers: readonly Container[], at: FieldPath): FieldError[] {
  return containers.flatMap(({ image = '' }, i) =>
    image === image.trim()
      ? []
      : [invalidValue([...at, i, 'image'], image, 'must not have leading or trailing whitespace')],
  );
}

function checkName({ name }: Container, seen: Set<string>, at: FieldPath): FieldError[] {
  // The server's sets know the empty name too, so that two containers without a name are a duplicate.
  if (seen.has(name ?? '')) return [duplicate([...at, 'name'], name ?? '')];
  seen.add(name ?? '');
  return [];
}

function checkInitName(container: Container, seen: Set<string>, at: FieldPath): FieldError[] {
  return container.name || seen.has('') ? checkName(container, seen, at) : [];
}

function validateLife(container: Container, spec: PodSpec, at: FieldPath): FieldError[] {
  const grace = spec.terminationGracePeriodSeconds ?? 0;
  const errors = container.lifecycle ? validateLifecycle(container.lifecycle, grace, [...at, 'lifecycle']) : [];
  for (const name of probes) {
    const probe = container[name];
    if (probe) errors.push(...validateProbe(probe, name, grace, [...at, name]));
  }
  return errors;
}

const messagePolicies = ['File', 'FallbackToLogsOnError'];
const pullPolicies = ['Always', 'IfNotPresent', 'Never'];

/** What holds for containers of every sort. */
export function validateCommon(
  container: Container,
  spec: PodSpec,
  volumes: ValidVolumes,
  at: FieldPath,
): FieldError[] {
  const errors: FieldError[] = [];
  const { name, image, terminationMessagePolicy: messagePolicy, imagePullPolicy: pullPolicy } = container;
  if (!name) errors.push(required([...at, 'name']));
  else errors.push(...dnsLabel(name).map((text) => invalidValue([...at, 'name'], name, text)));
  if (!image) errors.push(required([...at, 'image']));
  if (messagePolicy && !messagePolicies.includes(messagePolicy))
    errors.push(notSupported([...at, 'terminationMessagePolicy'], messagePolicy, messagePolicies));
  if (container.ports) errors.push(...validatePorts(container.ports, [...at, 'ports']));
  if (container.env) errors.push(...validateEnv(container.env, [...at, 'env']));
  if (container.envFrom) errors.push(...validateEnvFrom(container.envFrom, [...at, 'envFrom']));
  if (container.volumeMounts) errors.push(...validateVolumeMounts(container, volumes, [...at, 'volumeMounts']));
  if (container.volumeDevices) errors.push(...validateVolumeDevices(container, volumes, [...at, 'volumeDevices']));
  if (pullPolicy && !pullPolicies.includes(pullPolicy))
    errors.push(notSupported([...at, 'imagePullPolicy'], pullPolicy, pullPolicies));
  const claims = new Set((spec.resourceClaims ?? []).map((claim) => claim.name));
  if (container.resources) errors.push(...validateResources(container.resources, claims, [...at, 'resources']));
  if (container.resizePolicy)
    errors.push(...validateResizePolicy(container.resizePolicy, spec, [...at, 'resizePolicy']));
  if (container.securityContext)
    errors.push(...validateSecurityContext(container.securityContext, spec, [...at, 'securityContext']));
  return errors;
}

const protocols = ['SCTP', 'TCP', 'UDP'];

function validatePorts(ports: readonly ContainerPort[], at: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  for (const [i, { name, containerPort, hostPort, protocol }] of ports.entries()) {
    const here = [...at, i];
    if (name) {
      const texts = portName(name);
      errors.push(...texts.map((text) => invalidValue([...here, 'name'], name, text)));
      if (texts.length === 0 && seen.has(name)) errors.push(duplicate([...here, 'name'], name));
      seen.add(name);
    }
    if (!containerPort) errors.push(required([...here, 'containerPort']));
    else
      errors.push(
        ...portNumber(containerPort).map((text) => invalidValue([...here, 'containerPort'], containerPort, text)),
      );
    if (hostPort)
      errors.push(...portNumber(hostPort).map((text) => invalidValue([...here, 'hostPort'], hostPort, text)));
    if (!protocol) errors.push(required([...here, 'protocol']));
    else if (!protocols.includes(protocol)) errors.push(notSupported([...here, 'protocol'], protocol, protocols));
  }
  return errors;
}

function hostPortConflicts(containers: readonly Container[], at: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  for (const [i, container] of containers.entries()) {
    for (const [j, { hostPort, hostIP, protocol }] of (container.ports ?? []).entries()) {
      if (!hostPort) continue;
      const use = `${protocol}/${hostIP ?? ''}/${hostPort}`;
      if (seen.has(use)) errors.push(duplicate([...at, i, 'ports', j, 'hostPort'], use));
      seen.add(use);
    }
  }
  return errors;
}

const resizePolicies = ['NotRequired', 'RestartContainer'];

function validateResizePolicy(policies: readonly ContainerResizePolicy[], spec: PodSpec, at: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  for (const [i, { resourceName, restartPolicy }] of policies.entries()) {
    // The server names the list for all mistakes but a repetition.
    if (seen.has(resourceName)) errors.push(duplicate([...at, i], resourceName));
    seen.add(resourceName);
    if (!resourceName) errors.push(required(at));
    else if (resourceName !== 'cpu' && resourceName !== 'memory')
      errors.push(notSupported(at, resourceName, ['cpu', 'memory']));
    if (!restartPolicy) errors.push(required(at));
    else if (!resizePolicies.includes(restartPolicy)) errors.push(notSupported(at, restartPolicy, resizePolicies));
    if (spec.restartPolicy === 'Never' && restartPolicy !== 'NotRequired')
      errors.push(invalidValue(at, restartPolicy ?? '', "must be 'NotRequired' when `restartPolicy` is 'Never'"));
  }
  return errors;
}
