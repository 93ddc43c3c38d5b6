import type { AppliedManifest } from './applying.ts';
import { type Evidence, isSuperseded, podsOf } from './evidence.ts';
import { progressOf } from './notes/workloadNotes.ts';
import type { PredictionNote, PredictionSeverity, PredictionSummary } from './prediction.ts';
import { counted, oneLine, spanText } from './spans.ts';
import type { UnreadableManifest } from './trialPlan.ts';

const maxLength = 200;
const severities: readonly PredictionSeverity[] = ['error', 'warning', 'info'];

/** What became of a manifest, in a sentence; its notes say why. */
export function summaryOf(
  evidence: Evidence,
  manifest: AppliedManifest,
  notes: readonly PredictionNote[],
): PredictionSummary {
  const { index, file, info, namespace, name } = manifest;
  const own = notes.filter(({ document }) => document === index);
  const severity = severities.find((each) => own.some((note) => note.severity === each)) ?? 'info';
  const worst = own.find((note) => note.severity === severity && severity !== 'info');
  const text = textOf(evidence, manifest, own);
  const sentence = worst ? withTrouble(text, worst.title) : text;
  const place = namespace === '' || namespace === 'default' ? '' : `${namespace}/`;
  const subject = `${info.kind} ${place}${name}`;
  return { file, document: index, subject, severity, text: oneLine(sentence, maxLength) };
}

/** What went wrong is named even where the sentence alone would sound well; what both say stands there once. */
function withTrouble(text: string, trouble: string): string {
  if (text.includes(trouble)) return text;
  return trouble.startsWith(text) ? trouble : `${text}: ${trouble}`;
}

/** A text that nobody could read. */
export function unreadableSummary({ index, file, document }: UnreadableManifest): PredictionSummary {
  const subject = [document.kindName ?? 'manifest', document.name].filter(Boolean).join(' ');
  return {
    file,
    document: index,
    subject: oneLine(subject, maxLength),
    severity: 'error',
    text: 'cannot be applied: the text is no valid YAML',
  };
}

function textOf(evidence: Evidence, manifest: AppliedManifest, own: readonly PredictionNote[]): string {
  const { info, outcome } = manifest;
  const titleOf = (...codes: string[]) =>
    own.find(({ code }) => codes.includes(code.replace('prediction/', '')))?.title;
  if (outcome === 'refused') return titleOf('refused') ?? 'refused';
  if (isSuperseded(evidence, manifest)) return `${outcome}, then changed by a later manifest`;
  const progress = progressOf(evidence, manifest);
  if (progress) {
    const { wanted, ready, readyMs } = progress;
    const after = ready >= wanted ? readyMs : evidence.witness.nowMs;
    return wanted === 0 ? 'no Pod is wanted' : `${ready} of ${counted(wanted, 'Pod')} ready after ${spanText(after)}`;
  }
  switch (info.kind) {
    case 'Pod':
      return titleOf('completes', 'fails') ?? podText(evidence, manifest);
    case 'Job':
      return titleOf('job-completes', 'job-fails', 'job-never-ends', 'job-still-runs', 'job-suspended') ?? 'created';
    case 'CronJob':
      return titleOf('cron-next', 'cron-suspended', 'cron-never') ?? 'created';
    case 'Service':
      return titleOf('endpoints', 'no-endpoints', 'nobody-listens') ?? titleOf('dns') ?? 'created';
    case 'HorizontalPodAutoscaler':
      return titleOf('hpa-replicas', 'hpa-unknown', 'hpa-target') ?? 'created';
    case 'PersistentVolumeClaim':
      return titleOf('claim-bound', 'claim-pending') ?? 'created';
    default:
      return outcome;
  }
}

function podText(evidence: Evidence, manifest: AppliedManifest): string {
  const pod = podsOf(evidence, manifest)[0];
  if (pod?.isReady) return `ready after ${spanText(pod.readyMs ?? 0)}`;
  return `not ready after ${spanText(evidence.witness.nowMs)}`;
}
