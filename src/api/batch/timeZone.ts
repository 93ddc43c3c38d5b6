import { isTimeZone } from './timeZoneNames.ts';

const explicit = 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones';

/** Why a CronJob cannot run by the clocks of this zone, in the server's words; none where it can. */
export function timeZoneProblems(name: string): string[] {
  if (name === '') return ['timeZone must be nil or non-empty string'];
  const unknown = `unknown time zone ${name}`;
  if (name.toLowerCase() !== 'local') return isTimeZone(name) ? [] : [unknown];
  // Go knows `Local` alone, in this very case.
  return name === 'Local' ? [explicit] : [explicit, unknown];
}
