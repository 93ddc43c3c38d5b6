import type { CheckContext } from './checkContext.ts';
import { CheckMemory } from './checkMemory.ts';
import type { Step } from './lab.ts';
import { valuesText } from './operators.ts';
import { look } from './sources/sources.ts';

/** What stood at the places of a step's checks when it was opened, by the check's place in the step; a JSON value. */
export type StepBefore = Readonly<Record<number, string>>;

/** Looks at what a step's checks will want to be `changed`. What cannot be seen is left out. */
export async function lookBefore(step: Step, context: CheckContext): Promise<StepBefore> {
  const before: Record<number, string> = {};
  for (const [index, { source, expectation }] of step.checks.entries()) {
    if (expectation.operator !== 'changed') continue;
    const sight = await look(source, context).catch(() => undefined);
    if (sight && !sight.unknown) before[index] = valuesText(sight);
  }
  return before;
}

/** A memory for the checks of a step that was opened when things stood so. */
export function memoryAfter(step: Step, before: StepBefore): CheckMemory {
  const memory = new CheckMemory();
  for (const [index, check] of step.checks.entries()) {
    const values = before[index];
    if (values !== undefined) memory.noteBefore(check, values);
  }
  return memory;
}
