import type { CheckReason, CheckResult } from '../labs/check.ts';
import { CheckMemory } from '../labs/checkMemory.ts';
import type { Step } from '../labs/lab.ts';
import type { ClusterHost, RunningCluster } from './clusterHost.ts';
import { type LabPlace, labContext } from './labStage.ts';
import type { StepStarts } from './stepStarts.ts';

/** Runs the checks of a lab's step, with what is remembered of them while the step and the cluster stay the same. */
export class LabChecker {
  readonly #cluster: ClusterHost;
  readonly #place: LabPlace;
  readonly #starts: StepStarts;
  #memory = new CheckMemory();
  #about: { step?: Step; running?: RunningCluster } = {};
  #revision = -1;
  #filesChanged = true;

  constructor(cluster: ClusterHost, place: LabPlace, starts: StepStarts) {
    this.#cluster = cluster;
    this.#place = place;
    this.#starts = starts;
  }

  /** The checks must be looked at again: a file has changed, or the learner did something. */
  renew(): void {
    this.#filesChanged = true;
  }

  /** The step begins again. */
  forget(): void {
    this.#about = {};
    this.renew();
  }

  async run(step: Step, reason: CheckReason, typed: string | undefined): Promise<CheckResult> {
    const { runChecks } = await import('../labs/check.ts');
    // One that runs is not started again: a check may end after the learner has stopped the cluster.
    const running = this.#cluster.running ?? (await this.#cluster.start());
    if (this.#about.step !== step || this.#about.running !== running) {
      const { memoryAfter } = await import('../labs/stepBefore.ts');
      this.#memory = memoryAfter(step, this.#starts.find(step.id)?.before ?? {});
      this.#about = { step, running };
    }
    this.#filesChanged = false;
    this.#revision = running.revision();
    const context = { ...labContext(running, this.#place), ...(typed !== undefined && { typed }) };
    return runChecks(step, context, this.#memory, reason);
  }

  /** Whether a look could find anything new: objects or files changed, or the checks look at what changes with time alone. */
  couldDiffer(step: Step): boolean {
    const { running } = this.#cluster;
    if (!running) return false;
    if (this.#filesChanged || running.revision() !== this.#revision || this.#about.step !== step) return true;
    return step.checks.some(
      ({ source, forMs, withinMs }) =>
        forMs !== undefined || withinMs !== undefined || !['object', 'events', 'file'].includes(source.type),
    );
  }
}
