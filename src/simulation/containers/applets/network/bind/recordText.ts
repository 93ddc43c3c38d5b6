import type { DnsQuestion, DnsRecord } from '../../../../../api/dns.ts';

/** A name as it stands in a zone's file: with the dot at its end. */
export function absolute(name: string): string {
  return name === '.' ? '.' : `${name}.`;
}

/** What a record says, as in a zone's file (RFC 1035, 5.1). */
export function dataText(record: DnsRecord): string {
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return record.address;
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return absolute(record.target);
    case 'MX':
      return `${record.preference} ${absolute(record.target)}`;
    case 'SRV':
      return `${record.priority} ${record.weight} ${record.port} ${absolute(record.target)}`;
    case 'TXT':
      return record.texts.map(quoted).join(' ');
    case 'SOA': {
      const { serial, refresh, retry, expire, minimum } = record;
      return `${absolute(record.primary)} ${absolute(record.mailbox)} ${serial} ${refresh} ${retry} ${expire} ${minimum}`;
    }
  }
}

function quoted(text: string): string {
  const escaped = text.replace(/[^ -~]|["\\]/g, (character) =>
    character === '"' || character === '\\'
      ? `\\${character}`
      : `\\${String(character.charCodeAt(0) & 255).padStart(3, '0')}`,
  );
  return `"${escaped}"`;
}

/** Which columns of a record are left out. */
export interface RecordStyle {
  readonly ttl: boolean;
  readonly class: boolean;
}

/** A record's line, in BIND's columns. */
export function recordLine(record: DnsRecord, { ttl, class: hasClass }: RecordStyle): string {
  const parts: [text: string, column: number][] = [[absolute(record.name), 0]];
  let column = 24;
  for (const [text, isShown] of [
    [String(record.ttl), ttl],
    ['IN', hasClass],
  ] as const) {
    if (!isShown) continue;
    parts.push([text, column]);
    column += 8;
  }
  parts.push([record.type, column], [dataText(record), column + 8]);
  return inColumns(parts);
}

/** A question's line. */
export function questionLine({ name, type, class: questionClass }: DnsQuestion, style: RecordStyle): string {
  const shown: [string, number][] = style.class ? [[questionClass, 32]] : [];
  return `;${inColumns([[absolute(name), 0], ...shown, [type, 40]])}`;
}

/** Texts from their columns on, with tabs before them where there is room, or one blank. */
function inColumns(parts: readonly (readonly [text: string, column: number])[]): string {
  let line = '';
  let at = 0;
  for (const [text, column] of parts) {
    if (line !== '') {
      const to = Math.max(column, at + 1);
      const tabs = Math.floor(to / 8) - Math.floor(at / 8);
      const from = tabs > 0 ? Math.floor(to / 8) * 8 : at;
      line += '\t'.repeat(Math.max(0, tabs)) + ' '.repeat(to - from);
      at = to;
    }
    line += text;
    at += text.length;
  }
  return line;
}
