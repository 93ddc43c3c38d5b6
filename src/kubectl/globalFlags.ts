import type { ApiClient } from '../api/client.ts';
import { CommandError, commandError } from './commandError.ts';
import { parseDuration } from './duration.ts';
import type { FlagDeclaration, ParsedFlags } from './flags.ts';
import { hostWith, type KubectlHost } from './host.ts';

/** The one cluster, user and context that the built-in kubectl knows. */
export const contextName = 'pod-labs';

function text(name: string, doc: string, short?: string): FlagDeclaration {
  return { name, ...(short !== undefined && { short }), type: 'string', defaultText: '', doc };
}

const elsewhere = 'Not in the built-in kubectl, which speaks to the cluster of this window alone.';

/** Flags that lead to another cluster or another way to it. */
const connectionFlags: readonly FlagDeclaration[] = [
  text('kubeconfig', elsewhere),
  text('server', elsewhere, 's'),
  text('token', elsewhere),
  text('certificate-authority', elsewhere),
  text('client-certificate', elsewhere),
  text('client-key', elsewhere),
  { name: 'insecure-skip-tls-verify', type: 'boolean', defaultText: 'false', doc: elsewhere },
];

/** Flags of every verb. */
export const globalFlags: readonly FlagDeclaration[] = [
  text('namespace', 'The namespace of this request, in place of the current one.', 'n'),
  text('as', 'Accepted for the sake of habit: here everybody may do everything.'),
  { name: 'as-group', type: 'repeated', defaultText: '[]', doc: 'Accepted for the sake of habit, like --as.' },
  text('as-uid', 'Accepted for the sake of habit, like --as.'),
  text('cluster', `The name of a cluster: there is one, ${contextName}.`),
  text('context', `The name of a context: there is one, ${contextName}.`),
  text('user', `The name of a user: there is one, ${contextName}.`),
  ...connectionFlags,
  {
    name: 'request-timeout',
    type: 'string',
    defaultText: '0',
    doc: 'How long to wait for one answer of the server; 0 waits for ever.',
  },
  { name: 'warnings-as-errors', type: 'boolean', defaultText: 'false', doc: 'Fail where the server warned.' },
  { name: 'v', short: 'v', type: 'integer', defaultText: '0', doc: 'Accepted for the sake of habit.', hidden: true },
  { name: 'help', short: 'h', type: 'boolean', defaultText: 'false', doc: 'Shows this help.', hidden: true },
];

/**
 * Refuses global flags that cannot hold, in kubectl's words where it has any. `own` are the flags that the verb has itself,
 * such as the --user of a binding.
 */
export function checkGlobalFlags(flags: ParsedFlags, own: ReadonlySet<string>): void {
  const other = connectionFlags.find(({ name }) => flags.given(name) && !own.has(name));
  if (other) {
    throw commandError(
      `--${other.name} is not in the built-in kubectl, which speaks to the cluster of this window alone: use the kubectl of your machine`,
    );
  }
  const named = (flag: string) => !own.has(flag) && flags.text(flag) !== '' && flags.text(flag) !== contextName;
  if (named('context')) {
    throw new CommandError(
      `Error in configuration: context was not found for specified context: ${flags.text('context')}`,
    );
  }
  if (named('cluster')) throw commandError(`no server found for cluster ${JSON.stringify(flags.text('cluster'))}`);
  if (named('user')) throw commandError(`auth info ${JSON.stringify(flags.text('user'))} does not exist`);
  const timeout = flags.text('request-timeout');
  if (!/^\d+$/.test(timeout) && parseDuration(timeout).problem !== undefined) {
    throw commandError(
      'Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)',
    );
  }
}

/** A host that passes each warning of the server on once, as kubectl does, and counts them for `--warnings-as-errors`. */
export function countingWarnings(host: KubectlHost): { readonly host: KubectlHost; check(): void } {
  const seen = new Set<string>();
  const client: ApiClient = {
    send: async (request) => {
      const { warnings = [], ...response } = await host.client.send(request);
      const fresh = warnings.filter((warning) => !seen.has(warning));
      for (const warning of fresh) seen.add(warning);
      return { ...response, ...(fresh.length > 0 && { warnings: [...new Set(fresh)] }) };
    },
    open: (request, receiver) => host.client.open(request, receiver),
  };
  return {
    host: hostWith(host, { client }),
    check() {
      if (seen.size > 0) throw commandError(`${seen.size} warning${seen.size === 1 ? '' : 's'} received`);
    },
  };
}
