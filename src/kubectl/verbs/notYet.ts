import { type CommandError, commandError, usageError } from '../commandError.ts';
import type { Verb } from '../verb.ts';

interface MissingVerb {
  readonly name: string;
  readonly group?: Verb['group'];
  readonly summary: string;
  readonly usage: string;
  /** What kubectl says before it connects: too few words. */
  readonly tooFew?: { readonly words: number; error(): CommandError };
  /** What a person can do instead. */
  readonly instead: string;
}

const missing: readonly MissingVerb[] = [
  {
    name: 'port-forward',
    summary: 'Forward one or more local ports to a pod',
    usage: 'port-forward TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]',
    tooFew: {
      words: 2,
      error: () => usageError('port-forward', 'TYPE/NAME and list of ports are required for port-forward'),
    },
    instead: 'use kubectl exec to make a request from inside the cluster',
  },
  {
    name: 'cp',
    summary: 'Copy files and directories to and from containers',
    usage: 'cp <file-spec-src> <file-spec-dest>',
    tooFew: { words: 2, error: () => commandError('source and destination are required') },
    instead: 'kubectl exec POD -- cat FILE shows a file',
  },
  {
    name: 'proxy',
    summary: 'Run a proxy to the Kubernetes API server',
    usage: 'proxy [--port=PORT]',
    instead: 'kubectl get --raw PATH asks the server directly',
  },
  {
    name: 'certificate',
    group: 'Cluster Management Commands',
    summary: 'Modify certificate resources',
    usage: 'certificate SUBCOMMAND',
    instead: 'this cluster has no certificate signing requests',
  },
  {
    name: 'kustomize',
    group: 'Advanced Commands',
    summary: 'Build a kustomization target from a directory or URL',
    usage: 'kustomize DIR',
    instead: 'use the kubectl of your machine, and kubectl apply -f for the result',
  },
  {
    name: 'completion',
    group: 'Settings Commands',
    summary: 'Output shell completion code for the specified shell (bash, zsh, fish, or powershell)',
    usage: 'completion SHELL',
    tooFew: { words: 1, error: () => usageError('completion', 'Shell not specified.') },
    instead: 'it is no program of your shell; the kubectl of your machine has completion',
  },
  {
    name: 'plugin',
    group: 'Other Commands',
    summary: 'Provides utilities for interacting with plugins',
    usage: 'plugin list',
    instead: 'it runs no plugins; the kubectl of your machine does',
  },
];

/** Verbs whose work needs more than the API: each says so, and what to do instead. */
export const notYetVerbs: readonly Verb[] = missing.map(({ name, group, summary, usage, tooFew, instead }) => ({
  name,
  group: group ?? 'Troubleshooting and Debugging Commands',
  summary,
  usage,
  examples: [],
  flags: [{ name: 'container', short: 'c', type: 'string', defaultText: '', doc: 'The container.' }],
  async run(flags) {
    if (tooFew && flags.args.length < tooFew.words) throw tooFew.error();
    throw commandError(`"kubectl ${name}" is not in the built-in kubectl: ${instead}`);
  },
}));
