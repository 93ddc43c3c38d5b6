import { type FieldPath, formatPath } from '../field.ts';
import { quote } from '../fieldErrors.ts';
import type { Container, Pod, PodSpec, PodTemplateSpec } from '../generated/objects.ts';
import { everyContainer } from './everyContainer.ts';
import { fractionalBytesWarnings } from './fractionalBytes.ts';
import { ipWarnings } from './ipWarnings.ts';
import { podNameWarnings } from './nameWarnings.ts';
import { portWarnings } from './portWarnings.ts';
import { schedulingWarnings, selectorlessWarnings } from './schedulingWarnings.ts';
import { volumeWarnings } from './volumeWarnings.ts';

/** What the server says of a Pod that is right and yet suspicious (`k8s.io/kubernetes/pkg/api/pod/warnings.go`). */
export function podWarnings(pod: Pod): string[] {
  return [...podNameWarnings(pod), ...templateWarnings(pod, [])];
}

/** The same of a template that stands at this path. */
export function templateWarnings(template: PodTemplateSpec | undefined, path: FieldPath): string[] {
  const spec = template?.spec ?? { containers: [] };
  const annotations = template?.metadata?.annotations ?? {};
  const at = [...path, 'spec'];
  const note = (key: string, text: string): string =>
    `${formatPath([...path, 'metadata', 'annotations', { key }])}: ${text}`;
  const texts = schedulingWarnings(spec, at);
  for (const [key, text] of oldAnnotations) if (annotations[key] !== undefined) texts.push(note(key, text));
  texts.push(...volumeWarnings(spec, at), ...listWarnings(spec, at));
  for (const name of ['memory', 'ephemeral-storage']) {
    const text = spec.overhead?.[name];
    if (text !== undefined)
      texts.push(...fractionalBytesWarnings(text, formatPath([...at, 'overhead', { key: name }])));
  }
  if (!spec.securityContext?.seccompProfile && annotations[seccompPod] !== undefined)
    texts.push(note(seccompPod, withoutSeccomp));
  const isTemplate = path.length > 0;
  for (const { container, at: here } of everyContainer(spec, at)) {
    const { seccompProfile, appArmorProfile } = container.securityContext ?? {};
    const seccomp = `${seccompContainer}${container.name}`;
    if (!seccompProfile && annotations[seccomp] !== undefined) texts.push(note(seccomp, withoutSeccomp));
    const appArmor = `${appArmorContainer}${container.name}`;
    const hasField = isTemplate && (appArmorProfile || spec.securityContext?.appArmorProfile);
    if (!hasField && annotations[appArmor] !== undefined) texts.push(note(appArmor, withoutAppArmor));
    texts.push(...containerWarnings(container, here));
  }
  texts.push(...portWarnings(spec, at));
  if ((spec.terminationGracePeriodSeconds ?? 0) < 0) {
    const why = 'must be >= 0; negative values are invalid and will be treated as 1';
    texts.push(`${formatPath([...at, 'terminationGracePeriodSeconds'])}: ${why}`);
  }
  return [...texts, ...selectorlessWarnings(spec, at), ...addressWarnings(spec, at)];
}

const oldAnnotations: readonly (readonly [string, string])[] = [
  ['scheduler.alpha.kubernetes.io/critical-pod', 'non-functional in v1.16+; use the "priorityClassName" field instead'],
  ['security.alpha.kubernetes.io/sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
  ['security.alpha.kubernetes.io/unsafe-sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
];
const seccompPod = 'seccomp.security.alpha.kubernetes.io/pod';
const seccompContainer = 'container.seccomp.security.alpha.kubernetes.io/';
const appArmorContainer = 'container.apparmor.security.beta.kubernetes.io/';
const withoutSeccomp = 'non-functional in v1.27+; use the "seccompProfile" field instead';
const withoutAppArmor = 'deprecated since v1.30; use the "appArmorProfile" field instead';

/** What is there twice, or has no name. */
function listWarnings({ hostAliases = [], imagePullSecrets = [] }: PodSpec, at: FieldPath): string[] {
  const texts: string[] = [];
  const addresses = new Set<string>();
  for (const [i, { ip = '' }] of hostAliases.entries()) {
    if (addresses.has(ip)) texts.push(`${formatPath([...at, 'hostAliases', i, 'ip'])}: duplicate ip ${quote(ip)}`);
    addresses.add(ip);
  }
  const names = new Set<string>();
  const path = (i: number): string => formatPath([...at, 'imagePullSecrets', i, 'name']);
  for (const [i, { name = '' }] of imagePullSecrets.entries()) {
    if (names.has(name)) texts.push(`${path(i)}: duplicate name ${quote(name)}`);
    names.add(name);
  }
  for (const [i, { name = '' }] of imagePullSecrets.entries())
    if (name === '') texts.push(`${path(i)}: invalid empty name ${quote(name)}`);
  return texts;
}

function containerWarnings(container: Container, at: FieldPath): string[] {
  const texts: string[] = [];
  for (const name of ['memory', 'ephemeral-storage']) {
    for (const field of ['limits', 'requests'] as const) {
      const text = container.resources?.[field]?.[name];
      if (text === undefined) continue;
      texts.push(...fractionalBytesWarnings(text, formatPath([...at, 'resources', field, { key: name }])));
    }
  }
  const seen = new Set<string>();
  for (const [i, { name = '', value = '', valueFrom }] of (container.env ?? []).entries()) {
    // A new value that is made from the old one hides nothing.
    const reference = `$(${name})`;
    const hides = valueFrom !== undefined || value === reference || !value.includes(reference);
    if (seen.has(name) && hides) {
      const why = `hides previous definition of ${quote(name)}, which may be dropped when using apply`;
      texts.push(`${formatPath([...at, 'env', i])}: ${why}`);
    }
    seen.add(name);
  }
  return texts;
}

function addressWarnings({ dnsConfig, hostAliases = [] }: PodSpec, at: FieldPath): string[] {
  return [
    ...(dnsConfig?.nameservers ?? []).flatMap((ip, i) => ipWarnings(ip, [...at, 'dnsConfig', 'nameservers', i])),
    ...hostAliases.flatMap(({ ip = '' }, i) => ipWarnings(ip, [...at, 'hostAliases', i, 'ip'])),
  ];
}
