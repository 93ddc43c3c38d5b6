import * as vscode from 'vscode';
import type { ManifestDocument } from '../manifests/manifestFile.ts';
import { hasDiagram, isAutoscaler, isService, manifestAtOffset, manifestsWithDiagram } from './diagramManifest.ts';
import { UserError } from './edge.ts';
import { ManifestCache } from './manifestCache.ts';

/** What a diagram shows. */
export type DiagramSubject = PodSubject | MapSubject | RequestSubject | AutoscalerSubject;

/**
 * Whose Pod a diagram shows: a Pod's or a workload's, of the cluster, or, until it is there, of a manifest (the document's
 * URI).
 */
export interface PodSubject {
  readonly shows?: undefined;
  /** Missing for a Pod. */
  readonly kind?: string;
  readonly name: string;
  /** Empty where a manifest names none: `settled` decides. */
  readonly namespace: string;
  readonly manifest?: string;
}

/** Services with what they lead to: one by its name; else all of a file, or of a Namespace. */
export interface MapSubject {
  readonly shows: 'services';
  readonly name?: string;
  /** Empty where a manifest names none: `settled` decides. */
  readonly namespace: string;
  readonly manifest?: string;
}

/** A request of a Pod: one by its id, or always the last one, of a Pod where one is named. */
export interface RequestSubject {
  readonly shows: 'request';
  readonly id?: number;
  readonly pod?: { readonly namespace: string; readonly name: string };
}

/** A HorizontalPodAutoscaler of the cluster; the file is where it was asked for. */
export interface AutoscalerSubject {
  readonly shows: 'autoscaler';
  readonly name: string;
  /** Empty where a manifest names none: `settled` decides. */
  readonly namespace: string;
  readonly manifest?: string;
}

/** Whether a value from outside names a subject. */
export function isDiagramSubject(value: unknown): value is DiagramSubject {
  if (typeof value !== 'object' || value === null) return false;
  const { shows, kind, name, namespace, manifest, id, pod } = value as Record<string, unknown>;
  switch (shows) {
    case undefined:
      return isText(name) && isText(namespace) && [kind, manifest].every(isMaybeText);
    case 'services':
      return isText(namespace) && [name, manifest].every(isMaybeText);
    case 'autoscaler':
      return isText(name) && isText(namespace) && isMaybeText(manifest);
    case 'request':
      return (id === undefined || typeof id === 'number') && (pod === undefined || isPodName(pod));
    default:
      return false;
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isMaybeText(value: unknown): boolean {
  return value === undefined || isText(value);
}

function isPodName(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { namespace, name } = value as Record<string, unknown>;
  return isText(namespace) && isText(name);
}

/** The first of a document's manifests that have a diagram. */
export function subjectOf(document: vscode.TextDocument): DiagramSubject | undefined {
  const [first] = manifestsWithDiagram(new ManifestCache().read(document));
  return first && subjectNamed(first, document.uri);
}

/** The manifest with a diagram that the cursor is in; the file's first where it is in none. */
export function subjectUnderCursor(): DiagramSubject {
  const editor = vscode.window.activeTextEditor;
  const found = editor && manifestAtOffset(editor.document, editor.document.offsetAt(editor.selection.active));
  if (!editor || !found) {
    throw new UserError(
      'Open a file with the manifest of a Pod, of a workload, of a Service or of an autoscaler first; then its diagram can be drawn.',
    );
  }
  return subjectNamed(found, editor.document.uri);
}

/** All Services of the file that is open, where it has some. */
export function servicesOfEditor(): MapSubject | undefined {
  const document = vscode.window.activeTextEditor?.document;
  if (!document || !new ManifestCache().read(document).documents.some(isService)) return undefined;
  return { shows: 'services', namespace: '', manifest: document.uri.toString() };
}

/** The subject that a manifest with a diagram is about. */
export function subjectNamed(manifest: ManifestDocument, file: vscode.Uri): DiagramSubject {
  const { kind, name = '', namespace = '' } = manifest;
  const written = { name, namespace, manifest: file.toString() };
  if (isService(manifest)) return { shows: 'services', ...written };
  if (isAutoscaler(manifest)) return { shows: 'autoscaler', ...written };
  return { ...(kind && hasDiagram(manifest) && kind.kind !== 'Pod' && { kind: kind.kind }), ...written };
}

/** Decides the namespace of a subject whose manifest names none. */
export function settled<Subject extends DiagramSubject>(
  subject: Subject,
  namespaceFor: (file: vscode.Uri) => string,
): Subject {
  if (subject.shows === 'request' || subject.namespace !== '') return subject;
  const namespace = subject.manifest === undefined ? 'default' : namespaceFor(vscode.Uri.parse(subject.manifest));
  return { ...subject, namespace };
}
