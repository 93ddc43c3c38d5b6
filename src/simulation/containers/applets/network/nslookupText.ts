import type { DnsAnswer, DnsRecord } from '../../../../api/dns.ts';

/** What busybox' nslookup says of an answer. */
export function nslookupText(
  shown: string,
  { status, authoritative, answers }: DnsAnswer,
  as: 'plain' | 'debug',
): string {
  if (status !== 'NOERROR') return `** server can't find ${shown}: ${status}\n`;
  const kind = authoritative ? (as === 'debug' ? 'authoritative answer:\n' : '') : 'Non-authoritative answer:\n';
  return kind + answers.map(recordText).join('');
}

function recordText(record: DnsRecord): string {
  const { name } = record;
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return `Name:\t${name}\nAddress: ${record.address}\n`;
    case 'NS':
      return `${name}\tnameserver = ${record.target}\n`;
    case 'CNAME':
      return `${name}\tcanonical name = ${record.target}\n`;
    case 'PTR':
      return `${name}\tname = ${record.target}\n`;
    case 'MX':
      return `${name}\tmail exchanger = ${record.preference} ${record.target}\n`;
    case 'TXT':
      return record.texts[0] ? `${name}\ttext = "${record.texts[0]}"\n` : '';
    case 'SRV':
      return `${name}\tservice = ${record.priority} ${record.weight} ${record.port} ${record.target}\n`;
    case 'SOA':
      return `${name}\n\torigin = ${record.primary}\n\tmail addr = ${record.mailbox}\n${(['serial', 'refresh', 'retry', 'expire', 'minimum'] as const).map((key) => `\t${key} = ${record[key]}\n`).join('')}`;
  }
}
