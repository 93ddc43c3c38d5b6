import type { GRPCAction } from '../../../api/generated/objects.ts';
import { refused } from '../../containers/errno.ts';
import { exchange, hasFailed } from '../../containers/http/client.ts';
import { HttpHeaders } from '../../containers/http/message.ts';
import type { Process } from '../../containers/process.ts';
import { connect, type Run, sleep } from '../../containers/syscalls.ts';
import type { ProbeOutcome } from './probeOutcome.ts';

/**
 * A gRPC probe: asks the standard health service (https://github.com/grpc/grpc/blob/master/doc/health-checking.md).
 * HTTP/2 is not simulated: a server of an image that speaks gRPC answers a POST to `/grpc.health.v1.Health/Check` with
 * the media type `application/grpc` and the state (`SERVING`, `NOT_SERVING`) as body. To all others there is no gRPC
 * connection, and the probe fails when its time is over.
 */
export function* grpcProbe(
  process: Process,
  { port, service = '' }: GRPCAction,
  podIp: string,
  timeoutMs: number,
): Run<ProbeOutcome> {
  const deadlineMs = process.nowMs + timeoutMs;
  const target = `${podIp}:${port}`;
  const fd = yield* connect({ ip: podIp, port }, timeoutMs);
  if (!refused(fd)) {
    const headers = new HttpHeaders([
      ['Host', target],
      ['Content-Type', 'application/grpc'],
      ['Connection', 'close'],
    ]);
    const request = { method: 'POST', target: '/grpc.health.v1.Health/Check', version: '1.1', headers } as const;
    const answer = yield* exchange(process, fd, { ...request, body: service }, deadlineMs);
    process.close(fd);
    if (!hasFailed(answer) && answer.headers.get('Content-Type')?.startsWith('application/grpc')) {
      if (answer.body === 'SERVING') return { result: 'success', output: 'service healthy' };
      return { result: 'failure', output: `service unhealthy (responded with "${answer.body}")` };
    }
  }
  // Go's client tries to connect again until the time is over.
  yield* sleep(Math.max(0, deadlineMs - process.nowMs));
  const why = `timeout: failed to connect service "${target}" within ${timeoutMs / 1000}s: context deadline exceeded`;
  return { result: 'failure', output: why };
}
