import type { FlagDeclaration, ParsedFlags } from './flags.ts';
import type { KubectlHost } from './host.ts';

export const allNamespacesFlag: FlagDeclaration = {
  name: 'all-namespaces',
  short: 'A',
  type: 'boolean',
  defaultText: 'false',
  doc: 'Objects of all namespaces.',
};

export const selectorFlag: FlagDeclaration = {
  name: 'selector',
  short: 'l',
  type: 'string',
  defaultText: '',
  doc: "Only objects whose labels match (for example 'app=web,tier!=cache').",
};

export const fieldSelectorFlag: FlagDeclaration = {
  name: 'field-selector',
  type: 'string',
  defaultText: '',
  doc: "Only objects whose fields match (for example 'status.phase=Running'); the server knows a few fields of each kind.",
};

export const filenameFlag: FlagDeclaration = {
  name: 'filename',
  short: 'f',
  type: 'list',
  defaultText: '[]',
  doc: 'A manifest file, a folder of them, or - for standard input.',
};

export const kustomizeFlag: FlagDeclaration = {
  name: 'kustomize',
  short: 'k',
  type: 'string',
  defaultText: '',
  doc: 'A folder with a kustomization: not in the built-in kubectl; use the kubectl of your machine.',
};

/** Why a kustomization is not built here, and what to do instead. */
export const noKustomizeText =
  'the built-in kubectl does not build kustomizations: apply the manifests with -f, or use the kubectl of your machine with the kubeconfig of this cluster';

export const recursiveFlag: FlagDeclaration = {
  name: 'recursive',
  short: 'R',
  type: 'boolean',
  defaultText: 'false',
  doc: 'Also the folders inside the folder given with -f.',
};

export const resourceVersionFlag: FlagDeclaration = {
  name: 'resource-version',
  type: 'string',
  defaultText: '',
  doc: 'Change the object only if it still has this resourceVersion.',
};

export const ignoreNotFoundFlag: FlagDeclaration = {
  name: 'ignore-not-found',
  type: 'boolean',
  defaultText: 'false',
  doc: 'Do not fail where an object does not exist.',
};

export const validateFlag: FlagDeclaration = {
  name: 'validate',
  type: 'string',
  defaultText: 'strict',
  bareText: 'strict',
  doc: "What to do with unknown and repeated fields: 'strict' (or true) refuses, 'warn' warns, 'ignore' (or false) drops them.",
};

export const dryRunFlag: FlagDeclaration = {
  name: 'dry-run',
  type: 'string',
  defaultText: 'none',
  bareText: 'unchanged',
  doc: "'client' only prints what would be sent, 'server' lets the server check it without keeping it, 'none' does it.",
};

export function outputFlag(formats: string): FlagDeclaration {
  return { name: 'output', short: 'o', type: 'string', defaultText: '', doc: `Output format: ${formats}.` };
}

/** The namespace of the command: `-n`, else the context's. */
export function namespaceOf(flags: ParsedFlags, host: KubectlHost): string {
  return flags.text('namespace') || host.namespace || 'default';
}

/** The query for `-l` and `--field-selector`. */
export function selectorQuery(
  flags: ParsedFlags,
  known: readonly ('selector' | 'field-selector')[],
): Record<string, string> {
  const label = known.includes('selector') ? flags.text('selector') : '';
  const field = known.includes('field-selector') ? flags.text('field-selector') : '';
  return { ...(label && { labelSelector: label }), ...(field && { fieldSelector: field }) };
}
