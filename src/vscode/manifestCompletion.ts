import * as vscode from 'vscode';
import { type Completion, completionsAt } from '../manifests/completion.ts';
import { maxFileLength } from '../manifests/manifestFile.ts';
import type { Edge } from './edge.ts';
import { manifestSelector, mayHoldManifest } from './kubernetesDocuments.ts';
import { rangeIn } from './manifestCache.ts';

const kinds = {
  field: vscode.CompletionItemKind.Field,
  value: vscode.CompletionItemKind.EnumMember,
  reference: vscode.CompletionItemKind.Reference,
} as const;

/** Offers fields, values and names where the cursor is. */
export function registerManifestCompletion(edge: Edge): vscode.Disposable {
  const provider: vscode.CompletionItemProvider = {
    provideCompletionItems: (document, position) =>
      edge.quietly('offer completions', () => {
        const text = document.getText();
        if (text.length > maxFileLength || (document.lineCount > 1 && !mayHoldManifest(document))) return [];
        const found = completionsAt(text, document.offsetAt(position));
        return found.map((completion, index) => itemOf(document, completion, index));
      }),
  };
  return vscode.languages.registerCompletionItemProvider(manifestSelector, provider, ':', ' ', '-');
}

function itemOf(document: vscode.TextDocument, completion: Completion, index: number): vscode.CompletionItem {
  const item = new vscode.CompletionItem(completion.label, kinds[completion.kind]);
  item.insertText = completion.insertText;
  item.range = rangeIn(document, completion.range);
  item.sortText = String(index).padStart(4, '0');
  if (completion.detail !== undefined) item.detail = completion.detail;
  if (completion.documentation !== undefined) item.documentation = new vscode.MarkdownString(completion.documentation);
  if (completion.insertText.includes('\n') || completion.insertText.endsWith(': ')) {
    item.command = { command: 'editor.action.triggerSuggest', title: 'Suggest' };
  }
  return item;
}
