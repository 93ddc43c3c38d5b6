import type { SocketAddress } from '../../../network/socketAddress.ts';
import { sendDatagram } from '../../datagrams.ts';
import { refused } from '../../errno.ts';
import { resolveName } from '../../names.ts';
import type { Process } from '../../process.ts';
import { connect, type Program, poll, type Run, sleep, write } from '../../syscalls.ts';
import { complain } from '../input.ts';
import { readOptions } from '../options.ts';
import { busyboxNcWords, hand, ncListen } from './ncListen.ts';
import { relay, relayDatagrams } from './relay.ts';

const usage =
  "BusyBox v1.36.1 multi-call binary.\n\nUsage: nc [OPTIONS] HOST PORT  - connect\nnc [OPTIONS] -l -p PORT [HOST] [PORT]  - listen\n\n\t-e PROG\tRun PROG after connect (must be last)\n\t-l\tListen mode, for inbound connects\n\t-lk\tWith -e, provides persistent server\n\t-p PORT\tLocal port\n\t-s ADDR\tLocal address\n\t-w SEC\tTimeout for connects and final net reads\n\t-i SEC\tDelay interval for lines sent\n\t-n\tDon't do DNS resolution\n\t-u\tUDP mode\n\t-b\tAllow broadcasts\n\t-v\tVerbose\n\t-o FILE\tHex dump traffic\n\t-z\tZero-I/O mode (scanning)\n";

/** How a calling nc behaves. */
interface Calling {
  readonly command: readonly string[];
  readonly limitMs: number | undefined;
  /** How many `-v` there are: with one it says more than nothing, with two also that it was refused. */
  readonly loudness: number;
  readonly isScan: boolean;
}

/**
 * busybox' `nc` as its own configuration makes it: `nc HOST PORT`, `nc -l -p PORT`, there `-s ADDRESS`; `-u` with datagrams, `-z` only
 * looks, `-w` seconds, `-v`, `-e PROGRAM`, `-lk` for one client after another.
 */
export const nc: Program = function* (process) {
  const at = process.argv.indexOf('-e');
  const argv = at < 0 ? process.argv : process.argv.slice(0, at);
  const command = at < 0 ? [] : process.argv.slice(at + 1);
  const { flags, given, rest, problem } = readOptions(argv, 'lp:w:zvnukis:o:N');
  if (problem !== undefined) {
    yield* write(2, `nc: ${problem}\n${usage}`);
    return 1;
  }
  const count = (letter: string) => given.filter(([each]) => each === letter).length;
  const limitMs = flags.has('w') ? Math.round(Number(flags.get('w')) * 1000) || undefined : undefined;
  const isUdp = flags.has('u');
  if (flags.has('l')) {
    const repeats = flags.has('k') || count('l') > 1;
    const port = Number(flags.get('p') ?? rest.at(-1));
    // Other builds of nc take the address to listen on before the port.
    const host = flags.get('s') ?? (flags.has('p') || rest.length < 2 ? '0.0.0.0' : (rest[0] as string));
    const ip = yield* resolveName(process, host);
    if (ip === undefined) {
      yield* complain(process, `bad address '${host}'`);
      return 1;
    }
    const words = flags.has('v') ? busyboxNcWords : undefined;
    return yield* ncListen(process, { ip, port }, { command, repeats, limitMs, isUdp, words });
  }
  const [host, portText] = rest;
  if (host === undefined) {
    yield* write(2, usage);
    return 1;
  }
  if (portText === undefined) return 1;
  const port = Number(portText);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    yield* complain(process, `bad port '${portText}'`);
    return 1;
  }
  const ip = yield* resolveName(process, host);
  if (ip === undefined) {
    yield* complain(process, `bad address '${host}'`);
    return 1;
  }
  const calling = { command, limitMs, loudness: count('v'), isScan: flags.has('z') };
  const status = yield* (isUdp ? callUdp : call)(process, host, { ip, port }, calling);
  if (calling.loudness > 1) yield* write(2, 'sent 0, rcvd 0\n');
  return status;
};

function* call(process: Process, host: string, address: SocketAddress, options: Calling): Run<number> {
  const { command, limitMs, loudness } = options;
  const shown = `${host} (${address.ip}:${address.port})`;
  const fd = yield* connect(address, limitMs);
  if (refused(fd)) {
    if (loudness > 1 || (loudness > 0 && fd.errno !== 'ECONNREFUSED')) yield* complain(process, `${shown}: ${fd.text}`);
    return 1;
  }
  if (loudness > 0) yield* write(2, `${shown} open\n`);
  if (options.isScan) {
    process.close(fd);
    return 0;
  }
  if (command.length > 0) return yield* hand(process, fd, command);
  // Once its input has ended it waits twice.
  yield* relay(process, fd, limitMs === undefined ? undefined : 2 * limitMs);
  process.close(fd);
  return 0;
}

/** A datagram is never refused at once: only looking is worth a probe, whose refusal may come back. */
function* callUdp(process: Process, host: string, address: SocketAddress, options: Calling): Run<number> {
  const { limitMs, loudness } = options;
  const fd = process.connectUdp(address);
  if (refused(fd)) return 1;
  if (options.isScan) {
    sendDatagram(process, fd, '\0');
    if (limitMs !== undefined) yield* sleep(limitMs);
    const told = yield* poll([{ fd, for: 'read' }], limitMs === undefined ? 10 : 0);
    if (!refused(told) && told.length > 0) return 1;
  }
  if (loudness > 0) yield* write(2, `${host} (${address.ip}:${address.port}) open\n`);
  if (options.isScan) return 0;
  yield* relayDatagrams(process, fd, limitMs === undefined ? undefined : 2 * limitMs);
  process.close(fd);
  return 0;
}
