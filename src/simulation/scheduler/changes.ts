import type { Node, Pod } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import { sameJson } from '../apiserver/equality.ts';

/** Whether a Node changed in something that matters for placing Pods; heartbeats do not. */
export function nodeChanged(before: Stored<Node>, after: Stored<Node>): boolean {
  return !(
    before.spec?.unschedulable === after.spec?.unschedulable &&
    same(before.spec?.taints, after.spec?.taints) &&
    same(before.metadata.labels, after.metadata.labels) &&
    same(before.status?.allocatable, after.status?.allocatable)
  );
}

/** Whether somebody changed a waiting Pod in something that matters for placing it. */
export function waitingPodChanged(before: Stored<Pod>, after: Stored<Pod>): boolean {
  return !(same(before.metadata.labels, after.metadata.labels) && same(before.spec, after.spec));
}

function same(a: unknown, b: unknown): boolean {
  return a === b || sameJson(a, b);
}
