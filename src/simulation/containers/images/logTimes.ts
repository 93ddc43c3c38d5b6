const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `2026-11-22 16:00:00.123`. */
export function isoStamp(nowMs: number): string {
  return new Date(nowMs).toISOString().slice(0, 23).replace('T', ' ');
}

/** `22 Nov 2026 16:00:00.123`, as redis. */
export function dayStamp(nowMs: number): string {
  const [date = '', time = ''] = isoStamp(nowMs).split(' ');
  const [year, month, day] = date.split('-');
  return `${day} ${months[Number(month) - 1]} ${year} ${time}`;
}
