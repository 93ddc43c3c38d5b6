import { type Applied, type ApplyOptions, applyOnClient, applyOnServer } from '../applying.ts';
import { changeReport, forEach } from '../changeReport.ts';
import { commandError, usageError } from '../commandError.ts';
import { dryRunFlag, filenameFlag, outputFlag, recursiveFlag, selectorFlag, validateFlag } from '../commonFlags.ts';
import { cascadeFlag, gracePeriodFlag, propagationOf } from '../deleteOptions.ts';
import { dryRunOf, fieldValidation } from '../fieldValidation.ts';
import { readManifests } from '../manifestSource.ts';
import { printFlags } from '../printObjects.ts';
import { checkPruneFlags, kindsToPrune, prune, pruneFlags } from '../pruning.ts';
import { allFlag } from '../targets.ts';
import type { Verb } from '../verb.ts';
import { viewLastApplied } from './viewLastApplied.ts';

/** `kubectl apply`: makes the cluster agree with a manifest, merged on the client's side or on the server's. */
export const apply: Verb = {
  name: 'apply',
  group: 'Advanced Commands',
  summary: 'Apply a configuration to a resource by file name or stdin',
  usage: 'apply (-f FILENAME | -k DIRECTORY)',
  examples: [
    { comment: 'Create or change what a manifest describes', command: 'kubectl apply -f pod.yaml' },
    { comment: 'All manifests of a folder', command: 'kubectl apply -f manifests/' },
    {
      comment: 'Let the server check a manifest without keeping it',
      command: 'kubectl apply -f pod.yaml --dry-run=server',
    },
    {
      comment: 'Delete what was applied before and is no longer in the folder',
      command: 'kubectl apply -f manifests/ --prune -l app=web',
    },
    {
      comment: 'Let the server merge, and know who wants which field',
      command: 'kubectl apply --server-side -f pod.yaml',
    },
  ],
  flags: [
    allFlag,
    cascadeFlag,
    dryRunFlag,
    {
      name: 'field-manager',
      type: 'string',
      defaultText: 'kubectl-client-side-apply',
      doc: 'The name under which the fields are recorded.',
    },
    filenameFlag,
    {
      name: 'force-conflicts',
      type: 'boolean',
      defaultText: 'false',
      doc: 'With --server-side: take over fields that belong to others.',
    },
    gracePeriodFlag,
    outputFlag('yaml, json, name, go-template or jsonpath'),
    ...printFlags,
    ...pruneFlags,
    recursiveFlag,
    selectorFlag,
    { name: 'server-side', type: 'boolean', defaultText: 'false', doc: 'Let the server merge.' },
    validateFlag,
    { name: 'wait', type: 'boolean', defaultText: 'false', doc: 'Wait for what is deleted.' },
  ],
  verbs: [viewLastApplied],
  async run(flags, host) {
    if (flags.args.length > 0) throw usageError('apply', `Unexpected args: [${flags.args.join(' ')}]`);
    if (!flags.given('filename')) throw commandError('must specify one of -f and -k');
    checkPruneFlags(flags);
    propagationOf(flags);
    const onServer = flags.enabled('server-side');
    if (flags.enabled('force-conflicts') && !onServer)
      throw commandError('--force-conflicts only works with --server-side');
    const dryRun = dryRunOf(flags);
    if (onServer && dryRun === 'client')
      throw commandError("--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)");
    const report = await changeReport(flags, host);
    const options: ApplyOptions = {
      fieldManager: onServer && !flags.given('field-manager') ? 'kubectl' : flags.text('field-manager'),
      fieldValidation: fieldValidation(flags),
      dryRun,
    };
    const conflicts = flags.enabled('force-conflicts') ? 'force' : 'refuse';
    const kinds = flags.enabled('prune') ? kindsToPrune(flags) : [];
    const entries = await readManifests(flags, host);
    if (entries.length === 0) throw commandError('no objects passed to apply');
    const visited = { uids: new Set<string>(), namespaces: new Set<string>() };
    await forEach(entries, async (entry) => {
      if (entry.error) throw entry.error;
      const applied: Applied = onServer
        ? await applyOnServer(host, entry.object, { ...options, conflicts })
        : await applyOnClient(host, entry.object, options);
      visited.uids.add(applied.object.metadata?.uid ?? '');
      if (entry.object.namespace !== '') visited.namespaces.add(entry.object.namespace);
      report(entry.object.info, applied.object, applied.verb);
    });
    await prune(flags, host, kinds, visited, (info, object) => report(info, object, 'pruned'));
    return undefined;
  },
};
