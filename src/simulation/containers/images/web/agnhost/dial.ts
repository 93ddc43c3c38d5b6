import { formatSocketAddress, type SocketAddress } from '../../../../network/socketAddress.ts';
import { receiveDatagram, sendDatagram } from '../../../datagrams.ts';
import { refused } from '../../../errno.ts';
import { hasFailed, sendRequest } from '../../../http/client.ts';
import { HttpHeaders, type HttpResponse, textResponse } from '../../../http/message.ts';
import type { Process } from '../../../process.ts';
import type { Run } from '../../../syscalls.ts';
import { goLookUp } from '../goLookUp.ts';

const patienceMs = 5_000;
const maxTries = 50;

/** `/dial?host=&port=&request=hostname&protocol=&tries=`: asks another Pod, over HTTP or with datagrams. */
export function* dial(thread: Process, query: ReadonlyMap<string, string>): Run<HttpResponse> {
  const host = query.get('host') ?? '';
  const port = Number(query.get('port') ?? '');
  const request = query.get('request') ?? '';
  const protocol = (query.get('protocol') ?? '').toLowerCase();
  if (request === '') return textResponse(400, 'request parameter not specified. <nil>\n');
  if (!['', 'http', 'udp'].includes(protocol)) return textResponse(400, `unsupported protocol. ${protocol}\n`);
  const found = yield* goLookUp(thread, host);
  if ('problem' in found) return textResponse(400, `host and/or port param are invalid. ${found.problem}\n`);
  const address = { ip: found.addresses[0], port };
  const tries = Math.min(maxTries, Math.max(1, Number(query.get('tries') ?? 1) || 1));
  const responses: string[] = [];
  const errors: string[] = [];
  for (let left = tries; left > 0; left--) {
    const outcome =
      protocol === 'udp' ? yield* askUdp(thread, address, request) : yield* askHttp(thread, address, request);
    if ('problem' in outcome) errors.push(outcome.problem);
    else responses.push(outcome.response);
  }
  const answer = { ...(errors.length > 0 && { errors }), ...(responses.length > 0 && { responses }) };
  return textResponse(200, JSON.stringify(answer));
}

type Asked = { readonly response: string } | { readonly problem: string };

function* askHttp(thread: Process, address: SocketAddress, request: string): Run<Asked> {
  const where = formatSocketAddress(address);
  const headers = new HttpHeaders([
    ['Host', where],
    ['User-Agent', 'Go-http-client/1.1'],
  ]);
  const asked = { method: 'GET', target: `/${request}`, version: '1.1' as const, headers, body: '' };
  const outcome = yield* sendRequest(thread, address, asked, patienceMs);
  if (!hasFailed(outcome)) return { response: outcome.body };
  const { problem, during } = outcome;
  const get = `Get "http://${where}/${request}": `;
  if (typeof problem === 'string') return { problem: `${get}EOF` };
  if (problem.errno === 'ETIMEDOUT') {
    return { problem: `${get}context deadline exceeded (Client.Timeout exceeded while awaiting headers)` };
  }
  const text = problem.text.toLowerCase();
  return { problem: during === 'connect' ? `${get}dial tcp ${where}: connect: ${text}` : `${get}read tcp: ${text}` };
}

function* askUdp(thread: Process, address: SocketAddress, request: string): Run<Asked> {
  const fd = thread.connectUdp(address);
  if (refused(fd)) return { problem: `udp dial failed. err:${fd.text.toLowerCase()}` };
  sendDatagram(thread, fd, request);
  const received = yield* receiveDatagram(thread, fd, patienceMs);
  thread.close(fd);
  if (refused(received)) {
    const why = received.errno === 'ETIMEDOUT' ? 'i/o timeout' : `read: ${received.text.toLowerCase()}`;
    return { problem: `reading from udp connection failed. err:'read udp ${formatSocketAddress(address)}: ${why}'` };
  }
  return { response: typeof received.content === 'string' ? received.content : '' };
}
