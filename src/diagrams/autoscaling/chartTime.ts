import { formatTime } from '../../api/time.ts';

/** A moment as the cluster's clock shows it, `00:05:15` since its start; without a start as a time of day, `12:05:15 UTC`. */
export function timeText(timeMs: number, startMs: number | undefined): string {
  if (startMs === undefined) return isShown(timeMs) ? `${formatTime(timeMs).slice(11, 19)} UTC` : 'an unknown time';
  const seconds = Math.max(0, Math.floor((timeMs - startMs) / 1000));
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return clock.map((part) => String(part).padStart(2, '0')).join(':');
}

/** A moment on the chart, in seconds since the start or since 1970. */
export function chartSeconds(timeMs: number, startMs = 0): number {
  return Math.round((timeMs - startMs) / 1000);
}

/** Whether a date can show it. */
function isShown(timeMs: number): boolean {
  return Number.isFinite(timeMs) && Math.abs(timeMs) < 8.64e15;
}
