/** A host name in a text. */
export interface HostFound {
  readonly text: string;
  readonly offset: number;
  readonly port?: number;
  readonly certainty: 'sure' | 'likely';
}

/** UTF-16 units of one value that are looked at. */
const maxLength = 50_000;

/** Schemes whose next part is a host; that of a bucket, a file or a socket is none. */
const schemes =
  'https?|wss?|grpcs?|h2c|tcp|udp|tls|ssl|redis|rediss|amqps?|mongodb|mysql|mariadb|postgres|postgresql|nats|kafka|mqtts?|ldaps?|ftp|smtp|memcached|zookeeper|etcd|clickhouse|elasticsearch|otlp|syslog';
const url = new RegExp(`(?<![\\w+.-])(?:jdbc:)?(${schemes}):\\/\\/([^\\s/?#'"\`\\\\<>|;()]+)`, 'gi');
const defaultPorts: Readonly<Record<string, number>> = { http: 80, ws: 80, https: 443, wss: 443 };

const hostPort = /(?<![\w./:@$%{}\\-])([a-z](?:[-a-z0-9.]{0,250}[a-z0-9])?\.?):(\d{2,5})(?![\w.:${-])/gi;
/** What may follow a host: nothing that would make it longer, or unknown. */
const clusterName =
  /(?<![\w.$%{}@*-])((?:[a-z0-9-]{1,63}\.){1,5}(?:svc\.cluster\.local|cluster\.local|svc)\.?)(?![\w.${-])(?::(\d{1,5})(?!\d))?/gi;
const one = /^([a-z0-9](?:[-a-z0-9.]*[a-z0-9])?\.?)(?::(\d{1,5}))?$/i;

/** Where a text says by its form that a host stands there: URLs, `host:port`, names of the cluster's domain. */
export function hostsInText(whole: string): HostFound[] {
  const text = whole.slice(0, maxLength);
  const found: HostFound[] = [];
  for (const match of text.matchAll(url)) {
    const [all, scheme = '', authority = ''] = match;
    const afterUser = authority.slice(authority.lastIndexOf('@') + 1);
    const start = match.index + all.length - afterUser.length;
    const isCut = /[${\\]/.test(text.charAt(match.index + all.length));
    if (isCut) continue;
    const port = defaultPorts[scheme.toLowerCase()];
    for (const host of hostsOfList(afterUser, 'sure')) {
      found.push({
        ...host,
        offset: host.offset + start,
        ...(host.port === undefined && port !== undefined && { port }),
      });
    }
  }
  for (const match of text.matchAll(hostPort)) {
    const [, host = '', port = ''] = match;
    if (isHost(host) && isPort(Number(port))) {
      found.push({ text: host, offset: match.index, port: Number(port), certainty: 'likely' });
    }
  }
  for (const match of text.matchAll(clusterName)) {
    const [, host = '', port] = match;
    found.push({
      text: host,
      offset: match.index,
      certainty: 'sure',
      ...(port !== undefined && { port: Number(port) }),
    });
  }
  return found;
}

/** A text that is nothing but hosts, each with or without a port, between commas. */
export function hostsOfList(text: string, certainty: HostFound['certainty']): HostFound[] {
  const found: HostFound[] = [];
  let offset = 0;
  for (const part of text.slice(0, maxLength).split(',')) {
    const trimmed = part.trim();
    const [, host = '', port] = one.exec(trimmed) ?? [];
    if (isHost(host)) {
      const at = offset + part.indexOf(trimmed);
      found.push({ text: host, offset: at, certainty, ...(port !== undefined && { port: Number(port) }) });
    }
    offset += part.length + 1;
  }
  return found;
}

/** Whether a text is the name of another machine: no address, nor what stands for the own one. */
export function isHost(text: string): boolean {
  return /[a-z]/i.test(text) && !/^(localhost|true|false|none|null|auto)\.?$/i.test(text);
}

/** Other small numbers behind a name are versions of an image, times or users' groups. */
function isPort(number: number): boolean {
  return number <= 65_535 && (number >= 110 || [22, 25, 53, 80, 88].includes(number));
}
