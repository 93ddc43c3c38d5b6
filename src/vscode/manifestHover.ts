import * as vscode from 'vscode';
import { hoverAt } from '../manifests/hover.ts';
import { documentAt, type ManifestDocument, type ManifestFile } from '../manifests/manifestFile.ts';
import { escaped } from '../manifests/markdown.ts';
import type { ClusterHost } from './clusterHost.ts';
import type { Edge } from './edge.ts';
import { manifestSelector } from './kubernetesDocuments.ts';
import { liveLine } from './liveLine.ts';
import { type ManifestCache, rangeIn } from './manifestCache.ts';
import type { ShownPrediction } from './shownPrediction.ts';
import type { WorkspaceManifests } from './workspaceManifests.ts';

export interface HoverOptions {
  readonly cache: ManifestCache;
  readonly workspace: WorkspaceManifests;
  readonly cluster: ClusterHost;
  readonly prediction: ShownPrediction;
  readonly namespaceFor: (file: vscode.Uri) => string;
  readonly edge: Edge;
}

/** Says what the field under the mouse means. Markdown without HTML, and without commands. */
export function registerManifestHover(options: HoverOptions): vscode.Disposable {
  const { cache, workspace, cluster, prediction, namespaceFor, edge } = options;
  return vscode.languages.registerHoverProvider(manifestSelector, {
    provideHover: (document, position) =>
      edge.quietly('explain a field', async () => {
        const file = cache.read(document);
        const offset = document.offsetAt(position);
        const hover = hoverAt(file, offset, {
          nowMs: cluster.running?.control.time().nowMs ?? Date.now(),
          around: workspace.around(document),
        });
        const notes = prediction.notesAt(document.uri.toString(), position);
        if (!hover && notes.length === 0) return undefined;
        const subject = namesItsObject(file, offset);
        // A cluster that goes away meanwhile takes only its own line with it.
        const live =
          subject &&
          (await edge.quietly('look into the cluster', () => liveLine(subject, cluster, namespaceFor(document.uri))));
        const tried = notes.map(({ title, detail }) => `**In the trial: ${escaped(title)}.** ${escaped(detail)}`);
        const parts = [...tried, ...(live ? [live] : []), ...(hover ? [hover.markdown] : [])];
        const markdown = new vscode.MarkdownString(parts.join('\n\n---\n\n'));
        markdown.supportHtml = false;
        markdown.isTrusted = false;
        return new vscode.Hover(markdown, hover && rangeIn(document, hover.range));
      }),
  });
}

/** The manifest whose object as a whole the offset is about: its kind, its name, or the head of its spec. */
function namesItsObject(file: ManifestFile, offset: number): ManifestDocument | undefined {
  const document = documentAt(file, offset);
  const path = document?.pathAt(offset)?.path ?? [];
  const isWhole = path.length === 1 || (path.length === 2 && path[0] === 'metadata' && path[1] === 'name');
  return isWhole ? document : undefined;
}
