import { TableColumns } from '../columns.ts';
import { commandError } from '../commandError.ts';
import type { Verb } from '../verb.ts';
import { yamlText } from '../yamlText.ts';

/** Where the embedded cluster would be, had it an address. */
export const serverAddress = 'pod-labs://embedded';

/** The one cluster, user and context that there are. */
const contextName = 'pod-labs';

function only(name: string | undefined): void {
  if (name !== undefined && name !== contextName) throw commandError(`no context exists with the name: "${name}"`);
}

const view: Verb = {
  name: 'view',
  group: 'Other Commands',
  summary: 'Display merged kubeconfig settings or a specified kubeconfig file',
  usage: 'config view',
  examples: [],
  flags: [{ name: 'minify', type: 'boolean', defaultText: 'false', doc: 'Only what the current context uses.' }],
  async run(_flags, host) {
    host.stdout(
      yamlText({
        apiVersion: 'v1',
        kind: 'Config',
        clusters: [{ cluster: { server: serverAddress }, name: contextName }],
        users: [{ name: contextName, user: {} }],
        contexts: [
          { context: { cluster: contextName, namespace: host.namespace, user: contextName }, name: contextName },
        ],
        'current-context': contextName,
      }),
    );
    return undefined;
  },
};

const currentContext: Verb = {
  name: 'current-context',
  group: 'Other Commands',
  summary: 'Display the current-context',
  usage: 'config current-context',
  examples: [],
  flags: [],
  async run(_flags, host) {
    host.stdout(`${contextName}\n`);
    return undefined;
  },
};

const getContexts: Verb = {
  name: 'get-contexts',
  group: 'Other Commands',
  summary: 'Describe one or many contexts',
  usage: 'config get-contexts',
  examples: [],
  flags: [],
  async run(flags, host) {
    only(flags.args[0]);
    const head = ['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE'];
    host.stdout(new TableColumns().print([head, ['*', contextName, contextName, contextName, host.namespace]]));
    return undefined;
  },
};

const setContext: Verb = {
  name: 'set-context',
  group: 'Other Commands',
  summary: 'Set a context entry in kubeconfig',
  usage: 'config set-context [NAME | --current] [--namespace=namespace]',
  examples: [
    {
      comment: 'Work in another namespace from now on',
      command: 'kubectl config set-context --current --namespace=team-a',
    },
  ],
  flags: [{ name: 'current', type: 'boolean', defaultText: 'false', doc: 'Change the current context.' }],
  async run(flags, host) {
    if (!flags.enabled('current') && flags.args.length === 0)
      throw commandError('you must specify a non-empty context name or --current');
    only(flags.args[0]);
    if (flags.given('namespace')) host.namespace = flags.text('namespace') || 'default';
    host.stdout(`Context "${contextName}" modified.\n`);
    return undefined;
  },
};

const useContext: Verb = {
  name: 'use-context',
  group: 'Other Commands',
  summary: 'Set the current-context in a kubeconfig file',
  usage: 'config use-context CONTEXT_NAME',
  examples: [],
  flags: [],
  async run(flags, host) {
    only(flags.args[0] ?? '');
    host.stdout(`Switched to context "${contextName}".\n`);
    return undefined;
  },
};

/** `kubectl config`: there is one context; its namespace can be changed. */
export const config: Verb = {
  name: 'config',
  group: 'Other Commands',
  summary: 'Modify kubeconfig files',
  usage: 'config SUBCOMMAND',
  examples: [],
  flags: [],
  verbs: [currentContext, getContexts, setContext, useContext, view],
  run: async () => undefined,
};
