import { refused } from '../../errno.ts';
import { HttpHeaders } from '../../http/message.ts';
import type { Outcome } from './answer.ts';
import { absolute } from './confFiles.ts';
import type { Choice } from './location.ts';
import { numbered } from './log.ts';
import { typeOf } from './pages.ts';
import { expanded, type NginxRequest } from './request.ts';

/** When the files of the image were made. */
const imageMadeMs = Date.UTC(2025, 7, 13, 14, 33, 41);

/** The file that a path stands for: under `root`, or in the place of the location with `alias`. */
export function fileOf(request: NginxRequest, { location }: Choice, path: string): string {
  const alias = location.scope.own('alias').at(-1)?.args[0];
  if (alias === undefined) return absolute(expanded(request, request.scope.value('root', 'html'))) + path;
  const place = absolute(expanded(request, alias));
  return location.pattern ? place : place + path.slice(location.path.length);
}

/** Answers with a file; a folder with its index, or with where it really is. */
export function serveFile(request: NginxRequest, choice: Choice): Outcome {
  const { exchange } = request;
  const process = exchange.thread;
  const path = fileOf(request, choice, request.path);
  const { method } = exchange.request;
  if (request.path.endsWith('/')) return serveIndex(request, choice, path);
  const node = process.stat(path);
  if (refused(node)) {
    const status = node.errno === 'EACCES' ? 403 : 404;
    return { status, error: `open() "${path}" failed ${numbered(node)}` };
  }
  if (node.kind === 'directory') {
    const host = exchange.request.headers.get('Host') ?? exchange.local.ip;
    const query = request.query === '' ? '' : `?${request.query}`;
    return { status: 301, location: `http://${host}${request.path}/${query}` };
  }
  if (node.kind !== 'file') return { status: 404, error: `"${path}" is not a regular file` };
  if (method !== 'GET' && method !== 'HEAD') return { status: 405 };
  const fd = process.open(path, { access: 'read' });
  if (refused(fd)) return { status: 403, error: `open() "${path}" failed ${numbered(fd)}` };
  process.close(fd);
  const seconds = Math.floor((node.mtimeMs || imageMadeMs) / 1000);
  const modified = new Date(seconds * 1000);
  const etag = `"${seconds.toString(16)}-${node.size.toString(16)}"`;
  const headers = new HttpHeaders([
    ['Content-Type', typeOf(path) ?? request.scope.value('default_type', 'text/plain')],
    ['Last-Modified', modified.toUTCString()],
    ['ETag', etag],
    ['Accept-Ranges', 'bytes'],
  ]);
  const asked = exchange.request.headers;
  const isKnown = asked.get('If-None-Match') === etag || asked.get('If-Modified-Since') === modified.toUTCString();
  if (isKnown) return { response: { status: 304, headers, body: '' } };
  return { response: { status: 200, headers, body: node.content.text } };
}

function serveIndex(request: NginxRequest, choice: Choice, folder: string): Outcome {
  const process = request.exchange.thread;
  for (const name of request.scope.args('index') ?? ['index.html']) {
    const node = process.stat(name.startsWith('/') ? folder + name.slice(1) : folder + expanded(request, name));
    if (refused(node) || node.kind !== 'file') continue;
    // An index is a new request within the server: it may belong to another location.
    return { internally: request.path + name };
  }
  const node = process.stat(folder);
  if (refused(node)) return { status: 404, error: `"${folder}index.html" is not found ${numbered(node)}` };
  if (node.kind !== 'directory')
    return { status: 404, error: `"${folder}index.html" is not found (20: Not a directory)` };
  if (request.scope.value('autoindex', 'off') === 'on') return { response: listing(request, node.names()) };
  return { status: 403, error: `directory index of "${fileOf(request, choice, request.path)}" is forbidden` };
}

/** `autoindex on`. */
function listing(request: NginxRequest, names: readonly string[]) {
  const title = `Index of ${request.path}`;
  const rows = names
    .slice(0, 1000)
    .map((name) => `<a href="${name}">${name}</a>\r\n`)
    .join('');
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<h1>${title}</h1><hr><pre><a href="../">../</a>\r\n${rows}</pre><hr></body>\r\n</html>\r\n`;
  return { status: 200, headers: new HttpHeaders([['Content-Type', 'text/html']]), body };
}
