import { formatSocketAddress } from '../../../../network/socketAddress.ts';
import { receiveDatagram, sendDatagram } from '../../../datagrams.ts';
import { refused } from '../../../errno.ts';
import type { Process } from '../../../process.ts';
import { connect, type Program, type Run, write } from '../../../syscalls.ts';
import { goFlag } from '../goFlags.ts';
import { goLookUp } from '../goLookUp.ts';

/** `connect HOST:PORT [--timeout=1s] [--protocol=udp]`: 0 where somebody listens, else a word that tests look for. */
export const connectCommand: Program = function* (process) {
  const target = process.argv.slice(1).find((word) => !word.startsWith('-')) ?? '';
  const [, host = '', port = ''] = /^\[?(.*?)\]?:(\d+)$/.exec(target) ?? [];
  if (host === '') return yield* end(`UNKNOWN: address ${target}: missing port in address`);
  const found = yield* goLookUp(process, host);
  if ('problem' in found) return yield* end(`DNS: ${found.problem}`);
  const timeoutMs = durationMs(goFlag(process.argv, 'timeout') ?? '0');
  const address = { ip: found.addresses[0], port: Number(port) };
  if (goFlag(process.argv, 'protocol') === 'udp') return yield* overUdp(process, address, timeoutMs);
  const fd = yield* connect(address, timeoutMs || undefined);
  if (!refused(fd)) return 0;
  if (fd.errno === 'ECONNREFUSED') return yield* end('REFUSED');
  if (fd.errno === 'ETIMEDOUT') return yield* end('TIMEOUT');
  return yield* end(`OTHER: dial tcp ${formatSocketAddress(address)}: connect: ${fd.text.toLowerCase()}`);
};

function* overUdp(process: Process, address: { ip: string; port: number }, timeoutMs: number): Run<number> {
  const fd = process.connectUdp(address);
  if (refused(fd)) return yield* end(`OTHER: ${fd.text.toLowerCase()}`);
  sendDatagram(process, fd, `${goFlag(process.argv, 'udp-data') ?? 'hostname'}\n`);
  const received = yield* receiveDatagram(process, fd, timeoutMs || undefined);
  const { network } = process.kernel;
  const way = `read udp ${network.ip}:${network.ephemeralPort()}->${formatSocketAddress(address)}: `;
  if (!refused(received)) return 0;
  if (received.errno === 'ETIMEDOUT') return yield* end(`TIMEOUT: ${way}i/o timeout`);
  if (received.errno === 'ECONNREFUSED') return yield* end(`REFUSED: ${way}read: connection refused`);
  return yield* end(`UNKNOWN: ${way}read: ${received.text.toLowerCase()}`);
}

function* end(text: string): Run<number> {
  yield* write(2, `${text}\n`);
  return 1;
}

/** `1s`, `500ms`; 0 where it is none. */
function durationMs(text: string): number {
  const [, amount = '0', unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text) ?? [];
  return Math.round(Number(amount) * ({ ms: 1, s: 1000, m: 60_000 }[unit] ?? 1000));
}
