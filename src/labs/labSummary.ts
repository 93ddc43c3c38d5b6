import { type LabSession, stateOf } from './labSession.ts';

/** How a finished lab went, for its last page. */
export interface LabSummary {
  readonly stepsPassed: number;
  readonly stepsSkipped: number;
  /** Of the lab's predictions, those that were right. */
  readonly predictionsRight: number;
  readonly predictions: number;
  readonly hintsUsed: number;
  readonly solutionsShown: number;
}

/** Counts what a learner did in a lab. */
export function summaryOf(session: LabSession): LabSummary {
  const entries = session.lab.steps.map((step) => ({ step, state: stateOf(session, step.id) }));
  const predictions = entries.filter(({ state }) => state.answer !== undefined);
  const right = predictions.filter(({ step, state }) => step.choices[state.answer ?? -1]?.right);
  return {
    stepsPassed: entries.filter(({ state }) => state.passed).length,
    stepsSkipped: entries.filter(({ state }) => state.skipped && !state.passed).length,
    predictionsRight: right.length,
    predictions: predictions.length,
    hintsUsed: entries.reduce((sum, { state }) => sum + state.hints.length, 0),
    solutionsShown: entries.filter(({ state }) => state.helped).length,
  };
}
