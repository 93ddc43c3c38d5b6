/** A zone of a Corefile in lower case, without a dot at its end; `.` for the root. Nothing where the word is none. */
export function readZone(word: string): string | undefined {
  const zone = word
    .toLowerCase()
    .replace(/^(dns|tls|https|grpc):\/\//, '')
    .replace(/:\d{1,5}$/, '');
  const range = /^(\d{1,3}(?:\.\d{1,3}){3})\/(8|16|24|32)$/.exec(zone);
  if (range) return reverseZone(range[1] ?? '', Number(range[2]));
  if (zone === '.' || zone === '') return '.';
  const bare = zone.replace(/\.$/, '');
  return bare.length <= 253 && !/(^|\.)(\.|$)|[\s/]|[^.]{64}/.test(bare) ? bare : undefined;
}

function reverseZone(ip: string, bits: number): string {
  return `${ip
    .split('.')
    .slice(0, bits / 8)
    .reverse()
    .join('.')}.in-addr.arpa`;
}

/** Whether a name in lower case is the zone or lies below it. */
export function isInZone(name: string, zone: string): boolean {
  return zone === '.' || name === zone || name.endsWith(`.${zone}`);
}

/** The longest zone that the name lies in. */
export function zoneOf(name: string, zones: readonly string[]): string | undefined {
  let found: string | undefined;
  for (const zone of zones) {
    if (isInZone(name, zone) && (found === undefined || found === '.' || zone.length > found.length)) found = zone;
  }
  return found;
}
