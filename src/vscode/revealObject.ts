import * as vscode from 'vscode';
import type { ObjectPlace } from '../diagrams/objectDiagram.ts';
import { openedDocument, selectIn } from './diagramReveal.ts';
import type { FoundManifest } from './folderManifests.ts';
import { ManifestCache, rangeIn } from './manifestCache.ts';

/** Shows where an object is: in one of some manifests, or else in the Cluster tree. */
export async function revealObject(place: ObjectPlace, manifests: readonly FoundManifest[]): Promise<void> {
  const written = manifests.find(({ manifest }) => isOf(manifest, place));
  if (written && (await revealIn(written.uri, place))) return;
  const { kind, namespace, name } = place;
  if (kind === 'Pod' || kind === 'Service') {
    await vscode.commands.executeCommand('podLabs.revealInCluster', { kind, namespace, name });
  }
}

/** Reads the text anew: it may have changed since the picture was drawn. */
async function revealIn(uri: string, place: ObjectPlace): Promise<boolean> {
  const document = await openedDocument(uri);
  const found = document && new ManifestCache().read(document).documents.find((manifest) => isOf(manifest, place));
  if (!document || !found) return false;
  const path = place.path ?? ['metadata', 'name'];
  await selectIn(document, rangeIn(document, found.rangeOf(path, 'node')));
  return true;
}

function isOf({ kind, name, namespace }: FoundManifest['manifest'], place: ObjectPlace): boolean {
  const isHere = namespace === undefined || namespace === place.namespace;
  return kind?.kind === place.kind && (name ?? '') === place.name && isHere;
}
