import * as vscode from 'vscode';
import type { Pod } from '../api/generated/objects.ts';
import type { DiagramView } from '../webview/messages.ts';
import type { ClusterHost } from './clusterHost.ts';
import { LivePods } from './diagramLive.ts';
import { ManifestReader } from './diagramManifest.ts';
import type { DiagramSubject } from './diagramSubject.ts';
import { throttle } from './throttle.ts';

/** A Pod to draw. */
export interface ShownPod {
  readonly pod: Pod;
  /** The workload whose Pod it is, where the diagram is about that. */
  readonly owner?: { readonly kind: string; readonly name: string };
  /** Whether it is the cluster's or the manifest's. */
  readonly view: DiagramView;
  /** Whether the other one is there as well. */
  readonly hasBoth: boolean;
  /** How many Pods of the cluster the subject has. */
  readonly count: number;
  /** Why the picture is out of date, where it is. */
  readonly note?: string;
}

/** What a diagram is told about its subject, now and after each change. */
export interface SubjectListener {
  onPod(shown: ShownPod): void;
  onNothing(text: string): void;
}

/** A subject that is being followed. */
export interface SubjectWatch extends vscode.Disposable {
  /** Chooses what to show where the Pod is both in the cluster and in a manifest. */
  look(at: DiagramView): void;
}

/** How often a diagram is drawn anew at most. */
const drawMs = 200;

/** Follows a subject: the cluster's Pod where it exists, unless the manifest's is asked for, else what the manifest says. */
export function watchSubject(subject: DiagramSubject, cluster: ClusterHost, listener: SubjectListener): SubjectWatch {
  const { kind = 'Pod', name, namespace, manifest } = subject;
  const reader = new ManifestReader(subject);
  let wanted: DiagramView = 'cluster';
  const tell = throttle(drawMs, () => {
    const written = manifest === undefined ? undefined : reader.read(openDocument(manifest));
    const own = written?.name || name;
    const found = live.find(written?.namespace || namespace, own);
    const owner = kind === 'Pod' ? undefined : { kind, name: own };
    const shared = { ...(owner && { owner }), hasBoth: found !== undefined && written !== undefined };
    if (found && (wanted === 'cluster' || !written)) {
      listener.onPod({ ...shared, pod: found.pod, view: 'cluster', count: found.count });
    } else if (written) {
      const { pod, note } = written;
      listener.onPod({ ...shared, pod, view: 'manifest', count: 0, ...(note !== undefined && { note }) });
    } else if (cluster.state !== 'starting') listener.onNothing(nothingText(kind, own));
  });
  const live = new LivePods(kind, cluster, tell.request);
  if (manifest !== undefined && !openDocument(manifest)) {
    // Of a file that nobody has open, as after a reload. It may be gone, and then only the cluster knows the Pod.
    vscode.workspace.openTextDocument(vscode.Uri.parse(manifest)).then(tell.request, () => {});
  }
  tell.request();
  const subscription = vscode.Disposable.from(
    live,
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.toString() === manifest) tell.request();
    }),
    { dispose: tell.cancel },
  );
  return {
    look(at) {
      wanted = at;
      tell.request();
    },
    dispose: () => subscription.dispose(),
  };
}

/** The document of a URI, while it is open. */
export function openDocument(uri: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
}

function nothingText(kind: string, name: string): string {
  const what = kind === 'Pod' ? `There is no Pod ${name} now.` : `${kind} ${name} has no Pod now.`;
  return `${what} It is drawn here as soon as there is one.`;
}
