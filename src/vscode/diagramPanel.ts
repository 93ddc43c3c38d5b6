import * as vscode from 'vscode';
import type { Diagram } from '../diagrams/podAnatomy.ts';
import { type DiagramMessage, type DiagramRequest, isDiagramRequest } from '../webview/messages.ts';
import type { ClusterHost } from './clusterHost.ts';
import { type DiagramSubject, isDiagramSubject } from './diagramSubject.ts';
import { type ShownPod, type SubjectWatch, watchSubject } from './diagramWatch.ts';
import type { Edge } from './edge.ts';
import { pageHtml, pageOptions } from './webviewPage.ts';

/** The panel's type, under which VS Code keeps it over a reload. */
export const diagramViewType = 'podLabs.diagram';
const subjectKey = 'podLabs.diagramSubject';

/** What the panel needs of its window. */
export interface DiagramPanelOptions {
  readonly context: vscode.ExtensionContext;
  readonly cluster: ClusterHost;
  readonly edge: Edge;
}

/** What is on the page now. */
interface Drawn {
  readonly shown: ShownPod;
  readonly subject: DiagramSubject;
  readonly diagram: Diagram;
}

/** The one diagram panel of a window: beside the editor, following a Pod of a manifest or of the cluster. */
export class DiagramPanel implements vscode.Disposable {
  readonly #options: DiagramPanelOptions;
  #panel: vscode.WebviewPanel | undefined;
  #subject: DiagramSubject | undefined;
  #watch: SubjectWatch | undefined;
  #drawn: Drawn | undefined;
  #posted = '';

  constructor(options: DiagramPanelOptions) {
    this.#options = options;
  }

  /** Shows a Pod; opens the panel if need be, without taking the focus. */
  show(subject: DiagramSubject): void {
    const { extensionUri } = this.#options.context;
    this.#subject = subject;
    void this.#options.context.workspaceState.update(subjectKey, subject);
    if (this.#panel) {
      this.#panel.reveal(undefined, true);
      this.#follow();
      return;
    }
    const where = { viewColumn: columnBeside(), preserveFocus: true };
    this.adopt(vscode.window.createWebviewPanel(diagramViewType, 'Pod Diagram', where, pageOptions(extensionUri)));
  }

  /** Takes a panel over: a new one, or one that VS Code kept over a reload. */
  adopt(panel: vscode.WebviewPanel): void {
    const { context } = this.#options;
    this.#panel?.dispose();
    this.#panel = panel;
    this.#options.cluster.bringBack();
    const kept = context.workspaceState.get<unknown>(subjectKey);
    this.#subject ??= isDiagramSubject(kept) ? kept : undefined;
    panel.iconPath = vscode.Uri.joinPath(context.extensionUri, 'media', 'icons', 'diagram.svg');
    panel.webview.options = pageOptions(context.extensionUri);
    panel.webview.onDidReceiveMessage((message: unknown) => this.receive(message));
    panel.onDidDispose(() => {
      if (this.#panel !== panel) return;
      this.#watch?.dispose();
      this.#panel = undefined;
      this.#drawn = undefined;
    });
    panel.webview.html = pageHtml(panel.webview, context.extensionUri, {
      title: 'Pod Diagram',
      script: 'diagram.js',
      style: 'diagram.css',
    });
  }

  /** Takes a message of the page, which is untrusted. */
  async receive(message: unknown): Promise<void> {
    await this.#options.edge.run('answer the diagram', async () => {
      if (isDiagramRequest(message)) await this.#answer(message);
    });
  }

  dispose(): void {
    this.#watch?.dispose();
    this.#panel?.dispose();
  }

  async #answer(request: DiagramRequest): Promise<void> {
    switch (request.type) {
      case 'ready':
        return this.#follow();
      case 'look':
        return this.#watch?.look(request.at);
      case 'copy':
        return this.#copy();
      case 'reveal':
        return this.#reveal(request.part);
    }
  }

  #follow(): void {
    this.#watch?.dispose();
    this.#posted = '';
    this.#drawn = undefined;
    const subject = this.#subject;
    if (!subject) {
      this.#post({ type: 'empty', text: 'Put the cursor into a manifest with a Pod and choose Diagram above it.' });
      return;
    }
    const { cluster, edge } = this.#options;
    this.#watch = watchSubject(subject, cluster, {
      onPod: (shown) => void edge.quietly('draw a Pod', () => this.#draw(shown, subject)),
      onNothing: (text) => {
        this.#drawn = undefined;
        this.#post({ type: 'empty', text });
      },
    });
  }

  async #draw(shown: ShownPod, subject: DiagramSubject): Promise<void> {
    const { podAnatomy } = await import('../diagrams/podAnatomy.ts');
    if (subject !== this.#subject) return;
    const diagram = podAnatomy(shown.pod, shown.owner);
    this.#drawn = { shown, subject, diagram };
    if (this.#panel) this.#panel.title = tabTitle(shown);
    const { mermaid, outline } = diagram;
    this.#post({
      type: 'show',
      title: `${outline[0]?.text ?? 'Pod'}${pageTitleEnd(shown)}`,
      mermaid,
      outline,
      target: subject.manifest === undefined ? 'cluster' : 'manifest',
      ...(shown.hasBoth && { view: shown.view }),
      ...(shown.note !== undefined && { note: shown.note }),
    });
  }

  /** A message that says the same as the last one is not sent: the cluster changes more often than what is drawn of it. */
  #post(message: DiagramMessage): void {
    const text = JSON.stringify(message);
    if (text === this.#posted) return;
    this.#posted = text;
    void this.#panel?.webview.postMessage(message);
  }

  async #copy(): Promise<void> {
    if (!this.#drawn) return;
    await vscode.env.clipboard.writeText(this.#drawn.diagram.mermaid);
    vscode.window.setStatusBarMessage('The diagram’s Mermaid text is in the clipboard.', 4000);
  }

  /** Only what the shown diagram has can be asked for. */
  async #reveal(part: string): Promise<void> {
    const place = this.#drawn?.diagram.places.get(part);
    if (!this.#drawn || !place) return;
    const { revealPlace } = await import('./diagramReveal.ts');
    await revealPlace(place, this.#drawn.shown, this.#drawn.subject);
  }
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

/** The other column where there are two: a third one would leave no room for any. */
function columnBeside(): vscode.ViewColumn {
  const { all, activeTabGroup } = vscode.window.tabGroups;
  const other = all.find(({ viewColumn }) => viewColumn !== activeTabGroup.viewColumn);
  return other?.viewColumn ?? vscode.ViewColumn.Beside;
}
