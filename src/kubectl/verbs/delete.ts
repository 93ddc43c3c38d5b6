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
  outputFlag,
  recursiveFlag,
  selectorFlag,
} from '../commonFlags.ts';
import { cascadeFlag, deleteOptions, gracePeriodFlag } from '../deleteOptions.ts';
import { dryRunOf, dryRunSuffix } from '../fieldValidation.ts';
import type { ParsedFlags } from '../flags.ts';
import { send } from '../requests.ts';
import { resourceName } from '../resourceArguments.ts';
import { statusText } from '../statusText.ts';
import { allFlag, type Target, targetsOf } from '../targets.ts';
import type { Verb } from '../verb.ts';
import { uidOf, waitUntilGone } from '../waitUntilGone.ts';

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
    allFlag,
    allNamespacesFlag,
    cascadeFlag,
    dryRunFlag,
    fieldSelectorFlag,
    filenameFlag,
    {
      name: 'force',
      type: 'boolean',
      defaultText: 'false',
      doc: 'Together with --grace-period=0: remove the object at once.',
    },
    gracePeriodFlag,
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
    if (flags.enabled('all')) refuseBesideAll(flags);
    const targets = await targetsOf(flags, host, flags.args);
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
              contentType: 'application/json',
              body: deleteOptions(flags, graceSeconds),
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

/** `--all` goes with a kind alone. */
function refuseBesideAll(flags: ParsedFlags): void {
  if (flags.text('selector') !== '' || flags.text('field-selector') !== '') {
    throw commandError("setting 'all' parameter but found a non empty selector. ");
  }
  if (flags.args.some((word) => word.includes('/'))) {
    throw commandError('selectors and the all flag cannot be used when passing resource/name arguments');
  }
  if (flags.args.length > 1) throw commandError('name cannot be provided when a selector is specified');
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

function deletedText(flags: ParsedFlags, target: Target, graceSeconds: number): string {
  const kind = target.info.group === '' ? target.info.singular : `${target.info.singular}.${target.info.group}`;
  const how = flags.enabled('force') && graceSeconds === 0 ? 'force deleted' : 'deleted';
  return `${kind} "${target.name}" ${how}${target.info.namespaced ? ` from ${target.namespace} namespace` : ''}`;
}
