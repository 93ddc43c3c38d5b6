import { type CommandError, commandError, usageError } from '../commandError.ts';
import type { Verb } from '../verb.ts';

interface MissingVerb {
  readonly name: string;
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
    name: 'attach',
    summary: 'Attach to a running container',
    usage: 'attach (POD | TYPE/NAME) -c CONTAINER',
    tooFew: { words: 1, error: () => commandError('at least 1 argument is required for attach') },
    instead: 'kubectl logs -f POD shows what it writes, kubectl exec runs a command in it',
  },
  {
    name: 'debug',
    summary: 'Create debugging sessions for troubleshooting workloads and nodes',
    usage: 'debug (POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ]',
    instead: 'kubectl exec runs a command in a container',
  },
  {
    name: 'proxy',
    summary: 'Run a proxy to the Kubernetes API server',
    usage: 'proxy [--port=PORT]',
    instead: 'kubectl get --raw PATH asks the server directly',
  },
];

/** Verbs whose work needs more than the API: each says so, and what to do instead. */
export const notYetVerbs: readonly Verb[] = missing.map(({ name, summary, usage, tooFew, instead }) => ({
  name,
  group: 'Troubleshooting and Debugging Commands',
  summary,
  usage,
  examples: [],
  flags: [{ name: 'container', short: 'c', type: 'string', defaultText: '', doc: 'The container.' }],
  async run(flags) {
    if (tooFew && flags.args.length < tooFew.words) throw tooFew.error();
    throw commandError(`"kubectl ${name}" is not in the built-in kubectl yet: ${instead}`);
  },
}));
