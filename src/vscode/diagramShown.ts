import * as vscode from 'vscode';
import type { OutlineItem } from '../diagrams/outlineItem.ts';
import type { DiagramView, ExplainedChart } from '../webview/messages.ts';

/** What a panel shows of its subject. */
export interface ShownDiagram {
  /** Short, and the same while things come and go: `Pod web`. */
  readonly tab: string;
  /** `Pod web, as it runs`. */
  readonly title: string;
  readonly mermaid: string;
  readonly outline: readonly OutlineItem[];
  /** Where a chosen thing is shown. */
  readonly target: DiagramView;
  /** Whether it is the cluster's or the manifest's, where there are both. */
  readonly view?: DiagramView;
  /** Why the picture is out of date, where it is. */
  readonly note?: string;
  /** Shows where a thing of the picture is, if it has a place. */
  reveal(part: string): Promise<void>;
}

/** A chart of a subject over time, with its newest moment explained or another one. */
export interface ShownChart extends Pick<ShownDiagram, 'tab' | 'title'> {
  readonly chart: ExplainedChart['chart'];
  readonly table: ExplainedChart['table'];
  readonly calculation: ExplainedChart['calculation'];
  readonly followsNewest: boolean;
  /** The same as plain text, to be copied. */
  readonly text: string;
}

/** What a diagram is told about its subject, now and after each change. */
export interface SubjectListener {
  /** `draw` may take its time, and fail where we made a mistake. */
  onShown(draw: () => ShownDiagram | ShownChart): void;
  onNothing(text: string): void;
}

/** A subject that is being followed. */
export interface SubjectWatch extends vscode.Disposable {
  /** Chooses what to show where there is something both in the cluster and in a manifest. */
  look(at: DiagramView): void;
  /** Chooses the moment of a chart to explain, in milliseconds since 1970; the newest, whatever comes, where none is given. */
  explain?(timeMs?: number): void;
}

/** How often a diagram is drawn anew at most. */
export const drawMs = 200;

/** The document of a URI, while it is open. */
export function openDocument(uri: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
}
