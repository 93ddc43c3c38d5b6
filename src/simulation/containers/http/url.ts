/** An address of the web, taken apart. */
export interface Url {
  readonly scheme: 'http' | 'https';
  /** `user:password`, where given. */
  readonly credentials: string | undefined;
  /** A name or an address; IPv6 without its brackets. */
  readonly host: string;
  readonly port: number;
  /** Path and query, at least `/`. */
  readonly target: string;
}

const longestUrl = 8192;
const pattern =
  /^(?:(https?):\/\/)?(?:([^/?#@]*)@)?(\[[0-9a-fA-F:.]+\]|[^/?#:@\s]+)(?::(\d{1,5}))?([/?][^#\s]*)?(?:#.*)?$/i;

/** Reads `http://user@host:port/path?query`; without a scheme it is http. Nothing where it is no such thing. */
export function parseUrl(text: string): Url | undefined {
  if (text.length > longestUrl) return undefined;
  const parts = pattern.exec(text);
  if (!parts) return undefined;
  const [, schemeText = 'http', credentials, host = '', portText, target = '/'] = parts;
  const scheme = schemeText.toLowerCase() === 'https' ? 'https' : 'http';
  const port = portText === undefined ? (scheme === 'https' ? 443 : 80) : Number(portText);
  if (port > 65_535) return undefined;
  return {
    scheme,
    credentials,
    host: host.startsWith('[') ? host.slice(1, -1) : host,
    port,
    target: target.startsWith('/') ? target : `/${target}`,
  };
}

/** What stands in a `Host` field: the port only where it is not the scheme's own. */
export function hostField({ scheme, host, port }: Url): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return port === (scheme === 'https' ? 443 : 80) ? name : `${name}:${port}`;
}

/** The URL that a `Location` field means, seen from the one that was asked for. */
export function redirectOf(from: Url, location: string): Url | undefined {
  if (/^https?:\/\//i.test(location)) return parseUrl(location);
  if (location.startsWith('//')) return parseUrl(`${from.scheme}:${location}`);
  const folder = from.target.replace(/\?.*/s, '').replace(/[^/]*$/, '');
  return { ...from, target: location.startsWith('/') ? location : folder + location };
}
