import { type CronSchedule, parseCronSchedule } from '../../../api/batch/cronSchedule.ts';
import { nextCronTime } from '../../../api/batch/nextCronTime.ts';
import { type OffsetMinutes, offsetsOf } from '../../../api/batch/zoneOffsets.ts';
import type { CronJob } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { parseTime } from '../../../api/time.ts';

/** So much later than its time a CronJob is looked at, so that the time has surely come (`nextScheduleDelta`). */
const lookLaterMs = 100;
/** More missed times than this are worth a warning. */
const manyMissed = 100;

/** When a CronJob makes Jobs. */
export interface CronClock {
  readonly schedule: CronSchedule;
  readonly offset: OffsetMinutes;
}

/** Why there is no schedule to follow, for an Event. */
export interface CronProblem {
  readonly reason: string;
  readonly message: string;
}

/** Reads the schedule and the zone; those of a CronJob that the server has taken can fail only for the zone. */
export function clockOf({ spec }: CronJob): CronClock | CronProblem {
  const text = spec?.schedule ?? '';
  const named = /^(?:CRON_)?TZ=(\S*)/.exec(text)?.[1];
  const zone = spec?.timeZone ?? named ?? '';
  const offset = offsetsOf(zone);
  if (!offset) {
    const message = `invalid timeZone: "${zone}": the simulated cluster does not know its clocks`;
    return { reason: 'UnknownTimeZone', message };
  }
  const schedule = parseCronSchedule(text);
  if (typeof schedule === 'string') {
    return { reason: 'UnparseableSchedule', message: `unparseable schedule: "${text}" : ${schedule}` };
  }
  return { schedule, offset };
}

/** The last time that has come and that no Job was made for, if there is one (`mostRecentScheduleTime`). */
export interface DueTime {
  readonly dueMs?: number;
  readonly missedMany: boolean;
}

export function dueTime(cronJob: Stored<CronJob>, clock: CronClock, nowMs: number): DueTime {
  const deadlineSeconds = cronJob.spec?.startingDeadlineSeconds;
  const lastMs = lastTimeMs(cronJob);
  const earliestMs = deadlineSeconds === undefined ? lastMs : Math.max(lastMs, nowMs - deadlineSeconds * 1000);
  const recent = mostRecent(clock, earliestMs, nowMs);
  return { ...(recent.timeMs !== undefined && { dueMs: recent.timeMs }), missedMany: recent.missed > manyMissed };
}

/** How long it is until the CronJob must be looked at again; undefined where its schedule has no more times. */
export function waitMs(cronJob: Stored<CronJob>, clock: CronClock, nowMs: number): number | undefined {
  const lastMs = lastTimeMs(cronJob);
  const fromMs = mostRecent(clock, lastMs, nowMs).timeMs ?? lastMs;
  const nextMs = nextCronTime(clock.schedule, fromMs, clock.offset);
  return nextMs === undefined ? undefined : Math.max(0, nextMs + lookLaterMs - nowMs);
}

function mostRecent({ schedule, offset }: CronClock, earliestMs: number, nowMs: number) {
  const firstMs = nextCronTime(schedule, earliestMs, offset);
  if (firstMs === undefined || nowMs < firstMs) return { missed: 0 };
  const secondMs = nextCronTime(schedule, firstMs, offset);
  if (secondMs === undefined || nowMs < secondMs) return { timeMs: firstMs, missed: 0 };
  // After a long pause the times in between are guessed rather than counted.
  const distanceMs = secondMs - firstMs;
  const missed = Math.floor((nowMs - firstMs) / distanceMs) + 1;
  let timeMs: number | undefined;
  let nextMs = nextCronTime(schedule, firstMs + (missed - 2) * distanceMs, offset);
  while (nextMs !== undefined && nextMs <= nowMs) {
    timeMs = nextMs;
    nextMs = nextCronTime(schedule, timeMs, offset);
  }
  return { timeMs: timeMs ?? firstMs, missed };
}

function lastTimeMs({ metadata, status }: Stored<CronJob>): number {
  return parseTime(status?.lastScheduleTime ?? metadata.creationTimestamp) ?? 0;
}
