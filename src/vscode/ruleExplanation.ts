import * as vscode from 'vscode';
import type { Edge } from './edge.ts';
import { manifestSelector } from './kubernetesDocuments.ts';
import type { RulePages } from './rulePages.ts';

/** In the light bulb's menu: the page of the rule that underlined something, with an example before and after. */
export function registerRuleExplanation(pages: RulePages, edge: Edge): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    provideCodeActions: (_document, _range, { diagnostics }) =>
      [...new Set(diagnostics.map(codeOf))].flatMap((code) => {
        if (!pages.pageOf(code)) return [];
        const action = new vscode.CodeAction(`Explain ${code}`, vscode.CodeActionKind.QuickFix);
        action.command = { command: 'podLabs.explainRule', title: action.title, arguments: [code] };
        action.diagnostics = diagnostics.filter((diagnostic) => codeOf(diagnostic) === code);
        return [action];
      }),
  };
  return vscode.Disposable.from(
    vscode.languages.registerCodeActionsProvider(manifestSelector, provider, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    vscode.commands.registerCommand('podLabs.explainRule', (code: unknown) =>
      edge.run('explain the rule', async () => {
        const page = pages.pageOf(String(code));
        if (page) await vscode.commands.executeCommand('markdown.showPreview', page);
      }),
    ),
  );
}

/** The id of a rule, whether it leads to a page or not. */
export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}
