import { refused } from '../containers/errno.ts';
import { HttpHeaders, type HttpResponse, textResponse } from '../containers/http/message.ts';
import { HttpServer, type HttpServerOptions } from '../containers/http/server.ts';
import type { Process } from '../containers/process.ts';
import { compute, pause, type Run } from '../containers/syscalls.ts';

/**
 * A host on the Internet: one page for all that is asked for, which says that it is no real one. As hosts with several sites do, it
 * has none for a name that is not its own, such as the alias that somebody else has given it.
 */
export function serveWeb(names: readonly string[]): (process: Process) => Run<void> {
  const [name = ''] = names;
  const page = pageOf(name, `This is ${name} as Pod Labs simulates it: a host outside of the cluster.`);
  const missing = pageOf('404 Not Found', 'This host has no site of that name.');
  return (process) =>
    serve(process, 80, {
      onRequest: function* ({ request }) {
        yield* compute();
        const host = hostIn(request.headers.get('host') ?? '');
        const isOwn = names.includes(host) || !/[a-z]/.test(host);
        return htmlResponse(isOwn ? 200 : 404, isOwn ? page : missing);
      },
    });
}

/** The name in a Host header, without port and without the dot that ends a whole name. */
function hostIn(header: string): string {
  return header.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '');
}

function pageOf(title: string, sentence: string): string {
  return `<!doctype html>\n<title>${title}</title>\n<p>${sentence}</p>\n`;
}

function htmlResponse(status: number, body: string): HttpResponse {
  const headers = new HttpHeaders([
    ['Content-Type', 'text/html'],
    ['Content-Length', String(body.length)],
  ]);
  return { status, headers, body };
}

/** The port of the API server as a Pod reaches it: it speaks TLS, and says so to who does not. */
export function serveApiPort(process: Process): Run<void> {
  return serve(process, 6443, {
    onRequest: function* () {
      yield* compute();
      return textResponse(400, 'Client sent an HTTP request to an HTTPS server.\n');
    },
  });
}

function* serve(process: Process, port: number, options: HttpServerOptions): Run<void> {
  const fd = process.listen({ ip: '0.0.0.0', port });
  if (refused(fd)) return;
  new HttpServer(process, fd, options).start();
  for (;;) yield* pause();
}
