import * as vscode from 'vscode';
import { selectedPods } from '../manifests/facts/selectedPods.ts';
import type { ManifestSet, PlacedManifest } from '../manifests/manifestSet.ts';
import { valueAt } from '../manifests/plainLookup.ts';
import type { PredictedLoad, Prediction, PredictionInput } from '../manifests/prediction/prediction.ts';
import { trialScope } from '../manifests/trialScope.ts';
import { type Edge, UserError } from './edge.ts';
import type { ShownPrediction } from './shownPrediction.ts';
import type { WorkspaceManifests } from './workspaceManifests.ts';

/** How long a trial may hold the extension host at once: short, so that typing stays smooth. */
const sliceMs = 8;
/** Between two slices others have their turn. */
const pauseMs = 4;

export interface PredictionOptions {
  readonly workspace: WorkspaceManifests;
  readonly shown: ShownPrediction;
  readonly edge: Edge;
}

/**
 * `What would happen?`: tries the open manifests out in a throwaway cluster and shows what came of it where it belongs. The next key
 * breaks it off.
 */
export function registerPrediction({ workspace, shown, edge }: PredictionOptions): vscode.Disposable {
  let current: { readonly source: vscode.CancellationTokenSource; readonly files: ReadonlySet<string> } | undefined;
  const breakOff = () => {
    current?.source.cancel();
    current = undefined;
  };

  const tryManifests = async (target: unknown, load: unknown, start: unknown) => {
    const uri = target instanceof vscode.Uri ? target : vscode.window.activeTextEditor?.document.uri;
    if (!uri) throw new UserError('Open a manifest first; then it can be tried out.');
    const document = await vscode.workspace.openTextDocument(uri);
    const { set } = workspace.around(document);
    const manifests = trialScope(set, uri.toString(), openFiles());
    if (manifests.length === 0) throw new UserError('There is no Kubernetes manifest here that could be tried out.');
    breakOff();
    const source = new vscode.CancellationTokenSource();
    const trial = { source, files: new Set(manifests.map(({ file }) => file)) };
    current = trial;
    try {
      // The text may change while somebody chooses: that breaks off, too.
      const wanted = isRate(load) ? loadOf(set, manifests, load) : await askForLoad(set, manifests);
      if (wanted === 'cancelled' || source.token.isCancellationRequested) return;
      const input: PredictionInput = {
        documents: manifests.map(({ file, document: tried, namespace }) => ({ file, document: tried, namespace })),
        // The next run of a CronJob is reckoned from now.
        startTimeMs: Date.now(),
        near: indexAt(manifests, uri, typeof start === 'number' ? start : cursorIn(document)),
        ...(wanted && { load: wanted }),
      };
      const prediction = await tryOut(input, source.token);
      if (!prediction || source.token.isCancellationRequested) return;
      shown.show(prediction, manifests, wanted);
      return prediction;
    } finally {
      if (current === trial) current = undefined;
      source.dispose();
    }
  };

  return vscode.Disposable.from(
    { dispose: breakOff },
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && current?.files.has(document.uri.toString())) breakOff();
    }),
    // What was not saved is gone with it.
    vscode.workspace.onDidCloseTextDocument((document) => {
      if (current?.files.has(document.uri.toString())) breakOff();
    }),
    vscode.commands.registerCommand('podLabs.predict', (target?: unknown, load?: unknown, start?: unknown) =>
      edge.run('try the manifests out', () => tryManifests(target, load, start)),
    ),
  );
}

/** Runs a trial in slices, with a sign in the status bar; nothing where it was broken off. */
async function tryOut(input: PredictionInput, token: vscode.CancellationToken): Promise<Prediction | undefined> {
  const { predict } = await import('../manifests/prediction/predict.ts');
  const options = { location: vscode.ProgressLocation.Window, title: 'Pod Labs: trying it out' };
  return vscode.window.withProgress(options, async (progress) => {
    const trial = predict(input);
    for (let told = 0; ; ) {
      const endMs = performance.now() + sliceMs;
      if (trial.runSlice(() => performance.now() < endMs) === 'done') return trial.result();
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      if (token.isCancellationRequested) return undefined;
      const percent = Math.floor(trial.part * 100);
      if (percent > told) progress.report({ message: `${percent} %` });
      told = percent;
    }
  });
}

/** The manifest of a file that an offset is in; the first one where there is none. */
function indexAt(manifests: readonly PlacedManifest[], uri: vscode.Uri, offset: number): number {
  const file = uri.toString();
  const found = manifests.findLastIndex(
    (manifest) => manifest.file === file && manifest.document.range.start <= offset,
  );
  return Math.max(0, found);
}

function cursorIn(document: vscode.TextDocument): number {
  const editor = vscode.window.visibleTextEditors.find((one) => one.document === document);
  return editor ? document.offsetAt(editor.selection.active) : 0;
}

/** The files that are open in tabs. */
function openFiles(): Set<string> {
  const tabs = vscode.window.tabGroups.all.flatMap(({ tabs: all }) => all);
  const open = tabs.flatMap(({ input }) => (input instanceof vscode.TabInputText ? [input.uri.toString()] : []));
  return new Set(open);
}

const rates = [0, 1, 10, 50, 200, 1000];

/** Where an autoscaler is among the manifests: how much load should be tried. */
async function askForLoad(
  set: ManifestSet,
  manifests: readonly PlacedManifest[],
): Promise<PredictedLoad | 'cancelled' | undefined> {
  const service = servedService(set, manifests);
  if (!service) return undefined;
  const items = rates.map((rate) => ({
    label: rate === 0 ? 'No load' : `${rate} ${rate === 1 ? 'request' : 'requests'} per second`,
    description: rate === 0 ? '' : `to the Service ${service.name}, for ten minutes`,
    rate,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'How much load should be tried?',
    placeHolder: 'An autoscaler is among the manifests',
  });
  return chosen ? loadOf(set, manifests, chosen.rate) : 'cancelled';
}

function loadOf(set: ManifestSet, manifests: readonly PlacedManifest[], rate: number): PredictedLoad | undefined {
  const service = servedService(set, manifests);
  if (!service || rate === 0) return undefined;
  return { requestsPerSecond: rate, service: { namespace: service.namespace, name: service.name } };
}

/** The Service that leads to the Pods of an autoscaler's target. */
function servedService(set: ManifestSet, manifests: readonly PlacedManifest[]): PlacedManifest | undefined {
  const targets = manifests
    .filter(({ kind }) => kind.kind === 'HorizontalPodAutoscaler')
    .flatMap(({ document, namespace }) => {
      const { kind, name } = Object(valueAt(document.value, ['spec', 'scaleTargetRef'])) as Record<string, unknown>;
      return typeof kind === 'string' && typeof name === 'string' ? set.named(kind, namespace, name) : [];
    });
  return manifests.find((manifest) =>
    manifest.facts.selectors.some(
      (selector) =>
        selector.role === 'service' && selectedPods(set, manifest, selector).some((pods) => targets.includes(pods)),
    ),
  );
}

function isRate(load: unknown): load is number {
  return typeof load === 'number' && Number.isFinite(load) && load >= 0 && load <= 100_000;
}
