import type { LoadSeries } from '../../../api/load.ts';
import type { Timeline } from '../../timeline.ts';
import { type LoadOf, LoadRecorder } from './loadRecorder.ts';

/** How many runs are remembered: the oldest are forgotten first. */
const maxRuns = 20;

/** The runs of load generators, in figures: what charts read. */
export class LoadLog {
  readonly #timeline: Pick<Timeline, 'nowMs'>;
  readonly #recorders: LoadRecorder[] = [];
  #count = 0;

  constructor(timeline: Pick<Timeline, 'nowMs'>) {
    this.#timeline = timeline;
  }

  begin(load: LoadOf): LoadRecorder {
    this.#count += 1;
    const recorder = new LoadRecorder(this.#count, load, this.#timeline);
    this.#recorders.push(recorder);
    if (this.#recorders.length > maxRuns) this.#recorders.shift();
    return recorder;
  }

  /** In the order in which they began. */
  series(): LoadSeries[] {
    return this.#recorders.map((recorder) => recorder.series());
  }
}
