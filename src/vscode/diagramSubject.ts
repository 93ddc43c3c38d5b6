import * as vscode from 'vscode';
import type { Pod } from '../api/generated/objects.ts';
import { findKindByName } from '../api/kinds.ts';
import type { Stored } from '../api/objects.ts';
import { invariant } from '../invariant.ts';
import type { ManifestDocument } from '../manifests/manifestFile.ts';
import type { ClusterHost } from './clusterHost.ts';
import { UserError } from './edge.ts';
import { LiveObjects } from './liveObjects.ts';
import { ManifestCache } from './manifestCache.ts';
import { throttle } from './throttle.ts';

/** Which Pod a diagram shows: of the cluster, or, until it is there, of a manifest (the document's URI). */
export interface DiagramSubject {
  readonly name: string;
  readonly namespace: string;
  readonly manifest?: string;
}

/** Where a shown Pod comes from, in words. */
export type PodOrigin = 'as it runs' | 'as written';

/** What a diagram is told about its subject, now and after each change. */
export interface SubjectListener {
  onPod(pod: Pod, origin: PodOrigin): void;
  onNothing(text: string): void;
}

/** How often a diagram is drawn anew at most. */
const drawMs = 200;

/** Whether a value from outside names a subject. */
export function isDiagramSubject(value: unknown): value is DiagramSubject {
  if (typeof value !== 'object' || value === null) return false;
  const { name, namespace, manifest } = value as Record<string, unknown>;
  const texts = typeof name === 'string' && typeof namespace === 'string';
  return texts && (manifest === undefined || typeof manifest === 'string');
}

/** The first Pod of a document. */
export function subjectOf(document: vscode.TextDocument): DiagramSubject | undefined {
  const [pod] = podsIn(document, new ManifestCache());
  return pod && subjectNamed(pod, document);
}

/** The Pod whose manifest the cursor is in; the file's first Pod where it is in none. */
export function subjectUnderCursor(): DiagramSubject {
  const editor = vscode.window.activeTextEditor;
  const pods = editor ? podsIn(editor.document, new ManifestCache()) : [];
  const offset = editor?.document.offsetAt(editor.selection.active) ?? 0;
  const pod = pods.find(({ range }) => offset >= range.start && offset <= range.end) ?? pods[0];
  if (!editor || !pod) throw new UserError('Open a file with a Pod manifest first; then its diagram can be drawn.');
  return subjectNamed(pod, editor.document);
}

function subjectNamed(pod: ManifestDocument, document: vscode.TextDocument): DiagramSubject {
  return { name: pod.name ?? '', namespace: pod.namespace ?? 'default', manifest: document.uri.toString() };
}

/** Follows a subject: the cluster's Pod where it exists, else what the manifest says. */
export function watchSubject(
  subject: DiagramSubject,
  cluster: ClusterHost,
  listener: SubjectListener,
): vscode.Disposable {
  let pods: LiveObjects<Stored<Pod>> | undefined;
  // Read again only where the text has changed: a running Pod changes much more often than its manifest.
  const cache = new ManifestCache();
  const tell = throttle(drawMs, () => {
    const live = pods?.find(subject.namespace, subject.name);
    const pod = live ?? podOfManifest(subject, cache);
    if (pod) listener.onPod(pod, live ? 'as it runs' : 'as written');
    else listener.onNothing(`There is no Pod ${subject.name} now. It is drawn here as soon as there is one.`);
  });
  const follow = () => {
    pods?.close();
    pods = undefined;
    const kind = findKindByName('pods');
    invariant(kind, 'Pods are served');
    if (cluster.running) pods = new LiveObjects(cluster.running.client, kind, tell.request);
    tell.request();
  };
  follow();
  return vscode.Disposable.from(
    cluster.onDidChange(follow),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.toString() === subject.manifest) tell.request();
    }),
    { dispose: () => pods?.close() },
    { dispose: tell.cancel },
  );
}

function podOfManifest(subject: DiagramSubject, cache: ManifestCache): Pod | undefined {
  const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === subject.manifest);
  if (!document) return undefined;
  const found = podsIn(document, cache);
  const pod = found.find(({ name }) => (name ?? '') === subject.name) ?? found[0];
  return pod?.value as Pod | undefined;
}

function podsIn(document: vscode.TextDocument, cache: ManifestCache): ManifestDocument[] {
  return cache.read(document).documents.filter(({ kind }) => kind?.kind === 'Pod');
}
