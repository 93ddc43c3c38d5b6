import { isTimeZone } from './timeZoneNames.ts';

const explicit = 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones';

/** Why a CronJob cannot run by the clocks of this zone, in the server's words; undefined where it can. */
export function timeZoneProblem(name: string): string | undefined {
  if (name === '') return 'timeZone must be nil or non-empty string';
  if (name.toLowerCase() === 'local') return explicit;
  return isTimeZone(name) ? undefined : `unknown time zone ${name}`;
}
