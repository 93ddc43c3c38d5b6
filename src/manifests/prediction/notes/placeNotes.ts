import type { AppliedManifest } from '../applying.ts';
import { type Evidence, podsOf } from '../evidence.ts';
import type { TrialRemark } from '../noteMaker.ts';
import type { PodLife } from '../podLife.ts';
import { counted, oneLine, someOf, spanText } from '../spans.ts';

const path = ['metadata', 'name'];

/** Says on which Nodes a manifest's Pods land, or why they get no place. */
export function placeNotes(evidence: Evidence, manifest: AppliedManifest): TrialRemark[] {
  const pods = podsOf(evidence, manifest);
  const pending = pods.filter(({ scheduledMs, isGone }) => scheduledMs === undefined && !isGone);
  const [first] = pending;
  if (first) return [pendingRemark(evidence, first, pending.length, pods.length)];
  if (pods.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { pod } of pods) {
    const node = pod.spec?.nodeName;
    if (node) counts.set(node, (counts.get(node) ?? 0) + 1);
  }
  const nodes = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  const title =
    pods.length === 1
      ? `lands on ${nodes[0]?.[0]}`
      : `lands on ${someOf(
          nodes.map(([node, count]) => `${node} (${count})`),
          4,
        )}`;
  const detail = `The scheduler has found a place for ${counted(pods.length, 'Pod')}: ${someOf(
    pods.map(({ name, pod }) => `${name} on ${pod.spec?.nodeName}`),
    8,
  )}. The trial's Nodes have 4 cores and 8 GiB each.`;
  return [{ path, severity: 'info', code: 'place', title, detail }];
}

function pendingRemark(evidence: Evidence, pod: PodLife, pending: number, all: number): TrialRemark {
  const event = evidence.witness.events(pod.uid).findLast(({ reason }) => reason === 'FailedScheduling');
  const condition = pod.pod.status?.conditions?.find(
    ({ type, status }) => type === 'PodScheduled' && status === 'False',
  );
  const { schedulerName } = pod.pod.spec ?? {};
  const message = condition?.message ?? event?.message ?? `the scheduler ${schedulerName} does not run here`;
  const many = all === 1 ? 'Pending' : `${pending} of ${counted(all, 'Pod')} Pending`;
  return {
    path,
    severity: 'error',
    code: 'pending',
    title: `${many}: ${shortReason(message)}`,
    detail: `No Node takes the Pod; after ${spanText(evidence.witness.nowMs)} it still waits. The scheduler says: ${oneLine(message, 400).replace(/\.+$/, '')}. ${adviceOn(message)}`,
  };
}

/** `0/2 nodes are available: 2 Insufficient cpu. …` without what every such message says. */
function shortReason(message: string): string {
  const [, nodes] = /^\d+\/(\d+) nodes are available: /.exec(message) ?? [];
  const reasons = message
    .replace(/^\d+\/\d+ nodes are available: /, '')
    .replace(/\. (no new claims|preemption:).*/s, '');
  const [, count, lacking] = /^(\d+) (Insufficient \S+)$/.exec(reasons) ?? [];
  return oneLine(lacking === undefined ? reasons : `${lacking} on ${count} of ${nodes} Nodes`, 60);
}

function adviceOn(message: string): string {
  if (/Insufficient (cpu|memory)/.test(message)) {
    return 'What counts is what containers request, not what they use. The Nodes of the trial have 4 cores and 8 GiB each, a part of which the cluster takes for itself.';
  }
  if (/persistentvolumeclaim/.test(message)) return 'Write a PersistentVolumeClaim of that name in the same Namespace.';
  if (/taint/.test(message)) return 'A Node with a taint takes only Pods that tolerate it.';
  if (/affinity|selector/.test(message))
    return "No Node of the trial has the labels that nodeSelector or affinity ask for; your cluster's Nodes may.";
  if (/free ports/.test(message)) return 'A hostPort can be had once on each Node.';
  return '';
}
