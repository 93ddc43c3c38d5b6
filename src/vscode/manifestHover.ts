import * as vscode from 'vscode';
import { hoverAt } from '../manifests/hover.ts';
import type { Edge } from './edge.ts';
import { manifestSelector } from './kubernetesDocuments.ts';
import { type ManifestCache, rangeIn } from './manifestCache.ts';

/** Says what the field under the mouse means. Markdown without HTML, and without commands. */
export function registerManifestHover(cache: ManifestCache, edge: Edge): vscode.Disposable {
  return vscode.languages.registerHoverProvider(manifestSelector, {
    provideHover: (document, position) =>
      edge.quietly('explain a field', () => {
        const hover = hoverAt(cache.read(document), document.offsetAt(position));
        if (!hover) return undefined;
        const markdown = new vscode.MarkdownString(hover.markdown);
        markdown.supportHtml = false;
        markdown.isTrusted = false;
        return new vscode.Hover(markdown, rangeIn(document, hover.range));
      }),
  });
}
