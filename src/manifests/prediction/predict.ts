import type { Prediction, PredictionInput, PredictionRun } from './prediction.ts';
import { reportOf } from './report.ts';
import { Trial } from './trial.ts';

/**
 * Tries manifests out in a throwaway cluster, at full speed and in virtual time. Nothing happens before the first slice; see
 * `PredictionRun` for how it is driven.
 */
export function predict(input: PredictionInput): PredictionRun {
  const trial = new Trial(input);
  let finished: Prediction | undefined;
  return {
    get part() {
      return trial.part;
    },
    runSlice(hasTime) {
      return finished ? 'done' : trial.runSlice(hasTime);
    },
    result() {
      if (finished) return finished;
      const prediction = reportOf(trial);
      if (trial.isOver) finished = prediction;
      return prediction;
    },
  };
}
