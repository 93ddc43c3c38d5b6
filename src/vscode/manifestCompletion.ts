import * as vscode from 'vscode';
import { type Completion, completionsAt } from '../manifests/completion.ts';
import { maxFileLength } from '../manifests/manifestFile.ts';
import type { Edge } from './edge.ts';
import { manifestSelector, mayBecomeManifest } from './kubernetesDocuments.ts';
import { rangeIn } from './manifestCache.ts';
import type { WorkspaceManifests } from './workspaceManifests.ts';

const kinds = {
  field: vscode.CompletionItemKind.Field,
  value: vscode.CompletionItemKind.EnumMember,
  reference: vscode.CompletionItemKind.Reference,
  manifest: vscode.CompletionItemKind.Snippet,
} as const;

export interface CompletionOptions {
  readonly workspace: WorkspaceManifests;
  readonly edge: Edge;
}

/** Offers fields with what belongs to them, values, names from the workspace and whole manifests where the cursor is. */
export function registerManifestCompletion({ workspace, edge }: CompletionOptions): vscode.Disposable {
  const provider: vscode.CompletionItemProvider = {
    provideCompletionItems: (document, position) =>
      edge.quietly('offer completions', () => {
        const text = document.getText();
        if (text.length > maxFileLength || !mayBecomeManifest(document)) return [];
        const found = completionsAt(text, document.offsetAt(position), workspace.around(document));
        return found.map((completion, index) => itemOf(document, completion, index));
      }),
  };
  return vscode.languages.registerCompletionItemProvider(manifestSelector, provider, ':', ' ', '-');
}

function itemOf(document: vscode.TextDocument, completion: Completion, index: number): vscode.CompletionItem {
  const { label, insertText, snippet, detail, documentation, range, kind, edits = [] } = completion;
  // What a value is tells them apart, so each row shows it; a field's type only the chosen one.
  const described = kind === 'field' || detail === undefined ? label : { label, description: detail };
  const item = new vscode.CompletionItem(described, kinds[kind]);
  item.insertText = snippet === undefined ? insertText : new vscode.SnippetString(snippet);
  item.range = rangeIn(document, range);
  item.sortText = String(index).padStart(4, '0');
  if (kind === 'field' && detail !== undefined) item.detail = detail;
  if (documentation !== undefined) item.documentation = new vscode.MarkdownString(documentation);
  item.additionalTextEdits = edits.map((edit) => vscode.TextEdit.replace(rangeIn(document, edit.range), edit.newText));
  // What is written next is offered at once, unless the cursor walks through a snippet.
  if (snippet === undefined && /(?:: |\n *(?:- )?)$/.test(insertText)) {
    item.command = { command: 'editor.action.triggerSuggest', title: 'Suggest' };
  }
  return item;
}
