import type { Container, TCPSocketAction } from '../../../api/generated/objects.ts';
import { refused } from '../../containers/errno.ts';
import type { Process } from '../../containers/process.ts';
import { connect, type Run } from '../../containers/syscalls.ts';
import type { ProbeOutcome } from './probeOutcome.ts';
import { targetPort } from './targetPort.ts';

/** A TCP probe, made from the Node: success is that the port opens, whatever comes then. */
export function* tcpProbe(
  process: Process,
  { host, port }: TCPSocketAction,
  container: Container,
  podIp: string,
  timeoutMs: number,
): Run<ProbeOutcome> {
  const resolved = targetPort(port, container);
  if ('problem' in resolved) return { result: 'error', output: resolved.problem };
  const address = { ip: host || podIp, port: resolved.port };
  const fd = yield* connect(address, timeoutMs);
  if (!refused(fd)) {
    process.close(fd);
    return { result: 'success', output: '' };
  }
  const why = fd.errno === 'ETIMEDOUT' ? 'i/o timeout' : `connect: ${fd.text.toLowerCase()}`;
  return { result: 'failure', output: `dial tcp ${address.ip}:${address.port}: ${why}` };
}
