import type { FieldError, FieldPath } from '../field.ts';
import { duplicate, forbiddenField, invalidValue } from '../fieldErrors.ts';
import type { ContainerStatus, Pod } from '../generated/objects.ts';
import { legacyIpTexts } from '../ip.ts';
import { dnsSubdomain, qualifiedName } from '../names.ts';
import { nameErrors } from './nameErrors.ts';
import { validateAnnotationsChange } from './podUpdateValidation.ts';

const ownConditions = new Set(['PodScheduled', 'Ready', 'Initialized']);

/** What is wrong with what a kubelet says of a Pod (`ValidatePodStatusUpdate`). */
export function validatePodStatus(pod: Pod, old: Pod): FieldError[] {
  const { status = {} } = pod;
  const before = old.status ?? {};
  const errors = validateAnnotationsChange(pod, old);
  // The server looks for the conditions in the metadata.
  for (const [i, { type = '' }] of (status.conditions ?? []).entries())
    if (!ownConditions.has(type))
      errors.push(...nameErrors(type, qualifiedName, ['metadata', 'conditions', i, 'Type']));
  const nominated = status.nominatedNodeName ?? '';
  if (nominated !== '' && nominated !== before.nominatedNodeName)
    errors.push(...nameErrors(nominated, dnsSubdomain, ['status', 'nominatedNodeName']));
  if (status.qosClass && status.qosClass !== before.qosClass)
    errors.push(invalidValue(['status', 'qosClass'], status.qosClass, 'field is immutable'));
  const policy = old.spec?.restartPolicy ?? 'Always';
  const sidecars = new Set(
    (old.spec?.initContainers ?? []).filter((each) => each.restartPolicy === 'Always').map(({ name }) => name),
  );
  for (const [list, restarts] of [
    ['containerStatuses', policy],
    ['initContainerStatuses', policy],
    ['ephemeralContainerStatuses', 'Never'],
  ] as const) {
    const may = list === 'initContainerStatuses' ? sidecars : new Set<string>();
    errors.push(...validateEnds(status[list] ?? [], before[list] ?? [], restarts, may, ['status', list]));
  }
  const podIps = (status.podIPs ?? []).map(({ ip = '' }) => ip);
  const hostIps = (status.hostIPs ?? []).map(({ ip = '' }) => ip);
  errors.push(...validateAddresses(podIps, ['status', 'podIPs']));
  if (hostIps.length > 0 && hostIps[0] !== (status.hostIP ?? ''))
    errors.push(invalidValue(['status', 'hostIPs', 0, 'ip'], hostIps[0], 'must be equal to `hostIP`'));
  return [...errors, ...validateAddresses(hostIps, ['status', 'hostIPs'])];
}

/** A container that has ended for good does not come back. */
function validateEnds(
  statuses: readonly ContainerStatus[],
  before: readonly ContainerStatus[],
  policy: string,
  mayRestart: ReadonlySet<string>,
  at: FieldPath,
): FieldError[] {
  if (policy === 'Always') return [];
  return before.flatMap(({ name, state }, i) => {
    const ended = state?.terminated;
    if (!ended || (ended.exitCode !== 0 && policy === 'OnFailure') || mayRestart.has(name)) return [];
    const back = statuses.some((now) => now.name === name && !now.state?.terminated);
    return back ? [forbiddenField([...at, i, 'state'], 'may not be transitioned to non-terminated state')] : [];
  });
}

function validateAddresses(addresses: readonly string[], at: FieldPath): FieldError[] {
  const errors = addresses.flatMap((ip, i) => legacyIpTexts(ip).map((text) => invalidValue([...at, i], ip, text)));
  if (addresses.length < 2) return errors;
  const families = new Set(addresses.map((ip) => ip.includes(':')));
  const printed = addresses.map((ip) => ({ IP: ip }));
  if (families.size < 2 || addresses.length > 2)
    errors.push(invalidValue(at, printed, 'may specify no more than one IP for each IP family'));
  for (const [i, ip] of addresses.entries())
    if (addresses.indexOf(ip) < i) errors.push(duplicate([...at, i], printed[i]));
  return errors;
}
