import * as vscode from 'vscode';
import { adviceRules, relationRules } from '../manifests/rules/allRules.ts';
import type { Severity } from '../manifests/rules/rule.ts';

/** How loudly rules speak, by their ids, where somebody has set that for a file; what is no severity is left out. */
export function severitiesFor(scope: vscode.ConfigurationScope): ReadonlyMap<string, Severity | 'off'> {
  const written = vscode.workspace.getConfiguration('podLabs', scope).get<unknown>('diagnostics.severities');
  const known = new Map<string, Severity | 'off'>();
  if (typeof written !== 'object' || written === null) return known;
  for (const [rule, severity] of Object.entries(written)) {
    if (isSeverity(severity)) known.set(rule, severity);
  }
  return known;
}

/** Every rule off, as in a lab: to find it there is the learner's work, and the lab's checks answer it. What the API server says is no rule. */
export const allRulesOff: ReadonlyMap<string, 'off'> = new Map(
  [...adviceRules, ...relationRules].map(({ id }) => [id, 'off']),
);

/** Whether files that are not open are checked, too. */
export function checksClosedFiles(): boolean {
  return vscode.workspace.getConfiguration('podLabs').get('diagnostics.scope') === 'workspace';
}

function isSeverity(value: unknown): value is Severity | 'off' {
  return value === 'error' || value === 'warning' || value === 'info' || value === 'off';
}
