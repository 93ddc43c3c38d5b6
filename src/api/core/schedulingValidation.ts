import type { FieldError, FieldPath } from '../field.ts';
import { duplicate, invalidValue, notSupported, required } from '../fieldErrors.ts';
import type { Toleration, TopologySpreadConstraint } from '../generated/objects.ts';
import { labelValueText, qualifiedName } from '../names.ts';
import { validateLabelKeys } from './labelKeysValidation.ts';
import { validateLabelSelector } from './labelSelectorValidation.ts';

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** What is wrong with tolerations. */
export function validateTolerations(tolerations: readonly Toleration[], at: FieldPath): FieldError[] {
  return tolerations.flatMap(({ key, operator, value = '', effect, tolerationSeconds }, i) => {
    const here = [...at, i];
    const errors: FieldError[] = [];
    const operatorPath = [...here, 'operator'];
    if (key) errors.push(...qualifiedName(key).map((text) => invalidValue([...here, 'key'], key, text)));
    else if (operator !== 'Exists') {
      const why = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
      errors.push(invalidValue(operatorPath, operator ?? '', why));
    }
    if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
      const why = "effect must be 'NoExecute' when `tolerationSeconds` is set";
      errors.push(invalidValue([...here, 'effect'], effect ?? '', why));
    }
    if (!operator || operator === 'Equal') {
      const texts = labelValueText(value);
      if (texts.length > 0) errors.push(invalidValue(operatorPath, value, texts.join(';')));
    } else if (operator === 'Exists') {
      if (value) errors.push(invalidValue(operatorPath, value, "value must be empty when `operator` is 'Exists'"));
    } else errors.push(notSupported(operatorPath, operator, ['Equal', 'Exists']));
    if (effect && !effects.includes(effect)) errors.push(notSupported([...here, 'effect'], effect, effects));
    return errors;
  });
}

const actions = ['DoNotSchedule', 'ScheduleAnyway'];
const inclusions = ['Honor', 'Ignore'];

/** What is wrong with topology spread constraints. */
export function validateSpread(constraints: readonly TopologySpreadConstraint[], at: FieldPath): FieldError[] {
  return constraints.flatMap((constraint, i) => {
    const here = [...at, i];
    const errors: FieldError[] = [];
    const { maxSkew = 0, topologyKey = '', whenUnsatisfiable: action = '', minDomains, labelSelector } = constraint;
    if (maxSkew <= 0) errors.push(invalidValue([...here, 'maxSkew'], maxSkew, 'must be greater than zero'));
    // Its syntax is not checked, unlike that of an affinity's topology key.
    if (!topologyKey) errors.push(required([...here, 'topologyKey'], 'can not be empty'));
    if (!actions.includes(action)) errors.push(notSupported([...here, 'whenUnsatisfiable'], action, actions));
    const again = constraints
      .slice(i + 1)
      .some((later) => (later.topologyKey ?? '') === topologyKey && (later.whenUnsatisfiable ?? '') === action);
    if (again) {
      const identity = `{${topologyKey}, ${action}}`;
      errors.push(duplicate([...here, '{topologyKey, whenUnsatisfiable}'], identity));
    }
    if (minDomains !== undefined) {
      const path = [...here, 'minDomains'];
      if (minDomains <= 0) errors.push(invalidValue(path, minDomains, 'must be greater than zero'));
      if (action !== 'DoNotSchedule') {
        const why = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action}`;
        errors.push(invalidValue(path, minDomains, why));
      }
    }
    for (const field of ['nodeAffinityPolicy', 'nodeTaintsPolicy'] as const) {
      const policy = constraint[field];
      if (policy !== undefined && !inclusions.includes(policy))
        errors.push(notSupported([...here, field], policy, inclusions));
    }
    errors.push(...validateLabelKeys(constraint, here));
    if (labelSelector) errors.push(...validateLabelSelector(labelSelector, [...here, 'labelSelector']));
    return errors;
  });
}
