import type { IncomingMessage } from 'node:http';
import type { ApiRequest, HttpMethod } from '../api/request.ts';

const methods: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] satisfies HttpMethod[];

/** A request as the API takes it, still without its body; undefined where the method is none of the API's. */
export function requestLineOf(message: IncomingMessage): ApiRequest | undefined {
  const { headers } = message;
  const method = message.method === 'HEAD' ? 'GET' : (message.method ?? '');
  if (!methods.includes(method)) return undefined;
  const [path = '/', ...rest] = (message.url ?? '/').split('?');
  const query = queryOf(rest.join('?'));
  return {
    method: method as HttpMethod,
    path,
    ...(query && { query }),
    ...(headers.accept !== undefined && { accept: headers.accept }),
    ...(headers['content-type'] !== undefined && { contentType: headers['content-type'] }),
    ...(headers['user-agent'] !== undefined && { userAgent: headers['user-agent'] }),
  };
}

function queryOf(text: string): Record<string, string | string[]> | undefined {
  if (text === '') return undefined;
  const query = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(text)) query.set(name, [...(query.get(name) ?? []), value]);
  return Object.fromEntries(
    [...query].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
  );
}

/** Whether the request stays open: a watch, or a log that is followed. */
export function staysOpen(request: ApiRequest): boolean {
  if (request.method !== 'GET') return false;
  return isTrue(request.query?.watch) || (request.path.endsWith('/log') && isTrue(request.query?.follow));
}

/** A parameter that says yes or no, as the API server reads it: every other text than these is a yes. */
export function isTrue(value: string | readonly string[] | undefined): boolean {
  const first = typeof value === 'string' ? value : value?.[0];
  return first !== undefined && !['', '0', 'f', 'F', 'false', 'FALSE', 'False'].includes(first);
}
