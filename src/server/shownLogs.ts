import { formatMicroTime, parseTime } from '../api/time.ts';

/** A time of a log (RFC 3339 with its fraction) at the beginning of a line, and nowhere else. */
const lineTime = /(?<=^|\n)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z(?= )/g;

/** The lines of a log that was asked for with `timestamps`, each with its time as `shown` gives it. */
export function shownLog(text: string, shown: (virtualMs: number) => number): string {
  return text.replace(lineTime, (time) => {
    const ms = parseTime(time);
    return ms === undefined ? time : formatMicroTime(shown(ms));
  });
}
