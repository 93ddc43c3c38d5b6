import type { CronJob, Job } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { formatTime, parseTime } from '../../../api/time.ts';
import type { AppliedManifest } from '../applying.ts';
import { containersOf, type Evidence, ownerOf, podsOf } from '../evidence.ts';
import { nextRunMs } from '../nextRun.ts';
import type { TrialRemark } from '../noteMaker.ts';
import { counted, oneLine, spanText } from '../spans.ts';
import { creationProblem } from './workloadNotes.ts';

/** The Jobs of a manifest: it itself, or those that a CronJob has made. */
function jobsOf({ witness }: Evidence, manifest: AppliedManifest): Stored<Job>[] {
  const byUid = new Map([[manifest.uid ?? '', manifest]]);
  return witness
    .allObjects()
    .filter((object) => object.kind === 'Job' && ownerOf(object, witness, byUid)) as Stored<Job>[];
}

/** Says when a Job completes or fails, or what keeps it from ending. */
export function jobNotes(evidence: Evidence, manifest: AppliedManifest): TrialRemark[] {
  const { kind } = manifest.info;
  if (kind !== 'Job' && kind !== 'CronJob') return [];
  const job = jobsOf(evidence, manifest)[0];
  if (!job) return [];
  const path = ['metadata', 'name'];
  const subject = kind === 'Job' ? '' : 'its Job ';
  const { conditions = [], succeeded = 0, failed = 0 } = job.status ?? {};
  const pods = podsOf(evidence, manifest);
  const beginMs = Math.min(...pods.map(({ createdMs }) => createdMs));
  const endMs = Math.max(...pods.map(({ finishedMs }) => finishedMs ?? 0)) - beginMs;
  const tally = `${counted(succeeded, 'Pod')} succeeded, ${failed} failed.`;
  if (conditions.some(({ type, status }) => type === 'Complete' && status === 'True')) {
    return [
      {
        path,
        severity: 'info',
        code: 'job-completes',
        title: `${subject}completes after ${spanText(endMs)}`,
        detail: tally,
      },
    ];
  }
  const failure = conditions.find(({ type, status }) => type === 'Failed' && status === 'True');
  if (failure) {
    const title = `${subject}fails after ${spanText(endMs)}: ${failure.reason}`;
    const detail = `${tally} The Job gives up: ${oneLine(failure.message ?? '', 300)}. The notes at the containers say why the Pods fail.`;
    return [{ path, severity: 'error', code: 'job-fails', title, detail }];
  }
  const refused = creationProblem(evidence, manifest);
  if (refused !== undefined) {
    const title = `${subject}makes no Pod: the API server refuses it`;
    return [{ path, severity: 'error', code: 'pods-refused', title, detail: oneLine(refused, 500) }];
  }
  if (job.spec?.suspend) {
    const detail = 'With suspend: true a Job makes no Pods until somebody sets it to false.';
    return [{ path, severity: 'info', code: 'job-suspended', title: `${subject}is suspended`, detail }];
  }
  return neverEnding(evidence, manifest, `${subject}still runs after ${spanText(evidence.witness.nowMs - beginMs)}`);
}

/** A container that goes on while another has done its work keeps the Pod, and so the Job, from ending. */
function neverEnding(evidence: Evidence, manifest: AppliedManifest, title: string): TrialRemark[] {
  const path = ['metadata', 'name'];
  const main = containersOf(manifest).filter(({ role }) => role === 'app');
  for (const pod of podsOf(evidence, manifest)) {
    const lives = main.map((written) => ({ written, life: pod.containers.get(written.name) }));
    const done = lives.find(({ life }) => !life?.isRunning && life?.ends.at(-1)?.exitCode === 0);
    const running = lives.filter(({ life }) => life?.isRunning);
    if (!done || running.length === 0) continue;
    const names = running.map(({ written }) => written.name).join(', ');
    const doneMs = done.life?.ends.at(-1)?.atMs ?? 0;
    const detail = `Container ${done.written.name} has done its work after ${spanText(doneMs)}, but ${names} goes on. A Job's Pod ends when all its containers have ended, so the Job never completes. If ${names} is a helper (a sidecar), move it to initContainers with restartPolicy: Always: such a sidecar is stopped when the work is done.`;
    return [
      { path, severity: 'error', code: 'job-never-ends', title: `never completes: ${names} goes on`, detail },
      ...running.map(({ written }): TrialRemark => {
        const says = 'keeps the Job from completing';
        return { path: [...written.path, 'name'], severity: 'error', code: 'job-never-ends', title: says, detail };
      }),
    ];
  }
  const detail =
    'No container has ended so far. If it is a long task, that is well; a program that never ends, such as a server, belongs in a Deployment.';
  return [{ path, severity: 'warning', code: 'job-still-runs', title, detail }];
}

/** Says when a CronJob runs next. */
export function cronJobNotes(evidence: Evidence, manifest: AppliedManifest): TrialRemark[] {
  if (manifest.info.kind !== 'CronJob') return [];
  const cronJob = evidence.witness.object(manifest.uid ?? '') as Stored<CronJob> | undefined;
  const beganMs = parseTime(cronJob?.metadata.creationTimestamp ?? '');
  if (!cronJob || beganMs === undefined) return [];
  const path = ['spec', 'schedule'];
  if (cronJob.spec?.suspend) {
    const detail =
      'With suspend: true no Job is made at the times of the schedule. One was started by hand in the trial, to see what it does.';
    return [{ path, severity: 'warning', code: 'cron-suspended', title: 'suspended: no next run', detail }];
  }
  const nextMs = nextRunMs(cronJob, beganMs);
  if (nextMs === undefined) {
    const unknown = cronJob.spec?.timeZone === undefined ? '' : ', or its time zone is not known here';
    const detail = `Within five years the schedule has no time${unknown}.`;
    return [{ path, severity: 'warning', code: 'cron-never', title: 'no next run', detail }];
  }
  const runs: string[] = [];
  for (let at: number | undefined = nextMs; at !== undefined && runs.length < 3; at = nextRunMs(cronJob, at)) {
    runs.push(clockText(at));
  }
  const jobs = jobsOf(evidence, manifest).length;
  const detail = `The trial's clock stood at ${clockText(beganMs)}. The next runs: ${runs.join(', ')}. ${counted(jobs, 'Job')} ran in the trial.`;
  return [
    {
      path,
      severity: 'info',
      code: 'cron-next',
      title: `next run in ${spanText(nextMs - beganMs)}: ${clockText(nextMs)}`,
      detail,
    },
  ];
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** `Mon 2026-01-05 12:30 UTC`. */
function clockText(ms: number): string {
  const text = formatTime(ms);
  return `${days[new Date(ms).getUTCDay()]} ${text.slice(0, 10)} ${text.slice(11, 16)} UTC`;
}
