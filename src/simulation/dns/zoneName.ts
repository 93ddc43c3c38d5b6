/** Whether a name in lower case is the zone or lies below it. */
export function isWithin(name: string, zone: string): boolean {
  if (zone === '.' || name === zone) return true;
  const dot = name.length - zone.length - 1;
  if (dot < 1 || name[dot] !== '.' || !name.endsWith(zone)) return false;
  let backslashes = 0;
  while (name[dot - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 0;
}

/** What stands before the zone; '' for the zone itself. The name lies in it. */
export function beforeZone(name: string, zone: string): string {
  if (zone === '.') return name === '.' ? '' : name;
  return name.length === zone.length ? '' : name.slice(0, -zone.length - 1);
}

/** The name below a zone. */
export function inZone(name: string, zone: string): string {
  return zone === '.' ? name : `${name}.${zone}`;
}

/** The labels as they stand in the text: an escaped dot ends none. */
export function textLabels(name: string): readonly string[] {
  if (!name.includes('\\')) return name.split('.');
  const labels = [''];
  for (let at = 0; at < name.length; at++) {
    const character = name[at] as string;
    if (character === '.') labels.push('');
    else labels[labels.length - 1] += character === '\\' ? name.slice(at, ++at + 1) : character;
  }
  return labels;
}
