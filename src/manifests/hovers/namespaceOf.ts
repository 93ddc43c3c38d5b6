import type { HoverContext } from './subject.ts';

/** The Namespace that the manifest's object will be in: the one that is written, else where its user is. */
export function namespaceOf({ document, around }: HoverContext): string {
  return document.namespace || around?.set.placeOf(around.file, document)?.namespace || 'default';
}
