import { type FieldPath, formatPath } from '../../api/field.ts';
import type { AppliedManifest } from './applying.ts';
import { type Evidence, isSuperseded, ownerOf, ownersOf } from './evidence.ts';
import { noteOf, type TrialRemark } from './noteMaker.ts';
import { applyNotes } from './notes/applyNotes.ts';
import { autoscalerNotes } from './notes/autoscalerNotes.ts';
import { containerNotes } from './notes/containerNotes.ts';
import { cronJobNotes, jobNotes } from './notes/jobNotes.ts';
import { placeNotes } from './notes/placeNotes.ts';
import { probeNotes } from './notes/probeNotes.ts';
import { serviceNotes } from './notes/serviceNotes.ts';
import { claimNotes, volumeNotes } from './notes/volumeNotes.ts';
import { workloadNotes } from './notes/workloadNotes.ts';
import type { Prediction, PredictionNote, TimelineEntry } from './prediction.ts';
import { oneLine } from './spans.ts';
import { summaryOf, unreadableSummary } from './summaries.ts';
import type { Trial } from './trial.ts';
import type { UnreadableManifest } from './trialPlan.ts';

const maxNotesOfManifest = 100;
const maxTimeline = 500;
const maxTimelineText = 200;

/** Everything that can be said about a manifest that the API server has taken. */
const allNotes: readonly ((evidence: Evidence, manifest: AppliedManifest) => TrialRemark[])[] = [
  workloadNotes,
  jobNotes,
  cronJobNotes,
  placeNotes,
  containerNotes,
  probeNotes,
  volumeNotes,
  claimNotes,
  serviceNotes,
  autoscalerNotes,
];

/** What a trial has shown so far. */
export function reportOf(trial: Trial): Prediction {
  const { cluster, witness, applied, load, madeNamespaces } = trial;
  const unreadable = trial.plan.unreadable;
  const unreadableNotes = unreadable.map(unreadableNote);
  if (!cluster || !witness) {
    const limits = [...trial.limits];
    return { notes: unreadableNotes, timeline: [], summaries: unreadable.map(unreadableSummary), limits, ranMs: 0 };
  }
  const evidence: Evidence = {
    cluster,
    witness,
    applied,
    madeNamespaces,
    owners: ownersOf(witness, applied),
    ...(load && { load }),
  };
  const noted = applied.flatMap((manifest) => notesOf(evidence, manifest));
  const notes = [...noted, ...unreadableNotes].sort((a, b) => a.document - b.document || comparePaths(a.path, b.path));
  const summaries = [
    ...applied.map((manifest) => summaryOf(evidence, manifest, notes)),
    ...unreadable.map(unreadableSummary),
  ].sort((a, b) => a.document - b.document);
  const { timeline, limits } = timelineOf(evidence);
  return { notes, timeline, summaries, limits: [...trial.limits, ...limits], ranMs: witness.nowMs };
}

function notesOf(evidence: Evidence, manifest: AppliedManifest): PredictionNote[] {
  const remarks = applyNotes(evidence, manifest);
  if (manifest.outcome !== 'refused' && !isSuperseded(evidence, manifest)) {
    for (const notes of allNotes) remarks.push(...notes(evidence, manifest));
  }
  return remarks.slice(0, maxNotesOfManifest).map((remark) => noteOf(manifest, remark));
}

function unreadableNote(manifest: UnreadableManifest): PredictionNote {
  const title = 'cannot be applied: the text is no valid YAML';
  const detail = 'kubectl refuses the whole file; mend what is underlined, then try again.';
  return noteOf(manifest, { path: [], part: 'key', severity: 'error', code: 'unreadable', title, detail });
}

function comparePaths(a: FieldPath, b: FieldPath): number {
  for (const [index, segment] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    if (typeof segment === 'number' && typeof other === 'number' && segment !== other) return segment - other;
    const [left, right] = [formatPath([segment]), formatPath([other])];
    if (left !== right) return left < right ? -1 : 1;
  }
  return a.length - b.length;
}

function timelineOf({ witness, applied }: Evidence): { timeline: TimelineEntry[]; limits: string[] } {
  const byUid = new Map(applied.flatMap((manifest) => (manifest.uid === undefined ? [] : [[manifest.uid, manifest]])));
  const own = witness.moments.flatMap(({ atMs, uid, text }) => {
    const object = witness.object(uid);
    if (!object || !ownerOf(object, witness, byUid)) return [];
    const { name, namespace } = object.metadata;
    const place = namespace === undefined || namespace === 'default' ? '' : `${namespace}/`;
    return [{ atMs, subject: `${object.kind} ${place}${name}`, text: oneLine(text, maxTimelineText) }];
  });
  const limits =
    own.length > maxTimeline ? [`The timeline shows the first ${maxTimeline} of ${own.length} moments.`] : [];
  return { timeline: own.slice(0, maxTimeline), limits };
}
