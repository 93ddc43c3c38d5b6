import * as vscode from 'vscode';
import { addTo } from '../manifests/listsByKey.ts';
import type { PlacedManifest } from '../manifests/manifestSet.ts';
import type {
  PredictedLoad,
  Prediction,
  PredictionNote,
  PredictionSeverity,
  PredictionSummary,
} from '../manifests/prediction/prediction.ts';
import { TextPositions } from './textPositions.ts';

/** A note, and where it stands in its file. */
interface PlacedNote {
  readonly note: PredictionNote;
  readonly range: vscode.Range;
}

/** What is shown of the newest trial. */
export interface ShownTrial {
  readonly prediction: Prediction;
  readonly manifests: readonly PlacedManifest[];
  readonly load: PredictedLoad | undefined;
}

const colors: Record<PredictionSeverity, string> = {
  info: 'editorCodeLens.foreground',
  warning: 'editorWarning.foreground',
  error: 'editorError.foreground',
};
const severities: Record<Exclude<PredictionSeverity, 'info'>, vscode.DiagnosticSeverity> = {
  warning: vscode.DiagnosticSeverity.Warning,
  error: vscode.DiagnosticSeverity.Error,
};

const weights: Record<PredictionSeverity, number> = { error: 0, warning: 1, info: 2 };
/** More notes at the end of a line are read by nobody. */
const maxTitles = 4;

/**
 * The newest trial, where it belongs: words at the ends of lines, what does not work underlined, a sentence above each manifest. A
 * file that changes loses its part: it was about another text.
 */
export class ShownPrediction implements vscode.Disposable {
  readonly #styles: Record<PredictionSeverity, vscode.TextEditorDecorationType>;
  readonly #collection = vscode.languages.createDiagnosticCollection('podLabsPrediction');
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #notes = new Map<string, PlacedNote[]>();
  readonly #summaries = new Map<string, { readonly start: number; readonly summary: PredictionSummary }[]>();
  readonly #subscription: vscode.Disposable;
  #trial: ShownTrial | undefined;

  /** There is another trial, or less of it. */
  readonly onDidChange = this.#changed.event;

  constructor() {
    const style = (severity: PredictionSeverity) =>
      vscode.window.createTextEditorDecorationType({
        after: { margin: '0 0 0 2em', color: new vscode.ThemeColor(colors[severity]), fontStyle: 'italic' },
        rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
      });
    this.#styles = { info: style('info'), warning: style('warning'), error: style('error') };
    this.#subscription = vscode.Disposable.from(
      ...Object.values(this.#styles),
      this.#collection,
      this.#changed,
      vscode.window.onDidChangeVisibleTextEditors((editors) =>
        editors.forEach((editor) => void this.#decorate(editor)),
      ),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#forget(document.uri.toString());
      }),
      // It may come back with another text: what was not saved is gone.
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#forget(uri.toString())),
    );
  }

  /** The newest trial, as long as one is there. */
  get trial(): ShownTrial | undefined {
    return this.#trial;
  }

  show(prediction: Prediction, manifests: readonly PlacedManifest[], load: PredictedLoad | undefined): void {
    this.clear();
    this.#trial = { prediction, manifests, load };
    // What is only on the disk, or in the cluster, is in the report alone.
    const positions = new Map(
      vscode.workspace.textDocuments
        .filter(({ uri }) => manifests.some(({ file }) => file === uri.toString()))
        .map((document) => [document.uri.toString(), new TextPositions(document.getText())]),
    );
    for (const note of prediction.notes) {
      const manifest = manifests[note.document];
      const lines = positions.get(note.file);
      if (!manifest || !lines) continue;
      addTo(this.#notes, note.file, { note, range: lines.range(manifest.document.rangeOf(note.path, note.part)) });
    }
    for (const summary of prediction.summaries) {
      const start = manifests[summary.document]?.document.range.start;
      if (start !== undefined && positions.has(summary.file)) addTo(this.#summaries, summary.file, { start, summary });
    }
    for (const [file, notes] of this.#notes) this.#collection.set(vscode.Uri.parse(file), diagnosticsOf(notes));
    for (const editor of vscode.window.visibleTextEditors) this.#decorate(editor);
    this.#changed.fire();
  }

  /** The sentence for the manifest that starts at an offset of a file. */
  summaryOf(file: string, start: number): PredictionSummary | undefined {
    return this.#summaries.get(file)?.find((one) => one.start === start)?.summary;
  }

  /** What is noted on a line of a file, without what is underlined at the place: of that the editor's own hover speaks. */
  notesAt(file: string, position: vscode.Position): readonly PredictionNote[] {
    return (this.#notes.get(file) ?? [])
      .filter(({ range }) => range.start.line === position.line)
      .filter(({ note, range }) => note.severity === 'info' || !range.contains(position))
      .map(({ note }) => note);
  }

  clear(): void {
    if (!this.#trial) return;
    for (const file of [...this.#summaries.keys(), ...this.#notes.keys()]) this.#forget(file);
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #forget(file: string): void {
    if (!this.#notes.has(file) && !this.#summaries.has(file)) return;
    this.#notes.delete(file);
    this.#summaries.delete(file);
    this.#collection.delete(vscode.Uri.parse(file));
    if (this.#summaries.size === 0) this.#trial = undefined;
    for (const editor of vscode.window.visibleTextEditors) this.#decorate(editor);
    this.#changed.fire();
  }

  #decorate(editor: vscode.TextEditor): void {
    const { document } = editor;
    const byLine = new Map<number, PredictionNote[]>();
    for (const { note, range } of this.#notes.get(document.uri.toString()) ?? []) addTo(byLine, range.start.line, note);
    for (const severity of ['info', 'warning', 'error'] as const) {
      const decorations = [...byLine].flatMap(([line, notes]): vscode.DecorationOptions[] => {
        if (worstOf(notes) !== severity || line >= document.lineCount) return [];
        const { end } = document.lineAt(line).range;
        const contentText = titlesOf(notes);
        return [{ range: new vscode.Range(end, end), renderOptions: { after: { contentText } } }];
      });
      editor.setDecorations(this.#styles[severity], decorations);
    }
  }
}

function diagnosticsOf(notes: readonly PlacedNote[]): vscode.Diagnostic[] {
  return notes.flatMap(({ note, range }) => {
    if (note.severity === 'info') return [];
    const diagnostic = new vscode.Diagnostic(range, `${note.title}. ${note.detail}`, severities[note.severity]);
    diagnostic.source = 'Pod Labs: what would happen';
    diagnostic.code = note.code;
    return [diagnostic];
  });
}

/** The worst first; of many, as where a whole manifest is one line, the rest is in the hover. */
function titlesOf(notes: readonly PredictionNote[]): string {
  const byWeight = [...notes].sort((a, b) => weights[a.severity] - weights[b.severity]);
  const titles = byWeight.slice(0, maxTitles).map(({ title }) => title);
  return [...titles, ...(notes.length > maxTitles ? [`${notes.length - maxTitles} more`] : [])].join(' · ');
}

function worstOf(notes: readonly PredictionNote[]): PredictionSeverity {
  const ranks = notes.map(({ severity }) => severity);
  if (ranks.includes('error')) return 'error';
  return ranks.includes('warning') ? 'warning' : 'info';
}
