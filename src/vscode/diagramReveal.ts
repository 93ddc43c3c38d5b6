import * as vscode from 'vscode';
import type { FieldPath } from '../api/field.ts';
import type { Pod } from '../api/generated/objects.ts';
import type { ManifestDocument } from '../manifests/manifestFile.ts';
import { manifestNamed, podOf, podPath } from './diagramManifest.ts';
import type { ShownPod } from './diagramPod.ts';
import type { PodSubject } from './diagramSubject.ts';
import { UserError } from './edge.ts';
import { ManifestCache, rangeIn } from './manifestCache.ts';

/** Shows where a thing of a shown Pod is: in the manifest's text, or else in the Cluster tree. */
export async function revealPlace(path: FieldPath, shown: ShownPod, subject: PodSubject): Promise<void> {
  if (subject.manifest !== undefined && (await revealInManifest(path, shown, subject, subject.manifest))) return;
  if (shown.view === 'manifest') throw new UserError('This is not in the manifest any more.');
  const { name = '', namespace = 'default' } = shown.pod.metadata ?? {};
  const container = path[1] === 'volumes' ? undefined : itemName(shown.pod, path);
  await vscode.commands.executeCommand('podLabs.revealInCluster', { namespace, name, container });
}

/** Whether the manifest has the thing; a live Pod has some that nobody wrote. */
async function revealInManifest(path: FieldPath, shown: ShownPod, subject: PodSubject, uri: string): Promise<boolean> {
  const document = await openedDocument(uri);
  if (!document) return false;
  const name = shown.owner?.name ?? shown.pod.metadata?.name ?? subject.name;
  const found = manifestNamed(new ManifestCache().read(document), { ...subject, name }, -1);
  const place = found && pathInManifest(path, shown.pod, found.manifest);
  if (!found || !place) return false;
  await selectIn(document, rangeIn(document, found.manifest.rangeOf(place, 'node')));
  return true;
}

/** Selects a range of a document in its editor, where it is in sight. */
export async function selectIn(document: vscode.TextDocument, range: vscode.Range): Promise<void> {
  const open = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  const viewColumn = open?.viewColumn ?? vscode.ViewColumn.One;
  const editor = await vscode.window.showTextDocument(document, { viewColumn, selection: range });
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** The document of a URI; undefined where there is none any more. */
export async function openedDocument(uri: string): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  } catch {
    return undefined;
  }
}

/** The field in the manifest; containers and volumes may stand at another place of their list there, and are known by name. */
function pathInManifest(path: FieldPath, pod: Pod, manifest: ManifestDocument): FieldPath | undefined {
  // A template has no name of its own.
  if (path[0] === 'metadata') return path;
  const [root = '', list = '', index, ...rest] = path;
  if (typeof index !== 'number') return [...podPath(manifest), ...path];
  const name = itemName(pod, path);
  const written = podOf(manifest);
  if (itemName(written, path) === name) return [...podPath(manifest), ...path];
  const place = itemsOf(written, list).findIndex((item) => nameOf(item) === name);
  return place === -1 ? undefined : [...podPath(manifest), root, list, place, ...rest];
}

function itemName(pod: Pod, [, list = '', index]: FieldPath): string | undefined {
  return typeof index === 'number' ? nameOf(itemsOf(pod, list)[index]) : undefined;
}

function itemsOf({ spec }: Pod, list: FieldPath[number]): readonly unknown[] {
  const items: unknown =
    typeof list === 'string' && spec ? (spec as unknown as Record<string, unknown>)[list] : undefined;
  return Array.isArray(items) ? items : [];
}

function nameOf(item: unknown): string | undefined {
  const name = typeof item === 'object' && item !== null ? (item as { name?: unknown }).name : undefined;
  return typeof name === 'string' ? name : undefined;
}
