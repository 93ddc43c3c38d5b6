import * as vscode from 'vscode';
import type { LabProblem } from '../labs/labReading.ts';
import { type Edge, UserError } from './edge.ts';
import type { ShippedLab } from './labLibrary.ts';
import { readLabSource } from './labSource.ts';
import { throttle } from './throttle.ts';

/** How often a lab file is read anew while somebody types. */
const readPeriodMs = 300;

/** What an author of labs needs of the window. */
export interface LabAuthoringOptions {
  readonly edge: Edge;
  /** Plays a lab that is not shipped. */
  readonly play: (draft: ShippedLab) => Promise<void>;
  /** Takes a new version of the draft that is played. */
  readonly renew: (draft: ShippedLab) => Promise<void>;
}

/** For authors: problems of an open `lab.md` at their exact places, and its play from the editor. */
export function registerLabAuthoring({ edge, play, renew }: LabAuthoringOptions): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('pod-labs-lab');
  const waiting = new Set<vscode.TextDocument>();
  const read = async (document: vscode.TextDocument) => {
    const { problems } = await readLabSource(document.uri, document.getText());
    if (!document.isClosed)
      collection.set(
        document.uri,
        problems.map((problem) => diagnosticOf(document, problem)),
      );
  };
  const readSoon = throttle(readPeriodMs, () => {
    for (const document of waiting) void edge.quietly('read a lab file', () => read(document));
    waiting.clear();
  });
  const look = (document: vscode.TextDocument) => {
    if (!isLabFile(document.uri)) return;
    waiting.add(document);
    readSoon.request();
  };
  const tryIt = (target: unknown) =>
    edge.run('play this lab', async () => {
      const uri = target instanceof vscode.Uri ? target : vscode.window.activeTextEditor?.document.uri;
      if (!uri || !isLabFile(uri)) throw new UserError('Open the lab.md of a lab first: labs/TRACK/LAB/lab.md.');
      await play(await draftOf(uri));
    });
  for (const document of vscode.workspace.textDocuments) look(document);
  return vscode.Disposable.from(
    collection,
    { dispose: readSoon.cancel },
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument(({ document }) => look(document)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => collection.delete(uri)),
    vscode.workspace.onDidSaveTextDocument((document) => {
      if (!isLabFile(document.uri)) return;
      void edge.quietly('renew the played lab', async () => renew(await draftOf(document.uri)));
    }),
    vscode.commands.registerCommand('podLabs.tryLab', tryIt),
  );
}

/** The longest name of a Namespace. */
const namespaceLength = 63;

/**
 * A lab of the workspace, ready to be played. Its progress, its folder and its Namespace are apart from those of a shipped lab of
 * the same name.
 */
async function draftOf(file: vscode.Uri): Promise<ShippedLab> {
  const document = await vscode.workspace.openTextDocument(file);
  const { lab, problems } = await readLabSource(file, document.getText());
  if (!lab) {
    const [first] = problems;
    const line = first ? document.positionAt(first.range.start).line + 1 : 1;
    throw new UserError(`This lab cannot be played yet. Line ${line}: ${first?.message ?? 'it has a problem.'}`);
  }
  const namespace = `draft-${lab.namespace}`.slice(0, namespaceLength).replace(/-+$/, '');
  return { lab: { ...lab, id: `draft/${lab.id}`, namespace }, folder: vscode.Uri.joinPath(file, '..') };
}

function isLabFile(uri: vscode.Uri): boolean {
  return /\/labs\/[^/]+\/[^/]+\/lab\.md$/.test(uri.path);
}

function diagnosticOf(document: vscode.TextDocument, { range, message, severity }: LabProblem): vscode.Diagnostic {
  const place = new vscode.Range(document.positionAt(range.start), document.positionAt(range.end));
  const { Error: error, Warning: warning } = vscode.DiagnosticSeverity;
  const diagnostic = new vscode.Diagnostic(place, message, severity === 'error' ? error : warning);
  diagnostic.source = 'Pod Labs';
  return diagnostic;
}
