import type { HpaRecord } from '../../../api/autoscaling/hpaRecord.ts';
import type { HorizontalPodAutoscaler } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import type { AppliedManifest } from '../applying.ts';
import type { Evidence } from '../evidence.ts';
import type { TrialRemark } from '../noteMaker.ts';
import { counted, oneLine, spanText } from '../spans.ts';
import { rateText } from './loads.ts';

/** Says which size an autoscaler gives its target over time, or why it does nothing. */
export function autoscalerNotes(evidence: Evidence, manifest: AppliedManifest): TrialRemark[] {
  if (manifest.info.kind !== 'HorizontalPodAutoscaler') return [];
  const { cluster, witness, load } = evidence;
  const hpa = witness.object(manifest.uid ?? '') as Stored<HorizontalPodAutoscaler> | undefined;
  const records = cluster.hpaRecords(manifest.namespace, manifest.name);
  const last = records.at(-1);
  if (!hpa || !last) return [];
  const off = hpa.status?.conditions?.find(
    ({ type, status }) => (type === 'AbleToScale' || type === 'ScalingActive') && status === 'False',
  );
  if (off?.type === 'AbleToScale') {
    const path = ['spec', 'scaleTargetRef', 'name'];
    const said = oneLine(off.message ?? '', 300);
    const detail = `The autoscaler cannot read or change the size of its target: ${said}. Check apiVersion, kind and name of scaleTargetRef; it must be in the same Namespace.`;
    return [{ path, severity: 'error', code: 'hpa-target', title: `no target: ${shortReason(said)}`, detail }];
  }
  const path = ['metadata', 'name'];
  if (off && last.outcome !== 'disabled') {
    const said = oneLine(last.metrics.find(({ problem }) => problem !== undefined)?.problem ?? off.message ?? '', 300);
    const detail = `kubectl shows <unknown> for the metric, and the autoscaler changes nothing: ${said}. ${adviceOn(said)}`;
    return [{ path, severity: 'error', code: 'hpa-unknown', title: `<unknown>: ${shortReason(said)}`, detail }];
  }
  const steps = stepsOf(records);
  const beganMs = cluster.nowMs - witness.nowMs;
  const over = steps.map(({ replicas, timeMs }) => `${replicas} after ${spanText(timeMs - beganMs)}`).join(', ');
  const [least, most] = [
    Math.min(...steps.map(({ replicas }) => replicas)),
    Math.max(...steps.map(({ replicas }) => replicas)),
  ];
  const now = last.replicas ?? 0;
  const under = load ? `at ${rateText(load.requestsPerSecond)}` : 'without load';
  const way =
    steps.length > 1 && (least !== now || most !== now)
      ? ` (${steps
          .slice(-6)
          .map(({ replicas }) => replicas)
          .join(' → ')})`
      : '';
  const isFull = now >= last.maxReplicas && (last.proposal ?? 0) > last.maxReplicas;
  const metrics = last.metrics
    .map(({ name, current, target }) => `${name}: ${current ?? '<unknown>'} of ${target}`)
    .join('; ');
  const full = isFull ? ` It wanted ${last.proposal}, and maxReplicas is ${last.maxReplicas}.` : '';
  return [
    {
      path,
      severity: isFull ? 'warning' : 'info',
      code: 'hpa-replicas',
      title: `${counted(now, 'replica')} ${under}${way}`,
      detail: `Replicas over time: ${over}.${full} In the end: ${metrics}. ${load ? '' : 'Choose a load for one of the Services to see it scale. '}The last look: ${oneLine(last.why.join(' '), 400)}`,
    },
  ];
}

/** The looks at which the size became another one. */
function stepsOf(records: readonly HpaRecord[]): { readonly replicas: number; readonly timeMs: number }[] {
  const steps: { replicas: number; timeMs: number }[] = [];
  for (const { replicas, timeMs } of records) {
    if (replicas !== undefined && steps.at(-1)?.replicas !== replicas) steps.push({ replicas, timeMs });
  }
  return steps;
}

function shortReason(said: string): string {
  return /missing request for \w+ in container \S+|\S+ "[^"]*" not found/.exec(said)?.[0] ?? said;
}

function adviceOn(said: string): string {
  if (/missing request/.test(said)) {
    return 'A utilization is a percentage of the request, so each container of the Pods, sidecars too, needs resources.requests for it.';
  }
  if (/no metrics returned/.test(said))
    return 'There is no measurement of a Pod: none runs, or none has run long enough.';
  if (/custom|external/.test(said)) return 'Custom and external metrics need an adapter that serves them.';
  return '';
}
