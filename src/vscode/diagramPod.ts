import * as vscode from 'vscode';
import type { Pod } from '../api/generated/objects.ts';
import { podAnatomy } from '../diagrams/podAnatomy.ts';
import type { DiagramView } from '../webview/messages.ts';
import type { ClusterHost } from './clusterHost.ts';
import { LivePods } from './diagramLive.ts';
import { ManifestReader, podOf } from './diagramManifest.ts';
import { revealPlace } from './diagramReveal.ts';
import { drawMs, openDocument, type ShownDiagram, type SubjectListener, type SubjectWatch } from './diagramShown.ts';
import type { PodSubject } from './diagramSubject.ts';
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

/** Follows a Pod: the cluster's where it exists, unless the manifest's is asked for, else what the manifest says. */
export function watchPod(subject: PodSubject, cluster: ClusterHost, listener: SubjectListener): SubjectWatch {
  const { kind = 'Pod', name, namespace, manifest } = subject;
  const reader = new ManifestReader(subject);
  let wanted: DiagramView = 'cluster';
  const show = (shown: ShownPod) => listener.onShown(() => shownPod(shown, subject));
  const tell = throttle(drawMs, () => {
    const written = manifest === undefined ? undefined : reader.read(openDocument(manifest));
    const own = written?.name || name;
    const found = live.find(written?.namespace || namespace, own);
    const owner = kind === 'Pod' ? undefined : { kind, name: own };
    const shared = { ...(owner && { owner }), hasBoth: found !== undefined && written !== undefined };
    if (found && (wanted === 'cluster' || !written)) {
      show({ ...shared, pod: found.pod, view: 'cluster', count: found.count });
    } else if (written) {
      const { manifest: text, note } = written;
      show({ ...shared, pod: podOf(text), view: 'manifest', count: 0, ...(note !== undefined && { note }) });
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

function shownPod(shown: ShownPod, subject: PodSubject): ShownDiagram {
  const { mermaid, outline, places } = podAnatomy(shown.pod, shown.owner);
  return {
    tab: tabTitle(shown),
    title: `${outline[0]?.text ?? 'Pod'}${pageTitleEnd(shown)}`,
    mermaid,
    outline,
    target: subject.manifest === undefined ? 'cluster' : 'manifest',
    ...(shown.hasBoth && { view: shown.view }),
    ...(shown.note !== undefined && { note: shown.note }),
    async reveal(part) {
      const place = places.get(part);
      if (place) await revealPlace(place, shown, subject);
    },
  };
}

/** `Pod web`, `Pod of Deployment web`: short, and the same while Pods come and go. */
function tabTitle({ pod, owner }: ShownPod): string {
  return owner
    ? `Pod of ${owner.kind} ${owner.name || '(no name yet)'}`
    : `Pod ${pod.metadata?.name ?? '(no name yet)'}`;
}

function pageTitleEnd({ view, count }: ShownPod): string {
  if (view === 'manifest') return ', as written';
  return count > 1 ? `, the newest of ${count}, as it runs` : ', as it runs';
}

function nothingText(kind: string, name: string): string {
  const what = kind === 'Pod' ? `There is no Pod ${name} now.` : `${kind} ${name} has no Pod now.`;
  return `${what} It is drawn here as soon as there is one.`;
}
