import * as vscode from 'vscode';
import type { Edge } from './edge.ts';
import type { RulePages } from './rulePages.ts';

/** Shows the page of a rule, with an example before and after, beside the manifest. */
export function registerRuleExplanation(pages: RulePages, edge: Edge): vscode.Disposable {
  return vscode.commands.registerCommand('podLabs.explainRule', (code: unknown) =>
    edge.run('explain the rule', async () => {
      const page = pages.pageOf(String(code));
      if (page) await vscode.commands.executeCommand('markdown.showPreviewToSide', page);
    }),
  );
}

/** For the light bulb's menu: the pages of the rules that underlined something. */
export function explanationsOf(diagnostics: readonly vscode.Diagnostic[], pages: RulePages): vscode.CodeAction[] {
  return [...new Set(diagnostics.map(codeOf))].flatMap((code) => {
    if (!pages.pageOf(code)) return [];
    const action = new vscode.CodeAction(`Explain ${code}`, vscode.CodeActionKind.QuickFix);
    action.command = { command: 'podLabs.explainRule', title: action.title, arguments: [code] };
    action.diagnostics = diagnostics.filter((diagnostic) => codeOf(diagnostic) === code);
    return [action];
  });
}

/** The id of a rule, whether it leads to a page or not. */
export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}
