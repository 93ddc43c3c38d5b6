import type * as vscode from 'vscode';
import type { FigurePart } from '../labs/lab.ts';
import type { Figure } from '../labs/labView.ts';
import type { FigureView } from '../webview/labMessages.ts';
import type { ClusterHost } from './clusterHost.ts';
import { type LabPlace, labContext } from './labStage.ts';

const keyPrefix = 'podLabs.figures/';
/** More text than this is not kept of a lab's figures. */
const textLimit = 300_000;

/**
 * Tells a page what its figures show, and again when that has changed. When the learner goes on to another step, the figures of
 * the step stay as they were: its text speaks of what happened then.
 */
export class LabFigureFeed {
  readonly #cluster: ClusterHost;
  readonly #place: LabPlace;
  readonly #memento: vscode.Memento;
  readonly #post: (id: string, figure: FigureView) => void;
  /** What the page knows, and what the figures of the shown step show, by id. */
  readonly #told = new Map<string, string>();
  readonly #live = new Map<string, FigureView>();
  #busy = false;
  /** Counts up when the learner goes on: what was being looked at is of before. */
  #generation = 0;

  constructor(
    cluster: ClusterHost,
    place: LabPlace,
    memento: vscode.Memento,
    post: (id: string, figure: FigureView) => void,
  ) {
    this.#cluster = cluster;
    this.#place = place;
    this.#memento = memento;
    this.#post = post;
  }

  /** The page is new, or another step is shown: it knows nothing. */
  forget(): void {
    this.#told.clear();
    this.#live.clear();
  }

  /** The learner leaves a step: its figures stay as they are. */
  async freeze(): Promise<void> {
    const kept = { ...this.#kept(), ...Object.fromEntries(this.#live) };
    this.#generation += 1;
    this.#live.clear();
    this.#told.clear();
    if (JSON.stringify(kept).length <= textLimit) await this.#memento.update(this.#key, kept);
  }

  /** These steps begin again: what was kept of them is forgotten. */
  async thaw(steps: readonly string[]): Promise<void> {
    this.#generation += 1;
    const isOf = (id: string) => steps.some((step) => id.startsWith(`${step}/`));
    const kept = Object.entries(this.#kept()).filter(([id]) => !isOf(id));
    await this.#memento.update(this.#key, Object.fromEntries(kept));
    this.#live.clear();
    this.#told.clear();
  }

  /** Tells each figure: as it was kept, else as the cluster is now. What one has shown stays when its Pod goes. */
  async tell(figures: readonly Figure[]): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      const kept = this.#kept();
      const generation = this.#generation;
      for (const { id, part } of figures) {
        const figure = Object.hasOwn(kept, id) ? kept[id] : await this.#look(part);
        if (generation !== this.#generation) return;
        if (!figure || (figure.type === 'none' && this.#told.has(id))) continue;
        if (!Object.hasOwn(kept, id) && figure.type !== 'none') this.#live.set(id, figure);
        const text = JSON.stringify(figure);
        if (this.#told.get(id) === text) continue;
        this.#told.set(id, text);
        this.#post(id, figure);
      }
    } finally {
      this.#busy = false;
    }
  }

  get #key(): string {
    return keyPrefix + this.#place.entry.lab.id;
  }

  #kept(): Readonly<Record<string, FigureView>> {
    const kept = this.#memento.get<unknown>(this.#key);
    return typeof kept === 'object' && kept !== null ? (kept as Record<string, FigureView>) : {};
  }

  async #look(part: FigurePart): Promise<FigureView> {
    const { running } = this.#cluster;
    if (!running) return { type: 'none', text: 'The cluster does not run.' };
    const { lookAtFigure } = await import('./labFigureLook.ts');
    return lookAtFigure(part, labContext(running, this.#place));
  }
}
