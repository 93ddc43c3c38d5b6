import type { ServerResponse } from 'node:http';
import { stringify } from 'yaml';
import type { Status } from '../api/generated/objects.ts';
import type { ApiResponse } from '../api/request.ts';

/** The forms in which a JSON value can be sent. */
export type WireForm = 'json' | 'yaml';

/** The first of the accepted forms that the door can write; undefined where there is none. */
export function wireFormOf(accept: string | undefined): WireForm | undefined {
  if (accept === undefined || accept.trim() === '') return 'json';
  for (const accepted of accept.split(',')) {
    const mediaType = accepted.split(';')[0]?.trim();
    if (mediaType === 'application/json' || mediaType === '*/*' || mediaType === 'application/*') return 'json';
    if (mediaType === 'application/yaml') return 'yaml';
  }
  return undefined;
}

/** Writes a whole answer. */
export function answer(to: ServerResponse, response: ApiResponse, form: WireForm): void {
  const { code, body, contentType, warnings } = response;
  const isText = typeof body === 'string';
  const text = isText ? body : form === 'yaml' ? stringify(body) : `${JSON.stringify(body)}\n`;
  const type = contentType ?? (isText ? 'text/plain' : `application/${form}${parametersOf(body)}`);
  const content = Buffer.from(body === undefined ? '' : text);
  to.writeHead(code, {
    'content-type': type,
    'content-length': content.length,
    'cache-control': 'no-cache, private',
    ...warningHeaders(warnings),
  });
  to.end(to.req.method === 'HEAD' ? undefined : content);
}

/** kubectl takes discovery for the aggregated kind only where the type says so. */
function parametersOf(body: unknown): string {
  const { kind, apiVersion = '' } = (body ?? {}) as { kind?: unknown; apiVersion?: unknown };
  if (kind !== 'APIGroupDiscoveryList') return '';
  const [group, version] = String(apiVersion).split('/');
  return `;g=${group};v=${version};as=${kind}`;
}

/** Writes a refusal, and ends the connection where what the client still sends will not be read. */
export function refuseAt(to: ServerResponse, status: Status): void {
  if (!to.req.complete) to.setHeader('connection', 'close');
  answer(to, { code: status.code ?? 500, body: status }, 'json');
}

/** `Warning: 299 - "text"`, once for each text. */
export function warningHeaders(warnings: readonly string[] | undefined): Record<string, string[]> {
  if (!warnings || warnings.length === 0) return {};
  return { warning: warnings.map((text) => `299 - "${headerText(text)}"`) };
}

/** UTF-8 bytes in a header, where Node wants each byte as a character, and nothing that could end the line. */
function headerText(text: string): string {
  const safe = text.replace(/[\x00-\x1f\x7f]/g, ' ').replace(/["\\]/g, '\\$&');
  return Buffer.from(safe).toString('latin1');
}
