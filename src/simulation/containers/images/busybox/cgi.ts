import { readAll } from '../../applets/input.ts';
import { permissionBits } from '../../credentials.ts';
import { refused } from '../../errno.ts';
import { loadExecutable } from '../../executable.ts';
import { HttpHeaders, type HttpResponse } from '../../http/message.ts';
import type { Exchange } from '../../http/server.ts';
import type { Process } from '../../process.ts';
import { type Run, wait, write } from '../../syscalls.ts';

/** A request for a script. */
export interface CgiRequest {
  readonly exchange: Exchange;
  /** The decoded path: below `/cgi-bin/`, perhaps with more behind the script's name. */
  readonly path: string;
  /** What stands behind the question mark. */
  readonly query: string;
  /** The address of the client as the server names it. */
  readonly remote: string;
}

/** Why no script was run. */
export type CgiRefusal = { readonly status: 403 } | { readonly status: 404; readonly problem: string };

/**
 * Runs a script of `/cgi-bin/` as CGI has it (RFC 3875): the request's body is its input, what it writes is the response,
 * but for the first line. Nothing where it writes nothing.
 */
export function* runCgi(request: CgiRequest): Run<HttpResponse | CgiRefusal | undefined> {
  const { thread, request: http } = request.exchange;
  const { folder, script, rest } = scriptOf(thread, request.path);
  if (script === '') return { status: 403 };
  const found = loadExecutable(thread.kernel.mounts, `./${script}`, [script], folder, thread.credentials);
  if (typeof found === 'string') {
    const why = found === 'missing' ? 'No such file or directory' : 'Permission denied';
    return { status: 404, problem: `can't execute '${script}': ${why}` };
  }
  const [toScript, fromScript] = [thread.pipe(), thread.pipe()];
  const [inputFd, outputFd] = [thread.addFile(toScript.input), thread.addFile(fromScript.output)];
  if (refused(inputFd) || refused(outputFd)) return undefined;
  const child = thread.kernel.spawn(
    { ...found, env: environmentOf(request, rest), files: [toScript.output, fromScript.input, thread.files[2]] },
    folder,
    thread,
  );
  // A thread writes the body, so that a script may answer before it has read all of it.
  thread.startThread(function* (writer) {
    yield* write(inputFd, http.body);
    writer.close(inputFd);
    return 0;
  });
  const text = refused(child) ? '' : yield* readAll(outputFd);
  thread.close(outputFd);
  if (!refused(child)) yield* wait(child.pid, 'exit');
  if (text === '') return undefined;
  const status = /^Status: ?(\d{3})([^\r\n]*)\r?\n/i.exec(text);
  const wire = status
    ? `HTTP/1.1 ${status[1]}${status[2]}\r\n${text.slice(status[0].length)}`
    : `HTTP/1.1 200 OK\r\n${text}`;
  const headers = new HttpHeaders([['Connection', 'close']]);
  return { status: Number(status?.[1] ?? 200), headers, body: '', wire };
}

/** The first file of a path, the folder in which it lies and what stands behind it. */
function scriptOf(process: Process, path: string): { folder: string; script: string; rest: string } {
  const parts = path.slice(1).split('/');
  let folder = process.cwd;
  let at = 0;
  for (; at < parts.length - 1; at++) {
    const next = `${folder}/${parts[at]}`;
    if (!process.isFolder(next) || !process.mayAccess(next, permissionBits.search)) break;
    folder = next;
  }
  const rest = parts.slice(at + 1);
  return { folder, script: parts[at] ?? '', rest: rest.length > 0 ? `/${rest.join('/')}` : '' };
}

function environmentOf({ exchange, path, query, remote }: CgiRequest, rest: string): ReadonlyMap<string, string> {
  const { thread, request, remote: address } = exchange;
  const environment = new Map(thread.env);
  const set = (name: string, value: string | undefined) => {
    if (value !== undefined && value !== '') environment.set(name, value);
  };
  for (const [name, value] of request.headers) {
    const variable = name.toUpperCase().replaceAll('-', '_');
    if (!/^(CONTENT_TYPE|CONTENT_LENGTH|AUTHORIZATION|RANGE)$/.test(variable)) set(`HTTP_${variable}`, value);
  }
  set('CONTENT_LENGTH', request.headers.get('Content-Length'));
  set('CONTENT_TYPE', request.headers.get('Content-Type'));
  set('GATEWAY_INTERFACE', 'CGI/1.1');
  set('PATH_INFO', rest);
  environment.set('QUERY_STRING', query);
  set('REMOTE_ADDR', remote);
  set('REMOTE_PORT', String(address.port));
  set('REQUEST_METHOD', request.method);
  set('REQUEST_URI', request.target);
  set('SCRIPT_NAME', path.slice(0, path.length - rest.length));
  set('SERVER_PROTOCOL', 'HTTP/1.1');
  set('SERVER_SOFTWARE', 'busybox httpd/1.36.1');
  return environment;
}
