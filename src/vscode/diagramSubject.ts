import * as vscode from 'vscode';
import type { ManifestDocument } from '../manifests/manifestFile.ts';
import { manifestAtOffset, manifestsWithPods } from './diagramManifest.ts';
import { UserError } from './edge.ts';
import { ManifestCache } from './manifestCache.ts';

/**
 * Whose Pod a diagram shows: a Pod's or a workload's, of the cluster, or, until it is there, of a manifest (the document's
 * URI).
 */
export interface DiagramSubject {
  /** Missing for a Pod. */
  readonly kind?: string;
  readonly name: string;
  /** Empty where a manifest names none: `settled` decides. */
  readonly namespace: string;
  readonly manifest?: string;
}

/** Whether a value from outside names a subject. */
export function isDiagramSubject(value: unknown): value is DiagramSubject {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, name, namespace, manifest } = value as Record<string, unknown>;
  const texts = typeof name === 'string' && typeof namespace === 'string';
  return texts && [kind, manifest].every((text) => text === undefined || typeof text === 'string');
}

/** The first of a document's manifests that have a Pod in them. */
export function subjectOf(document: vscode.TextDocument): DiagramSubject | undefined {
  const [first] = manifestsWithPods(new ManifestCache().read(document));
  return first && subjectNamed(first, document.uri);
}

/** The manifest with a Pod in it that the cursor is in; the file's first where it is in none. */
export function subjectUnderCursor(): DiagramSubject {
  const editor = vscode.window.activeTextEditor;
  const found = editor && manifestAtOffset(editor.document, editor.document.offsetAt(editor.selection.active));
  if (!editor || !found) {
    throw new UserError(
      'Open a file with the manifest of a Pod or of a workload first; then its diagram can be drawn.',
    );
  }
  return subjectNamed(found, editor.document.uri);
}

/** The subject that a manifest is about. */
export function subjectNamed({ kind, name, namespace }: ManifestDocument, file: vscode.Uri): DiagramSubject {
  return {
    ...(kind && kind.kind !== 'Pod' && { kind: kind.kind }),
    name: name ?? '',
    namespace: namespace ?? '',
    manifest: file.toString(),
  };
}

/** Decides the namespace of a subject whose manifest names none. */
export function settled(subject: DiagramSubject, namespaceFor: (file: vscode.Uri) => string): DiagramSubject {
  if (subject.namespace !== '') return subject;
  const namespace = subject.manifest === undefined ? 'default' : namespaceFor(vscode.Uri.parse(subject.manifest));
  return { ...subject, namespace };
}
