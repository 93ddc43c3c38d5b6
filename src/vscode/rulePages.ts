import * as vscode from 'vscode';
import { adviceRules, relationRules } from '../manifests/rules/allRules.ts';

/** The pages that tell what a rule is good for, by the codes of diagnostics. */
export interface RulePages {
  /** Undefined for what is no rule of ours but the API server's. */
  pageOf(code: string): vscode.Uri | undefined;
}

/** The pages that come with the extension, in docs/rules. */
export function rulePages(extensionUri: vscode.Uri): RulePages {
  const pages = new Map(
    [...adviceRules, ...relationRules].map(({ id }) => [
      id as string,
      vscode.Uri.joinPath(extensionUri, 'docs', 'rules', `${id.slice(id.indexOf('/') + 1)}.md`),
    ]),
  );
  return { pageOf: (code) => pages.get(code) };
}
