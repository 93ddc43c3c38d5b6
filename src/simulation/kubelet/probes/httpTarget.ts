import type { Container, HTTPGetAction } from '../../../api/generated/objects.ts';
import { versionInfo } from '../../apiserver/versions.ts';
import { HttpHeaders, type HttpRequest } from '../../containers/http/message.ts';
import { targetPort } from './targetPort.ts';

/** Where an HTTP request of the kubelet goes. */
export interface HttpTarget {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  /** Path and query. */
  readonly path: string;
  readonly headers: HttpHeaders;
}

/** What a probe or hook asks for: the Pod's address, path `/` and scheme HTTP where it names no others. */
export function httpTarget(
  action: HTTPGetAction,
  container: Container,
  podIp: string,
  client: 'probe' | 'lifecycle',
): HttpTarget | { readonly problem: string } {
  const resolved = targetPort(action.port, container);
  if ('problem' in resolved) return resolved;
  const path = action.path ?? '/';
  return {
    scheme: action.scheme === 'HTTPS' ? 'https' : 'http',
    host: action.host || podIp,
    port: resolved.port,
    path: path.startsWith('/') ? path : `/${path}`,
    headers: requestHeaders(action, client),
  };
}

/** As it stands in messages: with the port, always. */
export function urlOf({ scheme, host, port, path }: HttpTarget): string {
  return `${scheme}://${host}:${port}${path}`;
}

/** The request as Go's client puts it on the wire. */
export function requestTo({ host, port, path, headers }: HttpTarget): HttpRequest {
  const named = headers.get('Host') || `${host}:${port}`;
  const rest = [...headers].filter(([name]) => name.toLowerCase() !== 'host');
  return {
    method: 'GET',
    target: path,
    version: '1.1',
    headers: new HttpHeaders([['Host', named], ...rest]),
    body: '',
  };
}

/** `User-Agent` and `Accept` are the kubelet's unless the spec sets them; set to nothing, they are left out. */
function requestHeaders({ httpHeaders = [] }: HTTPGetAction, client: 'probe' | 'lifecycle'): HttpHeaders {
  const has = (wanted: string) => httpHeaders.some(({ name }) => name.toLowerCase() === wanted);
  const version = `${versionInfo.major}.${versionInfo.minor}`;
  const own: [string, string][] = [];
  if (!has('user-agent')) own.push(['User-Agent', `kube-${client}/${version}`]);
  if (!has('accept')) own.push(['Accept', '*/*']);
  const given = httpHeaders.map(({ name, value = '' }): [string, string] => [name, value]);
  const kept = given.filter(([name, value]) => value !== '' || !/^(user-agent|accept)$/i.test(name));
  return new HttpHeaders([...own, ...kept, ['Connection', 'close']]);
}
