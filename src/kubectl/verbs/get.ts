import type { ApiRequest } from '../../api/request.ts';
import { CommandError, commandError } from '../commandError.ts';
import {
  allNamespacesFlag,
  fieldSelectorFlag,
  filenameFlag,
  ignoreNotFoundFlag,
  namespaceOf,
  outputFlag,
  recursiveFlag,
  selectorFlag,
} from '../commonFlags.ts';
import { printObjects } from '../getting/objects.ts';
import { printTables } from '../getting/tables.ts';
import { watchObjects } from '../getting/watch.ts';
import { targetsFromFiles } from '../manifestSource.ts';
import { metricsApi, metricsAreServed } from '../metricsApi.ts';
import { getFormats, objectPrinter, printFlags } from '../printObjects.ts';
import { sendOrFail } from '../requests.ts';
import { parseResources } from '../resourceArguments.ts';
import { filesAndArgumentsText } from '../targets.ts';
import type { Verb } from '../verb.ts';

/** `kubectl get`: objects as a table or as text, once or for as long as one watches. */
export const get: Verb = {
  name: 'get',
  group: 'Basic Commands (Intermediate)',
  summary: 'Display one or many resources',
  usage: 'get (TYPE [NAME ...] | TYPE/NAME ... | -f FILE) [flags]',
  examples: [
    { comment: 'The Pods of the current namespace', command: 'kubectl get pods' },
    { comment: 'One Pod as YAML, with everything the server knows of it', command: 'kubectl get pod web -o yaml' },
    { comment: 'Pods with their Nodes and addresses', command: 'kubectl get pods -o wide' },
    { comment: 'The phase alone', command: "kubectl get pod web -o jsonpath='{.status.phase}'" },
    { comment: 'Keep printing changes until Ctrl-C', command: 'kubectl get pods --watch' },
  ],
  flags: [
    allNamespacesFlag,
    fieldSelectorFlag,
    filenameFlag,
    ignoreNotFoundFlag,
    { name: 'chunk-size', type: 'integer', defaultText: '500', doc: 'How many objects to ask for at once.' },
    { name: 'label-columns', short: 'L', type: 'list', defaultText: '[]', doc: 'Labels to show as columns.' },
    { name: 'no-headers', type: 'boolean', defaultText: 'false', doc: 'Leave out the head line.' },
    outputFlag('wide, yaml, json, name or jsonpath=TEMPLATE'),
    {
      name: 'output-watch-events',
      type: 'boolean',
      defaultText: 'false',
      doc: 'While watching, say what happened to each object.',
    },
    { name: 'raw', type: 'string', defaultText: '', doc: 'Print what the server says at a path.' },
    recursiveFlag,
    selectorFlag,
    ...printFlags,
    {
      name: 'server-print',
      type: 'boolean',
      defaultText: 'true',
      doc: 'Let the server make the table; without it there are only names and ages.',
    },
    { name: 'show-kind', type: 'boolean', defaultText: 'false', doc: 'Put the kind before each name.' },
    { name: 'show-labels', type: 'boolean', defaultText: 'false', doc: 'Show all labels as the last column.' },
    {
      name: 'sort-by',
      type: 'string',
      defaultText: '',
      doc: "Sort by a field given as a JSONPath ('{.metadata.name}').",
    },
    { name: 'subresource', type: 'string', defaultText: '', doc: 'A subresource of the object: status or scale.' },
    {
      name: 'watch',
      short: 'w',
      type: 'boolean',
      defaultText: 'false',
      doc: 'After listing, print changes as they come.',
    },
    { name: 'watch-only', type: 'boolean', defaultText: 'false', doc: 'Print changes only.' },
  ],
  async run(flags, host) {
    if (flags.text('raw') !== '') {
      if (flags.args.length > 0) throw commandError('arguments may not be passed when --raw is specified');
      if (!flags.text('raw').startsWith('/')) {
        const address = JSON.stringify(flags.text('raw'));
        throw commandError(`--raw must be a valid URL path: parse ${address}: invalid URI for request`);
      }
      const body = await sendOrFail(host, rawRequest(flags.text('raw')));
      host.stdout(typeof body === 'string' ? body : `${JSON.stringify(body)}\n`);
      return undefined;
    }
    const fromFiles = flags.given('filename');
    if (fromFiles && flags.args.length > 0) throw commandError(filesAndArgumentsText);
    const targets = fromFiles
      ? await targetsFromFiles(flags, host)
      : parseResources('kubectl', flags.args).map((target) => ({ ...target, namespace: namespaceOf(flags, host) }));
    if (targets.length === 0 && fromFiles) {
      host.stderr(`No resources found in ${namespaceOf(flags, host)} namespace.\n`);
      return undefined;
    }
    if (targets.length === 0) {
      host.stderr(
        'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n\n',
      );
      throw new CommandError(
        'error: Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).\nSee \'kubectl get -h\' for help and examples',
      );
    }
    if (flags.enabled('all-namespaces') && targets.some((target) => target.name !== undefined)) {
      throw commandError('a resource cannot be retrieved by name across all namespaces');
    }
    if (flags.text('selector') !== '' && targets.some((target) => target.name !== undefined)) {
      throw commandError('name cannot be provided when a selector is specified');
    }
    if (flags.text('subresource') !== '' && targets.some((target) => target.name === undefined)) {
      throw commandError('subresource cannot be used when bulk resources are specified');
    }
    if (targets.some(({ info }) => info.group === metricsApi.group) && !(await metricsAreServed(host))) {
      const [word = ''] = (flags.args[0] ?? '').split('/');
      throw commandError(`the server doesn't have a resource type "${word}"`);
    }
    const output = flags.text('output');
    if (flags.enabled('show-labels') && output !== '' && output !== 'wide') {
      throw commandError(`--show-labels option cannot be used with ${output} printer`);
    }
    const printer = await objectPrinter(flags, host, getFormats);
    const watching = flags.enabled('watch') || flags.enabled('watch-only');
    if (flags.enabled('output-watch-events') && !watching) {
      throw commandError('--output-watch-events option can only be used with --watch or --watch-only');
    }
    if (watching) return watchObjects(flags, host, targets, printer);
    return printer ? printObjects(flags, host, targets, printer) : printTables(flags, host, targets);
  },
};

function rawRequest(text: string): ApiRequest {
  const [path = '', query = ''] = text.split('?');
  const parameters = query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => part.split('='));
  return {
    method: 'GET',
    path,
    query: Object.fromEntries(parameters.map(([key = '', value = '']) => [key, decodeURIComponent(value)])),
  };
}
