import type { DaemonSet, Pod } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import { pathOf } from '../../api/route.ts';
import { refusalOf } from '../../api/status.ts';
import { CommandError } from '../commandError.ts';
import { dryRunFlag, selectorFlag } from '../commonFlags.ts';
import { type DrainPlan, drainPlan } from '../draining/podsToEvict.ts';
import { formatGoDuration } from '../duration.ts';
import { dryRunOf, dryRunSuffix } from '../fieldValidation.ts';
import type { ParsedFlags } from '../flags.ts';
import type { KubectlHost } from '../host.ts';
import { listObjects, send } from '../requests.ts';
import { kindNamed, resourceName } from '../resourceArguments.ts';
import { refusalError } from '../statusText.ts';
import type { Target } from '../targets.ts';
import type { Verb } from '../verb.ts';
import { waitUntilGone } from '../waitUntilGone.ts';
import { cordonNode, nodesOf } from './cordon.ts';

/** How long a drain waits before it asks again where a disruption budget refused (kubectl's own number). */
const retryMs = 5000;

/** `kubectl drain`: no new Pods on a Node, and those that are there go. */
export const drain: Verb = {
  name: 'drain',
  group: 'Cluster Management Commands',
  summary: 'Drain node in preparation for maintenance',
  usage: 'drain NODE',
  examples: [
    { comment: 'All but the Pods of DaemonSets', command: 'kubectl drain node-1 --ignore-daemonsets' },
    { comment: 'Also Pods that nobody will make again', command: 'kubectl drain node-1 --ignore-daemonsets --force' },
  ],
  flags: [
    {
      name: 'delete-emptydir-data',
      type: 'boolean',
      defaultText: 'false',
      doc: 'Also Pods whose emptyDir volumes go with them.',
    },
    {
      name: 'disable-eviction',
      type: 'boolean',
      defaultText: 'false',
      doc: 'Delete the Pods, whatever disruption budgets say.',
    },
    dryRunFlag,
    { name: 'force', type: 'boolean', defaultText: 'false', doc: 'Also Pods that no controller would make again.' },
    {
      name: 'grace-period',
      type: 'integer',
      defaultText: '-1',
      doc: 'Seconds that a Pod gets to end; -1 leaves it to the Pod.',
    },
    {
      name: 'ignore-daemonsets',
      type: 'boolean',
      defaultText: 'false',
      doc: 'Leave the Pods of DaemonSets where they are.',
    },
    { name: 'pod-selector', type: 'string', defaultText: '', doc: 'Only Pods whose labels match.' },
    selectorFlag,
    {
      name: 'skip-wait-for-delete-timeout',
      type: 'integer',
      defaultText: '0',
      doc: 'Do not wait for Pods that are ending for so many seconds.',
    },
    { name: 'timeout', type: 'duration', defaultText: '0s', doc: 'How long to wait; 0 waits for ever.' },
  ],
  async run(flags, host) {
    const dryRun = dryRunOf(flags);
    const targets = await nodesOf('drain', flags, host);
    for (const target of targets) {
      const { changed } = await cordonNode(host, target, 'cordon', dryRun);
      host.stdout(
        `${resourceName(target.info, target.name)} ${changed ? '' : 'already '}cordoned${dryRunSuffix(dryRun)}\n`,
      );
    }
    for (const [index, target] of targets.entries()) {
      const plan = await planFor(flags, host, target);
      if (plan.errors.length > 0) {
        const problem = plan.errors.length === 1 ? (plan.errors[0] ?? '') : `[${plan.errors.join(', ')}]`;
        throw undrained(host, targets.slice(index), problem, plan.errors);
      }
      if (plan.warnings.length > 0) host.stderr(`Warning: ${plan.warnings.join('; ')}\n`);
      if (dryRun === 'none') {
        const problem = await evict(plan.evicted, flags, host);
        if (problem !== undefined) throw undrained(host, targets.slice(index), problem, [problem]);
      } else
        for (const pod of plan.evicted)
          host.stdout(`evicting pod ${pod.metadata.namespace}/${pod.metadata.name}${dryRunSuffix(dryRun)}\n`);
      host.stdout(`${resourceName(target.info, target.name)} drained${dryRunSuffix(dryRun)}\n`);
    }
    return undefined;
  },
};

/** Says which Nodes are left, the first of them for a reason. */
function undrained(
  host: KubectlHost,
  left: readonly Target[],
  problem: string,
  errors: readonly string[],
): CommandError {
  const name = JSON.stringify(left[0]?.name);
  host.stderr(`error: unable to drain node ${name} due to error: ${problem}, continuing command...\n`);
  host.stderr(`There are pending nodes to be drained:\n${left.map((target) => ` ${target.name}\n`).join('')}`);
  return new CommandError(errors.join('\n'));
}

async function planFor(flags: ParsedFlags, host: KubectlHost, { name }: Target): Promise<DrainPlan> {
  const selector = flags.text('pod-selector');
  const query = { fieldSelector: `spec.nodeName=${name}`, ...(selector !== '' && { labelSelector: selector }) };
  const { items: pods } = await listObjects<Pod>(host, kindNamed('pods'), undefined, query);
  const owned = pods.some((pod) => pod.metadata.ownerReferences?.some(({ kind }) => kind === 'DaemonSet'));
  const daemonSets = owned ? (await listObjects<DaemonSet>(host, kindNamed('daemonsets'), undefined)).items : [];
  return drainPlan(pods, daemonSets, flags);
}

/** Evicts Pods and waits until they are gone; returns why that cannot be. */
async function evict(pods: readonly Stored<Pod>[], flags: ParsedFlags, host: KubectlHost): Promise<string | undefined> {
  const timeoutMs = flags.durationMs('timeout');
  const endMs = timeoutMs > 0 ? host.nowMs() + timeoutMs : Number.POSITIVE_INFINITY;
  const info = kindNamed('pods');
  const seconds = flags.integer('grace-period');
  const deleteOptions = seconds >= 0 ? { gracePeriodSeconds: seconds } : {};
  for (const pod of pods) {
    const { name, namespace = '' } = pod.metadata;
    const what = `error when evicting pods/${JSON.stringify(name)} -n ${JSON.stringify(namespace)}`;
    host.stdout(`evicting pod ${namespace}/${name}\n`);
    for (;;) {
      const response = flags.enabled('disable-eviction')
        ? await send(host, {
            method: 'DELETE',
            path: pathOf(info, namespace, name),
            contentType: 'application/json',
            body: { kind: 'DeleteOptions', apiVersion: 'v1', ...deleteOptions },
          })
        : await send(host, {
            method: 'POST',
            path: pathOf(info, namespace, name, 'eviction'),
            contentType: 'application/json',
            body: { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace }, deleteOptions },
          });
      const refusal = refusalOf(response);
      if (!refusal || refusal.reason === 'NotFound') break;
      if (refusal.reason !== 'TooManyRequests' || !host.sleep) {
        return `${what}: ${refusalError(refusal).message.replace(/^Error from server \(\w+\): /, '')}`;
      }
      host.stderr(`${what} (will retry after 5s): ${refusal.message ?? ''}\n`);
      await host.sleep(retryMs);
      if (host.cancellation.aborted) throw new CommandError('', 130);
      host.stdout(`evicting pod ${namespace}/${name}\n`);
      if (host.nowMs() >= endMs) return `${what}: global timeout reached: ${formatGoDuration(timeoutMs)}`;
    }
  }
  for (const pod of pods) {
    const { name, namespace = '', uid } = pod.metadata;
    await waitUntilGone(host, { info, name, namespace }, uid, timeoutMs);
    host.stdout(`${resourceName(info, name)} evicted\n`);
  }
  return undefined;
}
