import { refused } from '../containers/errno.ts';
import { HttpHeaders, textResponse } from '../containers/http/message.ts';
import { HttpServer, type HttpServerOptions } from '../containers/http/server.ts';
import type { Process } from '../containers/process.ts';
import { compute, pause, type Run } from '../containers/syscalls.ts';

/** A host on the Internet: one page for all that is asked for, which says that it is no real one. */
export function serveWeb([name = '']: readonly string[]): (process: Process) => Run<void> {
  const page = `<!doctype html>\n<title>${name}</title>\n<p>This is ${name} as Pod Labs simulates it: a host outside of the cluster.</p>\n`;
  const headers = new HttpHeaders([['Content-Type', 'text/html']]);
  return (process) =>
    serve(process, 80, {
      onRequest: function* () {
        yield* compute();
        return {
          status: 200,
          headers: new HttpHeaders([...headers, ['Content-Length', String(page.length)]]),
          body: page,
        };
      },
    });
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
