import * as vscode from 'vscode';
import { diagnose } from '../manifests/diagnostics.ts';
import { checksClosedFiles } from './ruleSettings.ts';
import { type DiagnosticsOptions, diagnosticOf } from './shownDiagnostic.ts';
import { TextPositions } from './textPositions.ts';

/** How long nothing must have changed. */
const quietMs = 1_500;
/** How long checking may hold the extension host at once. */
const sliceMs = 8;
/** Files with remarks beyond these, and remarks of one file, help nobody. */
const maxFiles = 300;
const maxDiagnostics = 50;

/**
 * Errors and warnings of the workspace's manifests that are not open, if the settings ask for them. Advice is kept for files that
 * somebody works on.
 */
export class ClosedFileDiagnostics implements vscode.Disposable {
  readonly #options: DiagnosticsOptions;
  readonly #collection: vscode.DiagnosticCollection;
  /** The files that have some. */
  #shown = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #run = 0;

  constructor(options: DiagnosticsOptions, collection: vscode.DiagnosticCollection) {
    this.#options = options;
    this.#collection = collection;
  }

  /** Checks them when nothing has changed for a while. */
  checkLater(): void {
    clearTimeout(this.#timer);
    this.#run += 1;
    this.#timer = setTimeout(
      () => void this.#options.edge.quietly('check the workspace', () => this.#check()),
      quietMs,
    );
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#run += 1;
  }

  async #check(): Promise<void> {
    const run = this.#run;
    const { workspace, pages, severitiesFor } = this.#options;
    const shown = new Set<string>();
    let sliceEndMs = performance.now() + sliceMs;
    for (const [name, file] of checksClosedFiles() ? workspace.files() : []) {
      if (isOpen(name)) continue;
      if (shown.size >= maxFiles) break;
      const uri = vscode.Uri.parse(name);
      const around = workspace.aroundFile(uri);
      const found = diagnose(file, { around, severities: severitiesFor(uri) }).filter(
        ({ severity }) => severity !== 'info',
      );
      if (found.length > 0) {
        const positions = new TextPositions(file.text);
        const remarks = found
          .slice(0, maxDiagnostics)
          .map((remark) => diagnosticOf(remark, positions.range(remark.range), pages));
        this.#collection.set(uri, remarks);
        shown.add(name);
      }
      if (performance.now() < sliceEndMs) continue;
      await new Promise((resolve) => setTimeout(resolve, 1));
      // Something has changed meanwhile: that one begins anew.
      if (run !== this.#run) {
        for (const other of shown) this.#shown.add(other);
        return;
      }
      sliceEndMs = performance.now() + sliceMs;
    }
    for (const name of this.#shown)
      if (!shown.has(name) && !isOpen(name)) this.#collection.delete(vscode.Uri.parse(name));
    this.#shown = shown;
  }
}

function isOpen(name: string): boolean {
  return vscode.workspace.textDocuments.some(({ uri }) => uri.toString() === name);
}
