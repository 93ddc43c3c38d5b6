import type { FieldError } from '../field.ts';
import { forbiddenField, invalidValue } from '../fieldErrors.ts';
import type { Container, NodeSelectorTerm, Pod, PodSpec, Toleration } from '../generated/objects.ts';
import { rangeText } from '../names.ts';
import { sameValue } from '../sameValue.ts';
import { internalValue } from './internalValues.ts';
import { validateMetadataUpdate } from './metadataValidation.ts';
import { podSpecValue } from './podSpecValue.ts';
import { specDiff } from './specDiff.ts';

const frozen =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

/** What is wrong with the next version of a Pod: almost nothing of the spec may change (`ValidatePodUpdate`). */
export function validatePodUpdate(pod: Pod, old: Pod, validateBoth: (pod: Pod) => FieldError[]): FieldError[] {
  const spec = pod.spec ?? { containers: [] };
  const before = old.spec ?? { containers: [] };
  const errors = validateMetadataUpdate(pod, old);
  errors.push(...validateBoth(pod).filter((error) => error.path[0] !== 'metadata'));
  errors.push(...validateAnnotationsChange(pod, old));
  for (const list of ['containers', 'initContainers'] as const) {
    if ((spec[list] ?? []).length === (before[list] ?? []).length) continue;
    return [...errors, forbiddenField(['spec', list], 'pod updates may not add or remove containers')];
  }
  const deadline = validateDeadline(spec, before);
  errors.push(...deadline);
  if (deadline.length > 0 && spec.activeDeadlineSeconds !== undefined) return errors;
  errors.push(...validateTolerationsGrow(spec, before), ...validateGatesShrink(spec, before));
  const munged = withWhatMayChange(spec, before);
  if ((before.schedulingGates ?? []).length > 0) errors.push(...validateGatedChange(munged, before));
  const [was, is] = [podSpecValue(before), podSpecValue(withOldNodeChoice(munged, before))];
  if (!sameValue(is, was)) errors.push(forbiddenField(['spec'], `${frozen}\n${specDiff(was, is)}`));
  return errors;
}

const appArmor = 'container.apparmor.security.beta.kubernetes.io/';
const mirror = 'kubernetes.io/config.mirror';

/** Annotations that the kubelet goes by stay what they are. */
export function validateAnnotationsChange({ metadata }: Pod, { metadata: oldMetadata }: Pod): FieldError[] {
  const now = metadata?.annotations ?? {};
  const before = oldMetadata?.annotations ?? {};
  const errors: FieldError[] = [];
  const check = (key: string, how: string): void => {
    const what = key.startsWith(appArmor)
      ? 'AppArmor annotations'
      : key === mirror
        ? 'mirror pod annotation'
        : undefined;
    if (what) errors.push(forbiddenField(['metadata', 'annotations', { key }], `may not ${how} ${what}`));
  };
  for (const key of Object.keys(before)) if (now[key] !== before[key]) check(key, 'remove or update');
  for (const key of Object.keys(now)) if (before[key] === undefined) check(key, 'add');
  return errors;
}

function validateDeadline(
  { activeDeadlineSeconds: now }: PodSpec,
  { activeDeadlineSeconds: then }: PodSpec,
): FieldError[] {
  const at = ['spec', 'activeDeadlineSeconds'];
  if (now !== undefined && (now < 0 || now > maxInt32)) return [invalidValue(at, now, rangeText(0, maxInt32))];
  if (then === undefined) return [];
  if (now === undefined) return [invalidValue(at, 'null', 'must not update from a positive integer to nil value')];
  return now > then ? [invalidValue(at, now, 'must be less than or equal to previous value')] : [];
}

const maxInt32 = 2 ** 31 - 1;

function validateTolerationsGrow({ tolerations = [] }: PodSpec, { tolerations: before = [] }: PodSpec): FieldError[] {
  const kept = (old: Toleration): boolean =>
    tolerations.some((now) => sameValue({ ...now, tolerationSeconds: 0 }, { ...old, tolerationSeconds: 0 }));
  if (before.every(kept)) return [];
  return [
    forbiddenField(['spec', 'tolerations'], 'existing toleration can not be modified except its tolerationSeconds'),
  ];
}

function validateGatesShrink(
  { schedulingGates = [] }: PodSpec,
  { schedulingGates: before = [] }: PodSpec,
): FieldError[] {
  return schedulingGates.flatMap(({ name }, i) =>
    before.some((old) => old.name === name)
      ? []
      : [
          forbiddenField(
            ['spec', 'schedulingGates', i, 'name'],
            `only deletion is allowed, but found new scheduling gate '${name}'`,
          ),
        ],
  );
}

/** While a Pod waits at its gates the choice of its Node may become narrower (KEP-3838). */
function validateGatedChange(spec: PodSpec, before: PodSpec): FieldError[] {
  const errors: FieldError[] = [];
  const selector = spec.nodeSelector ?? {};
  if (Object.entries(before.nodeSelector ?? {}).some(([key, value]) => selector[key] !== value)) {
    const why = 'only additions to spec.nodeSelector are allowed (no mutations or deletions)';
    errors.push(invalidValue(['spec', 'nodeSelector'], spec.nodeSelector, why));
  }
  const hard = 'requiredDuringSchedulingIgnoredDuringExecution';
  const oldTerms = before.affinity?.nodeAffinity?.[hard]?.nodeSelectorTerms ?? [];
  const terms = spec.affinity?.nodeAffinity?.[hard]?.nodeSelectorTerms ?? [];
  if (oldTerms.length === 0) return errors;
  const at = ['spec', 'affinity', 'nodeAffinity', hard, 'nodeSelectorTerms'];
  const printed = (term: NodeSelectorTerm) => internalValue(term, 'NodeSelectorTerm');
  if (terms.length !== oldTerms.length) {
    const why = 'no additions/deletions to non-empty NodeSelectorTerms list are allowed';
    return [...errors, invalidValue(at, terms.length === 0 ? null : terms.map(printed), why)];
  }
  for (const [i, term] of terms.entries())
    if (!hasOnlyAdditions(term, oldTerms[i] ?? {})) {
      const why = 'only additions are allowed (no mutations or deletions)';
      errors.push(invalidValue([...at, i], printed(term), why));
    }
  return errors;
}

function hasOnlyAdditions(term: NodeSelectorTerm, old: NodeSelectorTerm): boolean {
  const fields = ['matchExpressions', 'matchFields'] as const;
  const sizeOf = (each: NodeSelectorTerm) => fields.reduce((sum, field) => sum + (each[field] ?? []).length, 0);
  if (sizeOf(old) === 0) return sizeOf(term) === 0;
  return fields.every((field) => {
    const before = old[field] ?? [];
    return sameValue((term[field] ?? []).slice(0, before.length), before);
  });
}

/** A gated Pod's choice of a Node is judged on its own. */
function withOldNodeChoice(spec: PodSpec, before: PodSpec): PodSpec {
  if ((before.schedulingGates ?? []).length === 0) return spec;
  const { nodeSelector, affinity, ...rest } = spec;
  const { nodeAffinity, ...others } = affinity ?? {};
  const oldAffinity = before.affinity?.nodeAffinity;
  const merged = { ...others, ...(oldAffinity && { nodeAffinity: oldAffinity }) };
  const keeps = Object.keys(merged).length > 0 || before.affinity !== undefined;
  return {
    ...rest,
    ...(before.nodeSelector && { nodeSelector: before.nodeSelector }),
    ...(keeps && { affinity: merged }),
  };
}

/** The new spec with the old values of what may change. */
function withWhatMayChange(spec: PodSpec, before: PodSpec): PodSpec {
  const { activeDeadlineSeconds, tolerations, schedulingGates, ...rest } = spec;
  const graceMayBeOne = (before.terminationGracePeriodSeconds ?? 0) < 0 && spec.terminationGracePeriodSeconds === 1;
  return {
    ...rest,
    ...(before.activeDeadlineSeconds !== undefined && { activeDeadlineSeconds: before.activeDeadlineSeconds }),
    ...(before.tolerations && { tolerations: before.tolerations }),
    ...(before.schedulingGates && { schedulingGates: before.schedulingGates }),
    ...(graceMayBeOne && { terminationGracePeriodSeconds: before.terminationGracePeriodSeconds }),
    containers: withOldImages(spec.containers ?? [], before.containers),
    ...(spec.initContainers && { initContainers: withOldImages(spec.initContainers, before.initContainers) }),
  };
}

function withOldImages(containers: readonly Container[], before: readonly Container[] = []): Container[] {
  return containers.map((container, i) => {
    const { image, ...rest } = container;
    const old = before[i]?.image;
    return { ...rest, ...(old !== undefined && { image: old }) };
  });
}
