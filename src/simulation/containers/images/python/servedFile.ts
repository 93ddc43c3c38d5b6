import { permissionBits } from '../../credentials.ts';
import { refused } from '../../errno.ts';
import type { Directory } from '../../filesystem.ts';
import { HttpHeaders, type HttpResponse, statusTextOf } from '../../http/message.ts';
import type { Exchange } from '../../http/server.ts';
import { httpDate } from '../nginx/request.ts';
import { pathOf } from '../web/query.ts';

/** A folder that Python's `http.server` serves, and how. */
export interface ServedFolder {
  readonly path: string;
  /** `HTTP/1.0`, by which each connection ends after its response, or `HTTP/1.1`. */
  readonly protocol: string;
  /** How it names itself. */
  readonly server: string;
}

/** A response, and what is logged of it where it is an error. */
export interface Served {
  readonly response: HttpResponse;
  readonly problem?: string;
}

/** Types that Python's `mimetypes` knows, of those that people serve. */
const types: Readonly<Record<string, string>> = {
  html: 'text/html',
  htm: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
  mjs: 'text/javascript',
  json: 'application/json',
  txt: 'text/plain',
  c: 'text/plain',
  h: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
  xml: 'text/xml',
  py: 'text/x-python',
  sh: 'application/x-sh',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  svg: 'image/svg+xml',
  ico: 'image/vnd.microsoft.icon',
  webp: 'image/webp',
  pdf: 'application/pdf',
  wasm: 'application/wasm',
  tar: 'application/x-tar',
  zip: 'application/zip',
  gz: 'application/gzip',
  mp4: 'video/mp4',
};

/** What the server answers: a file, what a folder holds, or why there is neither. */
export function servedFile(exchange: Exchange, folder: ServedFolder): Served {
  const { thread, request } = exchange;
  const { method, target, headers } = request;
  if (method !== 'GET' && method !== 'HEAD') {
    const problem = `Unsupported method ('${method}')`;
    return errorPage(exchange, folder, 501, problem, 'Server does not support this operation.');
  }
  const { path } = pathOf(target);
  const missing = () => errorPage(exchange, folder, 404, 'File not found', 'Nothing matches the given URI.');
  const at = `${folder.path}/${insidePath(path)}`;
  const node = thread.stat(at);
  if (refused(node)) return missing();
  if (node.kind === 'directory' && !path.endsWith('/')) {
    const [where = '', query] = target.split(/\?(.*)/s);
    const location = `${where}/${query === undefined ? '' : `?${query}`}`;
    return answer(exchange, folder, 301, [['Location', location]], '');
  }
  const index = ['index.html', 'index.htm'].find(
    (name) => node.kind === 'directory' && isFile(exchange, `${at}/${name}`),
  );
  if (node.kind === 'directory' && index === undefined) return listing(exchange, folder, at, node, path);
  if (node.kind === 'file' && path.endsWith('/')) return missing();
  const place = index === undefined ? at : `${at}/${index}`;
  const file = thread.stat(place);
  if (refused(file) || file.kind !== 'file' || !thread.mayAccess(place, permissionBits.read)) return missing();
  const since = Date.parse(headers.get('If-Modified-Since') ?? '');
  if (since >= Math.floor(file.mtimeMs / 1000) * 1000) return answer(exchange, folder, 304, undefined, '');
  const ending = /\.(\w+)$/.exec(index ?? path)?.[1]?.toLowerCase() ?? '';
  const fields: Fields = [
    ['Content-type', (Object.hasOwn(types, ending) && types[ending]) || 'application/octet-stream'],
    ['Content-Length', String(file.size)],
    ['Last-Modified', httpDate(file.mtimeMs)],
  ];
  return { response: response(exchange, folder, 200, fields, file.content.text) };
}

type Fields = readonly (readonly [name: string, value: string])[];

/** A path that stays inside: without empty parts, `.` and `..`. */
function insidePath(path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .join('/');
}

function isFile({ thread }: Exchange, path: string): boolean {
  const node = thread.stat(path);
  return !refused(node) && node.kind === 'file';
}

function listing(exchange: Exchange, folder: ServedFolder, at: string, node: Directory, path: string): Served {
  const { thread } = exchange;
  const names = [...node.names()].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  const lines = names.map((name) => {
    const own = thread.stat(`${at}/${name}`, 'keep');
    const slash = thread.isFolder(`${at}/${name}`) ? '/' : '';
    const mark = !refused(own) && own.kind === 'link' ? '@' : slash;
    return `<li><a href="${quoted(name)}${slash}">${escaped(name)}${mark}</a></li>\n`;
  });
  const title = `Directory listing for ${escaped(path)}`;
  const body = `<!DOCTYPE HTML>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>${title}</title>\n</head>\n<body>\n<h1>${title}</h1>\n<hr>\n<ul>\n${lines.join('')}</ul>\n<hr>\n</body>\n</html>\n`;
  return answer(exchange, folder, 200, [['Content-type', 'text/html; charset=utf-8']], body);
}

function errorPage(exchange: Exchange, folder: ServedFolder, status: number, problem: string, why: string): Served {
  const body = `<!DOCTYPE HTML>\n<html lang="en">\n    <head>\n        <meta charset="utf-8">\n        <title>Error response</title>\n    </head>\n    <body>\n        <h1>Error response</h1>\n        <p>Error code: ${status}</p>\n        <p>Message: ${escaped(problem)}.</p>\n        <p>Error code explanation: ${status} - ${why}</p>\n    </body>\n</html>\n`;
  const fields: Fields = [
    ['Connection', 'close'],
    ['Content-Type', 'text/html;charset=utf-8'],
    ['Content-Length', String(body.length)],
  ];
  return { response: response(exchange, folder, status, fields, body, problem), problem };
}

/** A response with a length, where it has fields at all. */
function answer(exchange: Exchange, folder: ServedFolder, status: number, fields: Fields | undefined, body: string) {
  const sized: Fields = fields ? [...fields, ['Content-Length', String(body.length)]] : [];
  return { response: response(exchange, folder, status, sized, body) };
}

/** A response as Python writes it. */
function response(
  { thread, request }: Exchange,
  { protocol, server }: ServedFolder,
  status: number,
  fields: Fields,
  body: string,
  statusText = statusTextOf(status),
): HttpResponse {
  const headers = new HttpHeaders([['Server', server], ['Date', httpDate(thread.nowMs)], ...fields]);
  const wire = `${protocol} ${status} ${statusText}\r\n${headers.text}\r\n${request.method === 'HEAD' ? '' : body}`;
  const closes = protocol !== 'HTTP/1.1' ? headers.with('Connection', 'close') : headers;
  return { status, statusText, headers: closes, body, wire };
}

/** As `urllib.parse.quote` writes the bytes of a name. */
function quoted(name: string): string {
  return name.replace(
    /[^A-Za-z0-9_.~/-]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
