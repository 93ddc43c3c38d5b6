import type { Node } from '../../api/generated/objects.ts';
import { changeReport, forEach } from '../changeReport.ts';
import { commandError, usageError } from '../commandError.ts';
import { dryRunFlag, selectorFlag } from '../commonFlags.ts';
import { type DryRun, dryRunOf } from '../fieldValidation.ts';
import type { FlagDeclaration, ParsedFlags } from '../flags.ts';
import type { KubectlHost } from '../host.ts';
import { liveObject, patchObject, type Target, targetsOf } from '../targets.ts';
import type { Verb } from '../verb.ts';

const flags: readonly FlagDeclaration[] = [dryRunFlag, selectorFlag];

/** `kubectl cordon`: no new Pods on a Node. */
export const cordon: Verb = {
  name: 'cordon',
  group: 'Cluster Management Commands',
  summary: 'Mark node as unschedulable',
  usage: 'cordon NODE',
  examples: [{ comment: 'No new Pods there', command: 'kubectl cordon node-1' }],
  flags,
  run: (given, host) => setUnschedulable('cordon', given, host),
};

/** `kubectl uncordon`: Pods may come to the Node again. */
export const uncordon: Verb = {
  name: 'uncordon',
  group: 'Cluster Management Commands',
  summary: 'Mark node as schedulable',
  usage: 'uncordon NODE',
  examples: [{ comment: 'Pods may come again', command: 'kubectl uncordon node-1' }],
  flags,
  run: (given, host) => setUnschedulable('uncordon', given, host),
};

async function setUnschedulable(
  verb: 'cordon' | 'uncordon',
  given: ParsedFlags,
  host: KubectlHost,
): Promise<undefined> {
  const report = await changeReport(given, host);
  await forEach(await nodesOf(verb, given, host), async (target) => {
    const { node, changed } = await cordonNode(host, target, verb, dryRunOf(given));
    report(target.info, node, `${changed ? '' : 'already '}${verb}ed`);
  });
  return undefined;
}

/** The Nodes that a command names. */
export async function nodesOf(verb: string, given: ParsedFlags, host: KubectlHost): Promise<Target[]> {
  if (given.args.length === 0 && given.text('selector') === '') throw usageError(verb, `USAGE: ${verb} NODE [flags]`);
  if (given.args.length > 0 && given.text('selector') !== '') {
    throw commandError('error: cannot specify both a node name and a --selector option');
  }
  const names = given.args.map((word) => word.replace(/^nodes?\//, ''));
  return targetsOf(given, host, ['nodes', ...names]);
}

/** Writes whether Pods may be scheduled on a Node, where that changes anything. */
export async function cordonNode(
  host: KubectlHost,
  target: Target,
  verb: 'cordon' | 'uncordon',
  dryRun: DryRun,
): Promise<{ node: Node; changed: boolean }> {
  const wanted = verb === 'cordon';
  const node = await liveObject<Node>(host, target);
  if ((node.spec?.unschedulable ?? false) === wanted) return { node, changed: false };
  if (dryRun === 'client') return { node, changed: true };
  const patch = { spec: { unschedulable: wanted ? true : null } };
  const options = { type: 'strategic' as const, fieldManager: `kubectl-${verb}`, dryRun };
  return { node: await patchObject<Node>(host, target, patch, options), changed: true };
}
