import type { KubernetesObject } from '../../api/objects.ts';
import { TableColumns } from '../columns.ts';
import { commandError, usageError } from '../commandError.ts';
import { outputFlag } from '../commonFlags.ts';
import { contextName } from '../globalFlags.ts';
import { objectPrinter, printFlags } from '../printObjects.ts';
import type { Verb } from '../verb.ts';

/** Where the embedded cluster would be, had it an address. */
export const serverAddress = 'pod-labs://embedded';

function only(name: string | undefined): void {
  if (name !== undefined && name !== contextName) throw commandError(`no context exists with the name: "${name}"`);
}

const view: Verb = {
  name: 'view',
  group: 'Other Commands',
  summary: 'Display merged kubeconfig settings or a specified kubeconfig file',
  usage: 'config view',
  examples: [],
  flags: [
    {
      name: 'flatten',
      type: 'boolean',
      defaultText: 'false',
      doc: 'Hold everything in one text: here it always does.',
    },
    {
      name: 'minify',
      type: 'boolean',
      defaultText: 'false',
      doc: 'Only what the current context uses: here all of it.',
    },
    { ...outputFlag('yaml, json, go-template or jsonpath'), defaultText: 'yaml' },
    { name: 'raw', type: 'boolean', defaultText: 'false', doc: 'Show secrets too: here there are none.' },
    ...printFlags,
  ],
  async run(flags, host) {
    if (flags.args.length > 0) throw usageError('config view', `unexpected arguments: [${flags.args.join(' ')}]`);
    const printer = await objectPrinter(flags, host);
    const view = {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ cluster: { server: serverAddress }, name: contextName }],
      users: [{ name: contextName, user: {} }],
      contexts: [
        { context: { cluster: contextName, namespace: host.namespace, user: contextName }, name: contextName },
      ],
      'current-context': contextName,
    };
    host.stdout(printer?.print(view as KubernetesObject) ?? '');
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
  flags: [
    { name: 'no-headers', type: 'boolean', defaultText: 'false', doc: 'Leave out the head line.' },
    outputFlag('name'),
  ],
  async run(flags, host) {
    const output = flags.text('output');
    if (output !== '' && output !== 'name') {
      throw commandError(`output must be one of '' or 'name': ${output}`);
    }
    const others = flags.args.filter((name) => name !== contextName);
    const isShown = flags.args.length === 0 || others.length < flags.args.length;
    const head = ['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE'];
    const row = ['*', contextName, contextName, contextName, host.namespace];
    const lines = [...(flags.enabled('no-headers') ? [] : [head]), ...(isShown ? [row] : [])];
    if (output === 'name') host.stdout(isShown ? `${contextName}\n` : '');
    else host.stdout(new TableColumns().print(lines));
    if (others.length > 0) throw commandError(others.map((name) => `context ${name} not found`).join('\n'));
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
  aliases: ['use'],
  group: 'Other Commands',
  summary: 'Set the current-context in a kubeconfig file',
  usage: 'config use-context CONTEXT_NAME',
  examples: [],
  flags: [],
  async run(flags, host) {
    if (flags.args.length !== 1) throw commandError(`Unexpected args: [${flags.args.join(' ')}]`);
    only(flags.args[0]);
    host.stdout(`Switched to context "${contextName}".\n`);
    return undefined;
  },
};

/** The names of the one cluster, or of the one user. */
function namesVerb(name: string, summary: string): Verb {
  return {
    name,
    group: 'Other Commands',
    summary,
    usage: `config ${name}`,
    examples: [],
    flags: [],
    async run(_flags, host) {
      host.stdout(`NAME\n${contextName}\n`);
      return undefined;
    },
  };
}

/** A verb that would change the kubeconfig: there is none to change. */
function fixedVerb(name: string, summary: string, usage: string): Verb {
  return {
    name,
    group: 'Other Commands',
    summary,
    usage: `config ${name} ${usage}`,
    examples: [],
    flags: [],
    async run() {
      throw commandError(
        `"kubectl config ${name}" is not in the built-in kubectl, which has one cluster, one user and one context; "kubectl config set-context --current --namespace=NAME" changes the namespace`,
      );
    },
  };
}

/** `kubectl config`: there is one context; its namespace can be changed. */
export const config: Verb = {
  name: 'config',
  group: 'Other Commands',
  summary: 'Modify kubeconfig files',
  usage: 'config SUBCOMMAND',
  examples: [],
  flags: [],
  failsAlone: true,
  verbs: [
    currentContext,
    fixedVerb('delete-cluster', 'Delete the specified cluster from the kubeconfig', 'NAME'),
    fixedVerb('delete-context', 'Delete the specified context from the kubeconfig', 'NAME'),
    fixedVerb('delete-user', 'Delete the specified user from the kubeconfig', 'NAME'),
    namesVerb('get-clusters', 'Display clusters defined in the kubeconfig'),
    getContexts,
    namesVerb('get-users', 'Display users defined in the kubeconfig'),
    fixedVerb('rename-context', 'Rename a context from the kubeconfig file', 'CONTEXT_NAME NEW_NAME'),
    fixedVerb('set', 'Set an individual value in a kubeconfig file', 'PROPERTY_NAME PROPERTY_VALUE'),
    fixedVerb('set-cluster', 'Set a cluster entry in kubeconfig', 'NAME'),
    setContext,
    fixedVerb('set-credentials', 'Set a user entry in kubeconfig', 'NAME'),
    fixedVerb('unset', 'Unset an individual value in a kubeconfig file', 'PROPERTY_NAME'),
    useContext,
    view,
  ],
  run: async () => undefined,
};
