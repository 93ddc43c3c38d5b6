import * as vscode from 'vscode';
import type { Step } from '../labs/lab.ts';
import { addTexts, mayReplace, missingFiles, readIfThere, replaceText, starterTexts } from './labFolder.ts';
import type { LabPlace } from './labStage.ts';
import type { StepStarts } from './stepStarts.ts';

/** The learner's files of one lab, as the page handles them. */
export class LabFiles {
  readonly #place: LabPlace;
  readonly #starts: StepStarts;
  readonly #texts = new Map<string, string>();

  constructor(place: LabPlace, starts: StepStarts) {
    this.#place = place;
    this.#starts = starts;
  }

  /** Reads the texts of the starter files and of all solutions. */
  async load(): Promise<void> {
    const { entry, library } = this.#place;
    for (const path of entry.lab.files) this.#texts.set(path, await library.readFile(entry, path));
    for (const step of entry.lab.steps) {
      for (const { from } of step.solution?.files ?? []) this.#texts.set(from, await library.readFile(entry, from));
    }
  }

  /** The text of a starter file, or of a solution's. */
  shipped(from: string): string | undefined {
    return this.#texts.get(from);
  }

  /**
   * Puts the starter files in place where a lab begins, or where all of them are gone. One that is deleted in the middle of a
   * lab is missed, and told.
   */
  async begin(lab: 'new' | 'begun'): Promise<void> {
    const { entry, folder } = this.#place;
    const missing = await missingFiles(this.#place);
    if (lab === 'new' || missing.length === entry.lab.files.length) {
      await addTexts(await starterTexts(this.#place), folder);
    }
  }

  /** Opens the file that a step is about beside its page. */
  async openFor(step: Step): Promise<void> {
    const { files } = this.#place.entry.lab;
    const path = files.find((file) => step.markdown.includes(`](${file})`)) ?? files[0];
    if (path !== undefined) await this.open(path, step);
  }

  /** Brings the file that a step begins with into sight, where it is not; the focus stays where it is. */
  async openAbout(step: Step): Promise<void> {
    const path = this.#place.entry.lab.files.find((file) => step.markdown.includes(`](${file})`));
    if (path === undefined) return;
    const uri = vscode.Uri.joinPath(this.#place.folder, path);
    const shown = vscode.window.visibleTextEditors.some(({ document }) => document.uri.toString() === uri.toString());
    if (shown || (await readIfThere(uri)) === undefined) return;
    const where = { viewColumn: vscode.ViewColumn.One, preview: false, preserveFocus: true };
    await vscode.window.showTextDocument(uri, where);
  }

  /** Opens a file; one that is gone comes back as it was when the step began. */
  async open(path: string, step: Step): Promise<void> {
    const { entry, folder } = this.#place;
    const uri = vscode.Uri.joinPath(folder, path);
    if (entry.lab.files.includes(path) && (await readIfThere(uri)) === undefined) await this.restore(step);
    await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One, preview: false });
  }

  /** Puts the files that are gone back as they were when the step began. */
  async restore(step: Step): Promise<void> {
    const missing = await missingFiles(this.#place);
    const { files = {} } = this.#starts.find(step.id) ?? {};
    const texts = { ...(await starterTexts(this.#place)), ...files };
    await addTexts(Object.fromEntries(missing.map((path) => [path, texts[path] ?? ''])), this.#place.folder);
    if (missing.length > 0) {
      void vscode.window.showInformationMessage(`${missing.join(', ')} was put back into the lab’s folder.`);
    }
  }

  /** Writes a solution's files and opens them; false where the learner wants to keep their own. */
  async useSolution(step: Step): Promise<boolean> {
    const texts = (step.solution?.files ?? []).map(({ path, from }) => [path, this.shipped(from) ?? ''] as const);
    if (!(await mayReplace(Object.fromEntries(texts), this.#place))) return false;
    for (const [path, text] of texts) {
      await replaceText(vscode.Uri.joinPath(this.#place.folder, path), text);
      await this.open(path, step);
    }
    return true;
  }

  /** Draws the Pod that a step's files are about; false where there is none. */
  async showDiagram(step: Step): Promise<boolean> {
    const { subjectOf } = await import('./diagramSubject.ts');
    const { files } = this.#place.entry.lab;
    const named = files.filter((file) => step.markdown.includes(file));
    for (const path of [...named, ...files]) {
      const uri = vscode.Uri.joinPath(this.#place.folder, path);
      if ((await readIfThere(uri)) === undefined) continue;
      const subject = subjectOf(await vscode.workspace.openTextDocument(uri));
      if (!subject) continue;
      await vscode.commands.executeCommand('podLabs.showDiagram', subject);
      return true;
    }
    return false;
  }
}
