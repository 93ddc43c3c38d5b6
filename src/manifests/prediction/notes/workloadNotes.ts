import type { Deployment, Pod } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import type { AppliedManifest } from '../applying.ts';
import { type Evidence, eventsOf, podsOf } from '../evidence.ts';
import type { TrialRemark } from '../noteMaker.ts';
import type { PodLife } from '../podLife.ts';
import { counted, oneLine, someOf, spanText } from '../spans.ts';

/** How far a workload has come. */
export interface Progress {
  readonly wanted: number;
  readonly ready: number;
  /** When the last of the Pods that are there became ready. */
  readonly readyMs: number;
}

const kinds = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController']);

/** Undefined for kinds that keep no Pods running. */
export function progressOf(evidence: Evidence, manifest: AppliedManifest): Progress | undefined {
  if (!kinds.has(manifest.info.kind)) return undefined;
  const pods = podsOf(evidence, manifest).filter(({ isGone }) => !isGone);
  const { spec, status } = (evidence.witness.object(manifest.uid ?? '') ?? {}) as {
    spec?: { replicas?: number };
    status?: { desiredNumberScheduled?: number };
  };
  const wanted = manifest.info.kind === 'DaemonSet' ? (status?.desiredNumberScheduled ?? 0) : (spec?.replicas ?? 1);
  const ready = pods.filter(({ isReady }) => isReady);
  return { wanted, ready: ready.length, readyMs: Math.max(0, ...ready.map(({ readyMs }) => readyMs ?? 0)) };
}

/** Says how many Pods of a workload are ready and when, or why there are fewer. */
export function workloadNotes(evidence: Evidence, manifest: AppliedManifest): TrialRemark[] {
  const progress = progressOf(evidence, manifest);
  if (!progress) return manifest.info.kind === 'Pod' ? ownEnd(podsOf(evidence, manifest)[0]) : [];
  const { wanted, ready, readyMs } = progress;
  const path = manifest.info.kind === 'DaemonSet' ? ['kind'] : ['spec', 'replicas'];
  const pods = podsOf(evidence, manifest);
  const refused = creationProblem(evidence, manifest);
  if (refused !== undefined) return [refusedRemark(refused, progress, path)];
  const times = someOf(
    pods.map(({ name, readyMs: ms }) => (ms === undefined ? `${name} never` : `${name} after ${spanText(ms)}`)),
    6,
  );
  if (ready >= wanted) {
    const noun =
      wanted === 0 ? 'no Pod is wanted' : `${ready} of ${counted(wanted, 'Pod')} ready after ${spanText(readyMs)}`;
    return [{ path, severity: 'info', code: 'available', title: noun, detail: `Ready: ${times || 'none'}.` }];
  }
  const { nowMs } = evidence.witness;
  const late = isLate(evidence, manifest) ? '; progress deadline exceeded' : '';
  const ordered =
    manifest.info.kind === 'StatefulSet' ? ' A StatefulSet makes the next Pod only when the one before is ready.' : '';
  const deadline = late
    ? ' The Deployment reports ProgressDeadlineExceeded: kubectl rollout status ends with an error, and nothing is rolled back by itself.'
    : '';
  return [
    {
      path,
      severity: 'error',
      code: 'not-available',
      title: `${ready} of ${counted(wanted, 'Pod')} ready after ${spanText(nowMs)}${late}`,
      detail: `Ready: ${times || 'none'}. The notes at the containers and probes say why.${ordered}${deadline}`,
    },
  ];
}

function refusedRemark(refused: string, { wanted, ready }: Progress, path: readonly string[]): TrialRemark {
  return {
    path,
    severity: 'error',
    code: 'pods-refused',
    title: `${ready} of ${counted(wanted, 'Pod')}: the API server refuses them`,
    detail: `The controller cannot make its Pods, and goes on trying: ${oneLine(refused, 500)}`,
  };
}

/** Why a controller could not make a Pod, and still cannot. */
export function creationProblem(evidence: Evidence, manifest: AppliedManifest): string | undefined {
  const events = eventsOf(evidence, manifest);
  const failed = events.findLast(({ reason }) => reason === 'FailedCreate');
  const made = events.findLast(({ reason }) => reason === 'SuccessfulCreate');
  return failed && (made?.lastMs ?? 0) <= failed.lastMs ? failed.message : undefined;
}

function isLate(evidence: Evidence, { uid = '', info }: AppliedManifest): boolean {
  if (info.kind !== 'Deployment') return false;
  const deployment = evidence.witness.object(uid) as Stored<Deployment> | undefined;
  return deployment?.status?.conditions?.some(({ reason }) => reason === 'ProgressDeadlineExceeded') ?? false;
}

/** A Pod that is to come to an end by itself. */
function ownEnd(life: PodLife | undefined): TrialRemark[] {
  if (life?.finishedMs === undefined) return [];
  const path = ['metadata', 'name'];
  const after = spanText(life.finishedMs);
  const { phase, reason, message } = (life.pod as Stored<Pod>).status ?? {};
  if (phase === 'Succeeded') {
    const detail =
      'All its containers have ended with exit code 0, and restartPolicy lets it rest. It stays in the list until somebody deletes it.';
    return [{ path, severity: 'info', code: 'completes', title: `Succeeded after ${after}`, detail }];
  }
  const why = [reason, message].filter(Boolean).join(': ');
  const detail = `A container has ended with another exit code than 0, and restartPolicy is ${life.pod.spec?.restartPolicy}. ${oneLine(why, 300)}`;
  return [{ path, severity: 'error', code: 'fails', title: `Failed after ${after}`, detail }];
}
