import type {
  HpaCalculation,
  HpaLimitRecord,
  HpaMetricRecord,
  HpaPodState,
  HpaPolicyRecord,
  HpaRecord,
  HpaWindowsRecord,
} from '../../../api/autoscaling/hpaRecord.ts';
import { isWithinTolerance } from './replicaCalculator.ts';

/** A look at an HPA without its words. */
export type WordlessRecord = Omit<HpaRecord, 'why'>;

/** The calculation of one look in sentences for a learner; the last says what came of it. */
export function whyWords(record: WordlessRecord): readonly string[] {
  const { target, problem = '', currentReplicas = 0, outcome } = record;
  const name = `${target.kind} ${target.name}`;
  if (outcome === 'noScale') return [`The size of ${name} cannot be read: ${problem}.`, 'So nothing is done.'];
  if (outcome === 'disabled') {
    return [`${name} has 0 replicas. That switches autoscaling off until somebody gives it another size.`];
  }
  const words = [`${name} has ${replicasText(currentReplicas)}.`, ...boundsWords(record), ...metricsWords(record)];
  if (record.windows) words.push(...windowsWords(record, record.windows));
  if (record.limit) words.push(...limitWords(record, record.limit));
  return [...words, resultWords(record)];
}

function boundsWords({ currentReplicas = 0, minReplicas, maxReplicas, metrics, outcome }: WordlessRecord): string[] {
  if (metrics.length > 0 || outcome === 'noMetrics') return [];
  return currentReplicas > maxReplicas
    ? [`That is more than maxReplicas, ${maxReplicas}: no metric is asked.`]
    : [`That is less than minReplicas, ${minReplicas}: no metric is asked.`];
}

function metricsWords({ metrics, chosenMetric, proposal, currentReplicas = 0, outcome }: WordlessRecord): string[] {
  const words = metrics.flatMap((metric) => metricWords(metric, currentReplicas));
  const chosen = chosenMetric === undefined ? undefined : metrics[chosenMetric];
  if (chosen && metrics.length > 1) words.push(`The largest proposal counts: ${proposal}, by ${chosen.name}.`);
  if (outcome === 'noMetrics' && metrics.some(({ problem }) => problem === undefined)) {
    words.push('While a metric says nothing, the size may rise, but not fall: that metric might want more.');
  }
  return words;
}

function metricWords({ name, target, current, problem, calculation }: HpaMetricRecord, size: number): string[] {
  if (problem !== undefined || !calculation) return [`${name}: no proposal, because ${problem}.`];
  const { ratio, counts } = calculation;
  const { counted = 0, ...others } = counts;
  const left = Object.entries(others).map(([state, count]) => `${count} ${stateWords[state as HpaPodState]}`);
  const leftOut = left.length > 0 ? [`${name}: left out at first: ${left.join(', ')}; ${counted} counted.`] : [];
  return [
    ...leftOut,
    `${name}: ${current} where ${target} is wanted, a ratio of ${short(ratio)}.`,
    `${name}: ${verdictWords(calculation, size)}`,
  ];
}

function verdictWords({ ratio, assumedRatio, factor, verdict, proposal }: HpaCalculation, size: number): string {
  const used = assumedRatio ?? ratio;
  const assumption = ratio > 1 ? 'use nothing' : 'use all that they may';
  const assumed =
    assumedRatio === undefined ? '' : `if those that were left out ${assumption}, the ratio is ${short(used)}; `;
  if (verdict === 'withinTolerance' || (verdict === 'ratioWouldTurn' && isWithinTolerance(used))) {
    return `${assumed}${short(used)} lies within 0.9 and 1.1, so ${size} is good enough.`;
  }
  if (verdict === 'ratioWouldTurn') return `${assumed}that is the other direction, so it stays at ${size}.`;
  const product = `${short(used)} × ${factor} = ${short(used * factor)}`;
  if (verdict === 'sizeWouldTurn') return `${assumed}${product}, which is the other direction, so it stays at ${size}.`;
  return `${assumed}${product}, rounded up: ${proposal}.`;
}

const stateWords: Readonly<Record<HpaPodState, string>> = {
  counted: 'counted',
  terminating: 'being deleted',
  failed: 'failed',
  pending: 'Pending',
  notMeasured: 'not measured',
  readinessUnknown: 'without a word on readiness',
  initializing: 'young and not ready',
  measuredBeforeReady: 'measured while it was not ready yet',
  neverReady: 'never ready so far',
};

function windowsWords(
  { proposal = 0, currentReplicas = 0 }: WordlessRecord,
  { up, down, replicas }: HpaWindowsRecord,
): string[] {
  if (replicas === proposal) return [];
  const { seconds } = up && proposal >= currentReplicas ? up : down;
  return replicas > proposal
    ? [`Within the last ${down.seconds} s, ${wereProposed(replicas)}, too: it does not go below that yet.`]
    : [`Within the last ${seconds} s, only ${wereProposed(replicas)}, too: it does not go above that yet.`];
}

function limitWords({ minReplicas, maxReplicas }: WordlessRecord, limit: HpaLimitRecord): string[] {
  const { limitedBy, select, policyReplicas = 0, policies } = limit;
  if (limitedBy === 'maxReplicas') return [`maxReplicas is ${maxReplicas}.`];
  if (limitedBy === 'minReplicas') return [`minReplicas is ${minReplicas}.`];
  if (limitedBy !== 'policies') return [];
  if (select === 'Doubling') return [`One step goes to twice the size at most, or to 4: to ${policyReplicas}.`];
  if (select === 'Disabled') return [`The policy for scaling ${limit.direction} is Disabled.`];
  const which = select === 'Min' ? 'the one that changes least counts' : 'the one that changes most counts';
  return [
    `The policies for scaling ${limit.direction} allow ${policyReplicas}: ${policies.map(policyWords).join(', ')}${
      policies.length > 1 ? `; ${which}` : ''
    }.`,
  ];
}

function policyWords({ type, value, periodSeconds, added, removed, replicas }: HpaPolicyRecord): string {
  const size = type === 'Pods' ? `${value} ${value === 1 ? 'Pod' : 'Pods'}` : `${value}%`;
  const done = [...(added > 0 ? [`${added} added`] : []), ...(removed > 0 ? [`${removed} removed`] : [])];
  const already = done.length > 0 ? ` with ${done.join(' and ')} already` : '';
  return `${size} in ${periodSeconds} s${already} is ${replicas}`;
}

function resultWords({ replicas = 0, currentReplicas = 0, outcome, problem }: WordlessRecord): string {
  if (outcome === 'noMetrics') return `So it stays at ${currentReplicas}: ${problem}.`;
  if (outcome === 'refused') return `So it should change, but the new size was refused: ${problem}.`;
  return outcome === 'scaled' ? `So it goes from ${currentReplicas} to ${replicas}.` : `So it stays at ${replicas}.`;
}

function wereProposed(count: number): string {
  return `${count} ${count === 1 ? 'was' : 'were'} proposed`;
}

function replicasText(count: number): string {
  return count === 1 ? '1 replica' : `${count} replicas`;
}

/** With two digits after the point at the most. */
function short(amount: number): string {
  return String(Math.round(amount * 100) / 100);
}
