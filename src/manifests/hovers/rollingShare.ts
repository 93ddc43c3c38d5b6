import { rollingBounds } from '../../api/apps/rollingBounds.ts';
import { shareOf } from '../../api/shareOf.ts';
import { defaultedObject } from '../defaultedObject.ts';
import { code } from '../markdown.ts';
import { valueAt } from '../plainLookup.ts';
import { counted } from '../words/listing.ts';
import type { HoverContext, HoverSubject } from './subject.ts';

/** How many Pods a number or a percentage of a rolling update comes to. */
export const rollingShare: HoverSubject = (context) => {
  const { ownerType, field } = context;
  if (field.name !== 'maxSurge' && field.name !== 'maxUnavailable') {
    return ownerType === 'DeploymentStrategy' && field.name === 'rollingUpdate' ? ofDeployment(context) : undefined;
  }
  if (ownerType === 'RollingUpdateDeployment') return ofDeployment(context);
  if (ownerType === 'RollingUpdateDaemonSet') return ofDaemonSet(context);
  if (ownerType === 'RollingUpdateStatefulSetStrategy')
    return '**No effect here:** in Kubernetes 1.34 the gate `MaxUnavailableStatefulSet` is off, and Pods are replaced one by one.';
  return undefined;
};

function ofDeployment({ document }: HoverContext): string | undefined {
  const spec = valueAt(defaultedObject(document.parsed), ['spec']);
  const replicas = numberAt(spec, 'replicas') ?? 1;
  const rolling = valueAt(spec, ['strategy', 'rollingUpdate']);
  const surge = shareAt(rolling, 'maxSurge') ?? '25%';
  const unavailable = shareAt(rolling, 'maxUnavailable') ?? '25%';
  const bounds = rollingBounds(replicas, surge, unavailable);
  if (bounds.problem !== undefined) return undefined;
  const least = Math.max(0, replicas - bounds.maxUnavailable);
  const both = bounds.maxSurge === 0 && shareOf(unavailable, replicas, Math.floor) === 0;
  return [
    `For ${counted(replicas, 'replica')}: \`maxSurge\` ${shareText(surge, bounds.maxSurge, 'up')}, \`maxUnavailable\` ${shareText(unavailable, bounds.maxUnavailable, 'down')}.`,
    `While a rollout runs there are **at most ${counted(replicas + bounds.maxSurge, 'Pod')}**, and **at least ${least}** of them are available.`,
    both ? 'Both come to nothing, so one Pod may be unavailable: else there would be no way on.' : '',
    least === 0 && replicas > 0 ? 'So for a while there may be none.' : '',
  ]
    .filter((text) => text !== '')
    .join(' ');
}

function shareText(share: number | string, count: number, direction: 'up' | 'down'): string {
  return typeof share === 'number' ? String(share) : `${code(share)} = ${count} (rounded ${direction})`;
}

/** Nodes for which a percentage is reckoned as an example. */
const exampleNodes = [3, 10, 50];

function ofDaemonSet({ document, field }: HoverContext): string | undefined {
  const rolling = valueAt(defaultedObject(document.parsed), ['spec', 'updateStrategy', 'rollingUpdate']);
  const share = shareAt(rolling, field.name);
  if (share === undefined) return undefined;
  const meaning =
    field.name === 'maxSurge'
      ? 'On so many Nodes at once the new Pod starts before the old one goes.'
      : 'On so many Nodes at once there may be no Pod that is available.';
  if (typeof share === 'number') return meaning;
  const examples = exampleNodes.map((nodes) => `of ${nodes} Nodes ${shareOf(share, nodes, Math.ceil) ?? 0}`);
  return `${meaning} ${code(share)} is rounded **up**: ${examples.join(', ')}.`;
}

function numberAt(value: unknown, field: string): number | undefined {
  const found = valueAt(value, [field]);
  return typeof found === 'number' ? found : undefined;
}

function shareAt(value: unknown, field: string): number | string | undefined {
  const found = valueAt(value, [field]);
  return typeof found === 'number' || typeof found === 'string' ? found : undefined;
}
