import type {
  HpaLimitRecord,
  HpaMetricRecord,
  HpaOutcome,
  HpaPodRecord,
  HpaPodState,
  HpaRecord,
  HpaWindowRecord,
} from '../../api/autoscaling/hpaRecord.ts';
import type { PartState } from '../containerState.ts';
import { cutList } from '../looseValues.ts';
import { oneLine } from '../mermaid.ts';
import { leaf, type OutlineItem } from '../outlineItem.ts';
import { amountText } from './amountText.ts';
import { timeText } from './chartTime.ts';
import { unitOf } from './metricAmount.ts';

/** One look of an autoscaler as a calculation to read: first the reasons, step by step, then the numbers behind them. */
export function calculation(record: HpaRecord, startMs: number | undefined): OutlineItem[] {
  const { target, why, metrics, windows, limit } = record;
  const reasons: OutlineItem = {
    text: oneLine(`${target.kind} ${target.name}`),
    state: states[record.outcome],
    said: resultText(record),
    children: why.map((line) => leaf(oneLine(line))),
  };
  const up = windows?.up ? [windowItem('up', windows.up, startMs)] : [];
  const down = windows ? [windowItem('down', windows.down, startMs)] : [];
  const numbers = [
    ...metrics.map((metric) => metricItem(metric, record.timeMs)),
    ...[...up, ...down].filter(({ children }) => children.length > 0),
    ...(limit && limit.policies.length > 0 ? [policiesItem(limit)] : []),
    leaf(`minReplicas ${record.minReplicas}, maxReplicas ${record.maxReplicas}`),
  ];
  return [reasons, { text: 'The numbers', children: numbers }];
}

/** The question that a look answers: `why 4?`. */
export function questionOf({ outcome, replicas }: HpaRecord): string {
  return replicas === undefined || outcome === 'noScale' ? 'why nothing?' : `why ${replicas}?`;
}

const states: Readonly<Record<HpaOutcome, PartState>> = {
  scaled: 'ready',
  kept: 'completed',
  disabled: 'pending',
  noScale: 'failed',
  noMetrics: 'failed',
  refused: 'failed',
};

function resultText({ outcome, currentReplicas = 0, replicas = 0 }: HpaRecord): string {
  switch (outcome) {
    case 'scaled':
      return `from ${currentReplicas} to ${replicas}`;
    case 'kept':
      return `stays at ${replicas}`;
    case 'disabled':
      return 'switched off by 0 replicas';
    case 'noScale':
      return 'its size cannot be read';
    case 'noMetrics':
      return 'no size can be reckoned';
    case 'refused':
      return 'the new size was refused';
  }
}

function metricItem({ name, target, current, problem, measuredMs, calculation }: HpaMetricRecord, nowMs: number) {
  const children: OutlineItem[] = [leaf(`wanted: ${oneLine(target)}`)];
  if (current !== undefined) {
    const age =
      measuredMs === undefined ? '' : `, measured ${Math.max(0, Math.round((nowMs - measuredMs) / 1000))} s ago`;
    children.push(leaf(`seen: ${currentText(name, oneLine(current))}${age}`));
  }
  if (problem !== undefined) children.push({ ...leaf('no proposal'), state: 'failed', said: oneLine(problem) });
  if (calculation) {
    const { ratio, assumedRatio, factor, proposal, pods } = calculation;
    children.push(leaf(`ratio: ${short(ratio)}`));
    if (assumedRatio !== undefined) children.push(leaf(`ratio with what is assumed: ${short(assumedRatio)}`));
    children.push(leaf(`multiplied with: ${factor}`), leaf(`proposal: ${proposal}`));
    if (pods.length > 0) children.push({ text: 'Pods', children: podItems(pods, unitOf(name, '')) });
  }
  return { text: oneLine(name), children };
}

/** Bytes as a status counts them are hard to read: `67108864 (64Mi)`. */
function currentText(name: string, current: string): string {
  const isCount = unitOf(name, '') === 'bytes' && /^\d{4,15}$/.test(current);
  return isCount ? `${current} (${amountText(Number(current) * 1000, 'bytes')})` : current;
}

function podItems(pods: readonly HpaPodRecord[], unit: ReturnType<typeof unitOf>): OutlineItem[] {
  const { kept, more } = cutList(pods);
  const items = kept.map(({ item: { name, state, usageMilli, requestMilli, assumedMilli } }): OutlineItem => {
    const of = requestMilli === undefined ? '' : ` of ${amountText(requestMilli, unit)} requested`;
    const uses = usageMilli === undefined ? '' : `: uses ${amountText(usageMilli, unit)}${of}`;
    const assumed = assumedMilli === undefined ? '' : `; ${amountText(assumedMilli, unit)} is assumed`;
    const { text, look } = podStates[state];
    return { ...leaf(oneLine(`Pod ${name}${uses}${assumed}`)), state: look, said: text };
  });
  return more > 0 ? [...items, leaf(`and ${more} more`)] : items;
}

const podStates: Readonly<Record<HpaPodState, { readonly text: string; readonly look: PartState }>> = {
  counted: { text: 'counted', look: 'ready' },
  terminating: { text: 'left out: is being deleted', look: 'completed' },
  failed: { text: 'left out: has failed', look: 'failed' },
  pending: { text: 'left out at first: is Pending', look: 'pending' },
  notMeasured: { text: 'left out at first: not measured yet', look: 'pending' },
  readinessUnknown: { text: 'left out at first: nothing is known of its readiness', look: 'pending' },
  initializing: { text: 'left out at first: young and not ready', look: 'pending' },
  measuredBeforeReady: { text: 'left out at first: measured in part before it was ready', look: 'pending' },
  neverReady: { text: 'left out at first: has never been ready', look: 'pending' },
};

/** What was proposed within a window; nothing to tell where it was always the same. */
function windowItem(
  direction: 'up' | 'down',
  { seconds, recommendations }: HpaWindowRecord,
  startMs: number | undefined,
): OutlineItem {
  const runs: { readonly timeMs: number; readonly replicas: number }[] = [];
  for (const one of recommendations) if (runs.at(-1)?.replicas !== one.replicas) runs.push(one);
  const shown = runs.slice(-24);
  const children = shown.map(({ timeMs, replicas }) => leaf(`from ${timeText(timeMs, startMs)}: ${replicas}`));
  const rule = direction === 'down' ? 'the largest counts for scaling down' : 'the smallest counts for scaling up';
  return { text: `Proposed within the last ${seconds} s: ${rule}`, children: runs.length > 1 ? children : [] };
}

function policiesItem({ direction, select, policies, policyReplicas }: HpaLimitRecord): OutlineItem {
  const children = policies.map(({ type, value, periodSeconds, added, removed, replicas }) =>
    leaf(
      `${value}${type === 'Percent' ? '%' : ' Pods'} in ${periodSeconds} s, ${added} added and ${removed} removed in that time: ${replicas} allowed`,
    ),
  );
  const allowed = policyReplicas === undefined ? '' : `, ${policyReplicas} allowed`;
  return { text: `Policies for scaling ${direction}: ${select}${allowed}`, children };
}

/** With three digits after the point at the most. */
function short(amount: number): string {
  return String(Math.round(amount * 1000) / 1000);
}
