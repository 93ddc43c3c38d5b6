import type { FieldError, FieldPath } from '../field.ts';
import { forbiddenField, invalidValue, quote } from '../fieldErrors.ts';
import type { Container, Pod, ResourceRequirements } from '../generated/objects.ts';
import { sameValue } from '../sameValue.ts';
import { internalValue } from './internalValues.ts';
import { validatePod } from './podRules.ts';
import { validateAnnotationsChange } from './podUpdateValidation.ts';
import { specDiff } from './specDiff.ts';

/** The path that the server gives to the whole object; it prints as `[]`. */
const whole: FieldPath = [{ key: '' }];
const mirror = 'kubernetes.io/config.mirror';

/** What is wrong with containers that were added for a look inside: what is there already stays as it is. */
export function validateEphemeralChange(pod: Pod, old: Pod): FieldError[] {
  if (old.metadata?.annotations?.[mirror] !== undefined)
    return [forbiddenField(whole, 'static pods do not support ephemeral containers')];
  const errors = [...validatePod(pod), ...validateAnnotationsChange(pod, old)];
  const at = ['spec', 'ephemeralContainers'];
  const next = pod.spec?.ephemeralContainers ?? [];
  for (const container of old.spec?.ephemeralContainers ?? []) {
    const name = quote(container.name);
    const same = next.find((each) => each.name === container.name);
    if (!same) {
      errors.push(forbiddenField(at, `existing ephemeral containers ${name} may not be removed\n`));
      continue;
    }
    const [was, is] = [container, same].map((each) => internalValue(each, 'EphemeralContainer'));
    if (sameValue(was, is)) continue;
    const why = `existing ephemeral containers ${name} may not be changed\n${specDiff(was, is)}`;
    errors.push(forbiddenField(at, why));
  }
  return errors;
}

/** Resources that may change while a container runs. */
const resizable = new Set(['cpu', 'memory']);

/** What is wrong with new resources for the containers of a Pod; the classes of service are those before and after. */
export function validateResize(
  pod: Pod,
  old: Pod,
  qos: { readonly before: string; readonly after: string },
): FieldError[] {
  const hasOwn = ({ spec }: Pod): boolean =>
    Object.keys(spec?.resources?.requests ?? {}).length + Object.keys(spec?.resources?.limits ?? {}).length > 0;
  if (hasOwn(old) || hasOwn(pod)) return [forbiddenField(whole, 'pods with pod-level resources cannot be resized')];
  if (old.metadata?.annotations?.[mirror] !== undefined)
    return [forbiddenField(whole, 'static pods cannot be resized')];
  if (old.spec?.os?.name === 'windows') return [forbiddenField(whole, 'windows pods cannot be resized')];
  const errors = validatePod(pod);
  if (qos.before !== qos.after)
    errors.push(invalidValue(['spec'], qos.before, 'Pod QOS Class may not change as a result of resizing'));
  for (const list of ['initContainers', 'containers'] as const)
    for (const [i, container] of (old.spec?.[list] ?? []).entries())
      if (list === 'containers' || isSidecar(container))
        errors.push(...validateKept(pod.spec?.[list]?.[i], container, ['spec', list, i, 'resources']));
  for (const list of ['containers', 'initContainers'] as const)
    for (const [i, container] of (old.spec?.[list] ?? []).entries()) {
      const now = pod.spec?.[list]?.[i];
      if (!now || sameValue(fixedPart(now, list), fixedPart(container, list))) continue;
      errors.push(forbiddenField(['spec'], wordsOf(container, list)));
    }
  return errors;
}

type List = 'containers' | 'initContainers';

function isSidecar({ restartPolicy }: Container): boolean {
  return restartPolicy === 'Always';
}

function wordsOf(container: Container, list: List): string {
  if (list === 'containers') return 'only cpu and memory resources are mutable';
  return isSidecar(container)
    ? 'only cpu and memory resources for sidecar containers are mutable'
    : 'resources for non-sidecar init containers are immutable';
}

function validateKept(now: Container | undefined, before: Container, at: FieldPath): FieldError[] {
  return (['requests', 'limits'] as const).flatMap((field) => {
    const [was, is] = [before.resources?.[field] ?? {}, now?.resources?.[field] ?? {}];
    if (Object.keys(was).every((name) => is[name] !== undefined)) return [];
    return [forbiddenField([...at, field], `resource ${field} cannot be removed`)];
  });
}

/** All of a container that a resize may not touch. */
function fixedPart(container: Container, list: List): unknown {
  if (list === 'initContainers' && !isSidecar(container)) return container;
  const { resizePolicy, resources = {}, ...rest } = container;
  return { ...rest, limits: withoutResizable(resources, 'limits'), requests: withoutResizable(resources, 'requests') };
}

function withoutResizable(resources: ResourceRequirements, field: 'limits' | 'requests'): unknown {
  return Object.fromEntries(Object.entries(resources[field] ?? {}).filter(([name]) => !resizable.has(name)));
}
