import type { KindInfo } from '../../api/kinds.ts';
import type { KubernetesObject } from '../../api/objects.ts';
import { pathOf } from '../../api/route.ts';
import { refusalOf } from '../../api/status.ts';
import { joinErrors } from '../changeReport.ts';
import { CommandError, commandError } from '../commandError.ts';
import {
  allNamespacesFlag,
  dryRunFlag,
  fieldSelectorFlag,
  filenameFlag,
  ignoreNotFoundFlag,
  namespaceOf,
  outputFlag,
  recursiveFlag,
  selectorFlag,
  selectorQuery,
} from '../commonFlags.ts';
import { dryRunOf, dryRunSuffix } from '../fieldValidation.ts';
import type { ParsedFlags } from '../flags.ts';
import type { KubectlHost } from '../host.ts';
import { targetsFromFiles } from '../manifestSource.ts';
import { listObjects, send } from '../requests.ts';
import { parseResources, resourceName } from '../resourceArguments.ts';
import { statusText } from '../statusText.ts';
import type { Verb } from '../verb.ts';
import { waitUntilGone } from '../waitUntilGone.ts';

interface Target {
  readonly info: KindInfo;
  readonly name: string;
  readonly namespace: string;
}

/** `kubectl delete`: asks the server to delete and waits until the objects are gone. */
export const deleteVerb: Verb = {
  name: 'delete',
  group: 'Basic Commands (Intermediate)',
  summary: 'Delete resources by file names, stdin, resources and names, or by resources and label selector',
  usage: 'delete ([-f FILENAME] | TYPE [(NAME | -l label | --all)])',
  examples: [
    { comment: 'Delete one Pod', command: 'kubectl delete pod web' },
    { comment: 'Delete what a manifest describes', command: 'kubectl delete -f pod.yaml' },
    { comment: 'Leave a Pod one second to end', command: 'kubectl delete pod web --now' },
    {
      comment: 'Forget a Pod at once, whether its containers ended or not',
      command: 'kubectl delete pod web --grace-period=0 --force',
    },
  ],
  flags: [
    { name: 'all', type: 'boolean', defaultText: 'false', doc: 'All objects of the kind in the namespace.' },
    allNamespacesFlag,
    {
      name: 'cascade',
      type: 'string',
      defaultText: 'background',
      bareText: 'background',
      doc: "What becomes of the objects that belong to it: 'background' and 'foreground' delete them, 'orphan' leaves them.",
    },
    dryRunFlag,
    fieldSelectorFlag,
    filenameFlag,
    {
      name: 'force',
      type: 'boolean',
      defaultText: 'false',
      doc: 'Together with --grace-period=0: remove the object at once.',
    },
    {
      name: 'grace-period',
      type: 'integer',
      defaultText: '-1',
      doc: 'Seconds that the object gets to end; -1 leaves it to the object.',
    },
    ignoreNotFoundFlag,
    { name: 'now', type: 'boolean', defaultText: 'false', doc: 'The same as --grace-period=1.' },
    outputFlag('name'),
    recursiveFlag,
    selectorFlag,
    { name: 'timeout', type: 'duration', defaultText: '0s', doc: 'How long to wait for the end; 0 waits for ever.' },
    { name: 'wait', type: 'boolean', defaultText: 'true', doc: 'Return only once the objects are gone.' },
  ],
  async run(flags, host) {
    const graceSeconds = gracePeriodOf(flags);
    const dryRun = dryRunOf(flags);
    const output = flags.text('output');
    if (output !== '' && output !== 'name')
      throw commandError(`unexpected -o output mode: ${output}. We only support '-o name'`);
    if (flags.enabled('force') && graceSeconds === 0) {
      host.stderr(
        'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.\n',
      );
    }
    const targets = await targetsOf(flags, host);
    const errors: string[] = [];
    const waiting: (Target & { uid: string })[] = [];
    for (const target of targets) {
      const path = pathOf(target.info, target.namespace, target.name);
      const response = await send(
        host,
        dryRun === 'client'
          ? { method: 'GET', path }
          : {
              method: 'DELETE',
              path,
              ...(dryRun === 'server' && { query: { dryRun: 'All' } }),
              contentType: 'application/json',
              body: {
                kind: 'DeleteOptions',
                apiVersion: 'v1',
                propagationPolicy: propagationOf(flags),
                ...(graceSeconds >= 0 && { gracePeriodSeconds: graceSeconds }),
              },
            },
      );
      const refusal = refusalOf(response);
      if (refusal) {
        const ignored = refusal.reason === 'NotFound' && (flags.enabled('ignore-not-found') || flags.enabled('all'));
        if (!ignored) errors.push(statusText(refusal));
        continue;
      }
      host.stdout(
        output === 'name'
          ? `${resourceName(target.info, target.name)}\n`
          : `${deletedText(flags, target, graceSeconds)}${dryRunSuffix(dryRun)}\n`,
      );
      waiting.push({ ...target, uid: uidOf(response.body) });
    }
    if (targets.length === 0 && !flags.enabled('ignore-not-found')) host.stdout('No resources found\n');
    if (flags.enabled('wait') && dryRun === 'none') {
      for (const target of waiting) await waitUntilGone(host, target, target.uid, flags.durationMs('timeout'));
    }
    if (errors.length > 0) throw new CommandError(joinErrors(errors));
    return undefined;
  },
};

/** What becomes of the objects that belong to a deleted one. */
function propagationOf(flags: ParsedFlags): 'Background' | 'Foreground' | 'Orphan' {
  switch (flags.text('cascade')) {
    case 'true':
    case 'background':
      return 'Background';
    case 'foreground':
      return 'Foreground';
    case 'false':
    case 'orphan':
      return 'Orphan';
    default:
      throw commandError(
        `invalid cascade value (${flags.text('cascade')}). Must be "background", "foreground", or "orphan"`,
      );
  }
}

function gracePeriodOf(flags: ParsedFlags): number {
  const seconds = flags.integer('grace-period');
  if (flags.enabled('now')) {
    if (seconds >= 0) throw commandError('--now and --grace-period cannot be specified together');
    return 1;
  }
  if (seconds === 0 && !flags.enabled('force')) {
    // kubectl turns a lone 0 into 1, so that the object's end is still waited for.
    return 1;
  }
  if (flags.enabled('force') && seconds > 0) {
    throw commandError('--force and --grace-period greater than 0 cannot be specified together');
  }
  return flags.enabled('force') && seconds < 0 ? 0 : seconds;
}

async function targetsOf(flags: ParsedFlags, host: KubectlHost): Promise<Target[]> {
  if (flags.given('filename')) return targetsFromFiles(flags, host);
  const targets = parseResources('kubectl', flags.args);
  if (targets.length === 0) {
    throw commandError(
      "You must provide one or more resources by argument or filename.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'\n   '<resource> <name>'\n   '<resource>'",
    );
  }
  const selecting = flags.text('selector') !== '' || flags.text('field-selector') !== '';
  const namespace = namespaceOf(flags, host);
  const found: Target[] = [];
  for (const { info, name } of targets) {
    if (name !== undefined) {
      if (selecting) throw commandError('name cannot be provided when a selector is specified');
      if (flags.enabled('all')) throw commandError("setting 'all' parameter but found a non empty selector. ");
      found.push({ info, name, namespace: info.namespaced ? namespace : '' });
      continue;
    }
    if (!selecting && !flags.enabled('all')) throw commandError('resource(s) were provided, but no name was specified');
    const where = flags.enabled('all-namespaces') ? undefined : namespace;
    const { items } = await listObjects(host, info, where, selectorQuery(flags, ['selector', 'field-selector']));
    for (const item of items) found.push({ info, name: item.metadata.name, namespace: item.metadata.namespace ?? '' });
  }
  return found;
}

function deletedText(flags: ParsedFlags, target: Target, graceSeconds: number): string {
  const kind = target.info.group === '' ? target.info.singular : `${target.info.singular}.${target.info.group}`;
  const how = flags.enabled('force') && graceSeconds === 0 ? 'force deleted' : 'deleted';
  return `${kind} "${target.name}" ${how}${target.info.namespaced ? ` from ${target.namespace} namespace` : ''}`;
}

/** Of the deleted object itself, or of the `Status` that stands for it. */
function uidOf(body: unknown): string {
  const object = body as KubernetesObject & { details?: { uid?: string } };
  return object.metadata?.uid ?? object.details?.uid ?? '';
}
