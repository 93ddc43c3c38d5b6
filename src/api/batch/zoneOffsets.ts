/** By how many minutes the clocks of a zone are ahead of UTC at a moment, which is given in milliseconds since 1970. */
export type OffsetMinutes = (atMs: number) => number;

export const utc: OffsetMinutes = () => 0;

/** Names of UTC itself. */
const utcNames =
  'UTC UCT Universal Zulu Greenwich GMT GMT0 GMT+0 GMT-0 Africa/Abidjan Africa/Accra Africa/Dakar Atlantic/Reykjavik Iceland';

/** Zones that have no summer time, with their minutes ahead of UTC. */
const fixed: Readonly<Record<string, number>> = {
  'Africa/Algiers Africa/Lagos Africa/Luanda Africa/Tunis': 60,
  'Africa/Harare Africa/Johannesburg Africa/Khartoum Africa/Maputo Africa/Tripoli Libya': 120,
  'Africa/Addis_Ababa Africa/Nairobi Asia/Baghdad Asia/Kuwait Asia/Qatar Asia/Riyadh Europe/Istanbul Europe/Minsk Europe/Moscow Turkey W-SU': 180,
  'Asia/Tehran Iran': 210,
  'Asia/Baku Asia/Dubai Asia/Muscat Asia/Tbilisi Asia/Yerevan': 240,
  'Asia/Kabul': 270,
  'Asia/Almaty Asia/Karachi Asia/Tashkent Asia/Yekaterinburg': 300,
  'Asia/Calcutta Asia/Colombo Asia/Kolkata': 330,
  'Asia/Kathmandu Asia/Katmandu': 345,
  'Asia/Dhaka Asia/Omsk': 360,
  'Asia/Rangoon Asia/Yangon': 390,
  'Asia/Bangkok Asia/Ho_Chi_Minh Asia/Jakarta Asia/Novosibirsk Asia/Saigon': 420,
  'Asia/Hong_Kong Asia/Kuala_Lumpur Asia/Manila Asia/Shanghai Asia/Singapore Asia/Taipei Australia/Perth Hongkong PRC ROC Singapore': 480,
  'Asia/Pyongyang Asia/Seoul Asia/Tokyo Japan ROK': 540,
  'Australia/Darwin': 570,
  'Australia/Brisbane Asia/Vladivostok': 600,
  'Pacific/Honolulu HST US/Hawaii': -600,
  'America/Phoenix MST US/Arizona': -420,
  'America/Costa_Rica America/Mexico_City Mexico/General': -360,
  'America/Bogota America/Lima America/Panama EST': -300,
  'America/Caracas America/La_Paz America/Manaus': -240,
  'America/Argentina/Buenos_Aires America/Buenos_Aires America/Montevideo America/Sao_Paulo Brazil/East': -180,
};

/** Zones of the European Union's rule: from the last Sunday of March to the last of October, 01:00 UTC. */
const european: Readonly<Record<string, number>> = {
  'Atlantic/Azores': -60,
  'Europe/London Europe/Dublin Europe/Belfast Europe/Lisbon Europe/Guernsey Europe/Jersey Europe/Isle_of_Man Atlantic/Canary Atlantic/Madeira Atlantic/Faroe GB Eire Portugal WET': 0,
  'Europe/Amsterdam Europe/Andorra Europe/Belgrade Europe/Berlin Europe/Bratislava Europe/Brussels Europe/Budapest Europe/Busingen Europe/Copenhagen Europe/Gibraltar Europe/Ljubljana Europe/Luxembourg Europe/Madrid Europe/Malta Europe/Monaco Europe/Oslo Europe/Paris Europe/Podgorica Europe/Prague Europe/Rome Europe/San_Marino Europe/Sarajevo Europe/Skopje Europe/Stockholm Europe/Tirane Europe/Vaduz Europe/Vatican Europe/Vienna Europe/Warsaw Europe/Zagreb Europe/Zurich Arctic/Longyearbyen CET MET Poland': 60,
  'Europe/Athens Europe/Bucharest Europe/Helsinki Europe/Kiev Europe/Kyiv Europe/Mariehamn Europe/Riga Europe/Sofia Europe/Tallinn Europe/Vilnius Asia/Nicosia EET': 120,
};

/** Zones of the rule of the United States: from the second Sunday of March to the first of November, 02:00 by the clock. */
const american: Readonly<Record<string, number>> = {
  'America/Halifax Atlantic/Bermuda Canada/Atlantic': -240,
  'America/New_York America/Detroit America/Toronto America/Montreal America/Nassau EST5EDT US/Eastern US/Michigan Canada/Eastern':
    -300,
  'America/Chicago America/Menominee America/Winnipeg CST6CDT US/Central Canada/Central': -360,
  'America/Boise America/Denver America/Edmonton MST7MDT Navajo US/Mountain Canada/Mountain': -420,
  'America/Los_Angeles America/Tijuana America/Vancouver PST8PDT US/Pacific Canada/Pacific': -480,
  'America/Anchorage America/Juneau US/Alaska': -540,
};

/** From the first Sunday of October to the first of April, 02:00 standard time: the south-east of Australia. */
const australian: Readonly<Record<string, number>> = {
  'Australia/Adelaide Australia/South': 570,
  'Australia/Sydney Australia/Melbourne Australia/Hobart Australia/Canberra Australia/ACT Australia/NSW Australia/Tasmania Australia/Victoria': 600,
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/**
 * The clocks of a time zone by the rules of today; undefined for zones that the simulation does not know. It has no
 * database of time zones: it knows UTC, the zones without summer time that are asked for most, and the summer times of
 * Europe, North America and Australia. https://www.iana.org/time-zones
 */
export function offsetsOf(zone: string): OffsetMinutes | undefined {
  if (zone === '') return utc;
  const etc = /^Etc\/GMT([+-]\d{1,2})$/.exec(zone);
  // The sign in these names says how far UTC is ahead.
  if (etc) return () => -60 * Number(etc[1]);
  if (zone.startsWith('Etc/') || utcNames.split(' ').includes(zone)) return utc;
  const steady = minutesOf(fixed, zone);
  if (steady !== undefined) return () => steady;
  return (
    summerTime(minutesOf(european, zone), europeanSummer) ??
    summerTime(minutesOf(american, zone), americanSummer) ??
    summerTime(minutesOf(australian, zone), australianSummer)
  );
}

type IsSummer = (atMs: number, year: number, standardMinutes: number) => boolean;

function summerTime(standardMinutes: number | undefined, isSummer: IsSummer): OffsetMinutes | undefined {
  if (standardMinutes === undefined) return undefined;
  return (atMs) => {
    const year = new Date(atMs + standardMinutes * minuteMs).getUTCFullYear();
    return standardMinutes + (isSummer(atMs, year, standardMinutes) ? 60 : 0);
  };
}

const europeanSummer: IsSummer = (atMs, year) =>
  atMs >= lastSunday(year, 3) + hourMs && atMs < lastSunday(year, 10) + hourMs;

const americanSummer: IsSummer = (atMs, year, standardMinutes) => {
  const standardMs = atMs + standardMinutes * minuteMs;
  return standardMs >= sunday(year, 3, 2) + 2 * hourMs && standardMs < sunday(year, 11, 1) + hourMs;
};

const australianSummer: IsSummer = (atMs, year, standardMinutes) => {
  const standardMs = atMs + standardMinutes * minuteMs;
  return standardMs < sunday(year, 4, 1) + 2 * hourMs || standardMs >= sunday(year, 10, 1) + 2 * hourMs;
};

/** The nth Sunday of a month, at midnight. */
function sunday(year: number, month: number, nth: number): number {
  const firstDay = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
  return Date.UTC(year, month - 1, 1 + ((7 - firstDay) % 7) + 7 * (nth - 1));
}

function lastSunday(year: number, month: number): number {
  const lastDay = new Date(Date.UTC(year, month, 0));
  return Date.UTC(year, month - 1, lastDay.getUTCDate() - lastDay.getUTCDay());
}

function minutesOf(table: Readonly<Record<string, number>>, zone: string): number | undefined {
  return Object.entries(table).find(([zones]) => zones.split(' ').includes(zone))?.[1];
}
