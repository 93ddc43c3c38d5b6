import { formatSocketAddress } from '../../../../network/socketAddress.ts';
import { readAll } from '../../../applets/input.ts';
import { receiveDatagram, sendDatagram } from '../../../datagrams.ts';
import { refused } from '../../../errno.ts';
import { HttpHeaders, type HttpResponse, textResponse } from '../../../http/message.ts';
import type { Exchange } from '../../../http/server.ts';
import type { Process } from '../../../process.ts';
import { type Program, type Run, sleep, wait, work, write } from '../../../syscalls.ts';
import { goFlag } from '../goFlags.ts';
import { goLine, runGoServer } from '../goServer.ts';
import { pathOf } from '../query.ts';
import { requestCpuMs } from '../requestCosts.ts';
import { dial } from './dial.ts';

/** `netexec`: a server that does what its paths say. */
export const netexec: Program = function* (process) {
  const port = Number(goFlag(process.argv, 'http-port') ?? 8080);
  const ends: { code: number | undefined } = { code: undefined };
  const delayMs = Number(goFlag(process.argv, 'delay-shutdown') ?? 0) * 1000;
  const udpPort = Number(goFlag(process.argv, 'udp-port') ?? 8081);
  yield* write(2, goLine(process.nowMs, `Started HTTP server on port ${port}`));
  if (udpPort >= 0) process.startThread((thread) => serveUdp(thread, udpPort));
  const code = yield* runGoServer(process, {
    listens: [`:${port}`],
    http: { onRequest: (exchange) => answerNetexec(exchange, ends) },
    ...(goFlag(process.argv, 'delay-shutdown') !== undefined && { onSignal: { exitCode: 0, finishes: true } }),
  });
  if (ends.code !== undefined) return ends.code;
  if (delayMs > 0) yield* sleep(delayMs);
  return code;
};

/** Wakes the main program, which then ends with the code that was asked for. */
function stopServer(thread: Process): void {
  let main = thread;
  while (main.isThread && main.parent) main = main.parent;
  main.kernel.signal(main, 'SIGTERM', 'outside');
}

function* answerNetexec(exchange: Exchange, ends: { code: number | undefined }): Run<HttpResponse | undefined> {
  const { thread, request, remote } = exchange;
  const { path, query } = pathOf(request.target);
  yield* work(requestCpuMs.go);
  const say = (text: string) => write(2, goLine(thread.nowMs, text));
  switch (path) {
    case '/':
      yield* say('GET /');
      return textResponse(
        200,
        `NOW: ${new Date(thread.nowMs).toISOString().replace('T', ' ').replace('Z', '')} +0000 UTC`,
      );
    case '/clientip':
      return textResponse(200, `${remote.ip}:${remote.port}`);
    case '/hostname':
    case '/hostName':
      yield* say(`GET ${path}`);
      return textResponse(200, thread.kernel.hostname);
    case '/healthz':
    case '/readyz':
      return textResponse(200, '');
    case '/echo':
      yield* say(`GET /echo?msg=${query.get('msg') ?? ''}`);
      return textResponse(Number(query.get('code') ?? 200) || 200, query.get('msg') ?? '');
    case '/header':
      return textResponse(200, request.headers.get(query.get('key') ?? '') ?? '');
    case '/redirect': {
      const headers = new HttpHeaders([['Location', query.get('location') ?? '']]);
      return { status: Number(query.get('code') ?? 302) || 302, headers, body: '' };
    }
    case '/exit': {
      const code = query.get('code') ?? '0';
      yield* say(`GET /exit?code=${code}&timeout=0&wait=0`);
      ends.code = Number(code) || 0;
      stopServer(thread);
      return undefined;
    }
    case '/shutdown':
      ends.code = 0;
      stopServer(thread);
      return undefined;
    case '/shell':
    case '/exec':
      return yield* shell(thread, query.get('cmd') ?? query.get('shellCommand') ?? '');
    case '/dial':
      return yield* dial(thread, query);
    default:
      return textResponse(404, '404 page not found\n');
  }
}

/** The server beside that of HTTP: `hostname`, `echo TEXT` and `clientip`. */
function* serveUdp(thread: Process, port: number): Run<number> {
  const fd = thread.bindUdp({ ip: '::', port });
  if (refused(fd)) return 1;
  const say = (text: string) => write(2, goLine(thread.nowMs, text));
  yield* say(`Started UDP server on port  ${port}`);
  for (;;) {
    const received = yield* receiveDatagram(thread, fd);
    if (refused(received)) return 0;
    const { content, from } = received;
    if (typeof content !== 'string') continue;
    const text = content.trim().toLowerCase();
    const client = formatSocketAddress(from);
    if (text === 'hostname') {
      yield* say('Sending udp hostName response');
      sendDatagram(thread, fd, thread.kernel.hostname, from);
    } else if (text.startsWith('echo ')) {
      yield* say(`Echoing ${text.slice(5)} to UDP client ${client}`);
      sendDatagram(thread, fd, text.slice(5), from);
    } else if (text.startsWith('clientip')) {
      yield* say(`Sending clientip back to UDP client ${client}`);
      sendDatagram(thread, fd, client, from);
    } else if (text !== '') yield* say(`Unknown UDP command received from ${client}: ${text}`);
  }
}

/** `/shell?cmd=…`: runs a command; its output or its error as JSON. */
function* shell(thread: Process, command: string): Run<HttpResponse> {
  const { output, input } = thread.pipe();
  const fd = thread.addFile(output);
  if (refused(fd)) return textResponse(500, fd.text);
  const found = thread.kernel.mounts.resolve('/bin/sh', '/');
  const program = !refused(found) && found.node?.kind === 'file' ? found.node.program : undefined;
  if (!program) return textResponse(500, '{"error":"no shell"}');
  const child = thread.spawn({ program, argv: ['sh', '-c', command], files: [undefined, input, input] });
  if (refused(child)) return textResponse(500, child.text);
  const text = yield* readAll(fd);
  thread.close(fd);
  const ended = yield* wait(child.pid, 'exit');
  const failed = !refused(ended) && ended.exitCode !== 0;
  return textResponse(
    200,
    `${JSON.stringify({ ...(failed && { error: `exit status ${ended.exitCode}` }), output: text })}`,
  );
}
