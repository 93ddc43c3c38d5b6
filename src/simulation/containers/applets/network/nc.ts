import { formatSocketAddress, type SocketAddress } from '../../../network/socketAddress.ts';
import { refused } from '../../errno.ts';
import { programOf } from '../../executable.ts';
import { resolveName } from '../../names.ts';
import type { Process } from '../../process.ts';
import { ConnectedSocket } from '../../sockets.ts';
import { accept, connect, type Program, poll, type Run, wait, write } from '../../syscalls.ts';
import { complain } from '../input.ts';
import { readOptions } from '../options.ts';
import { relay } from './relay.ts';

const usage =
  'BusyBox v1.36.1 multi-call binary.\n\nUsage: nc [OPTIONS] HOST PORT  - connect\nnc [OPTIONS] -l -p PORT [HOST] [PORT]  - listen\n';

/** `nc HOST PORT`, `nc -l -p PORT`, there `-s ADDRESS`; `-z` only looks, `-w` seconds, `-v`, `-e PROGRAM`, `-lk` for one client after another. */
export const nc: Program = function* (process) {
  const at = process.argv.indexOf('-e');
  const argv = at < 0 ? process.argv : process.argv.slice(0, at);
  const command = at < 0 ? [] : process.argv.slice(at + 1);
  const { flags, given, rest, problem } = readOptions(argv, 'lp:w:zvnukis:o:N');
  if (problem !== undefined) {
    yield* write(2, `nc: ${problem}\n${usage}`);
    return 1;
  }
  if (flags.has('u')) {
    yield* complain(process, 'UDP is not part of this network');
    return 1;
  }
  const limitMs = flags.has('w') ? Math.round(Number(flags.get('w')) * 1000) || undefined : undefined;
  if (flags.has('l')) {
    const repeats = flags.has('k') || given.filter(([letter]) => letter === 'l').length > 1;
    const port = Number(flags.get('p') ?? rest.at(-1));
    // Other builds of nc take the address to listen on before the port.
    const host = flags.get('s') ?? (flags.has('p') || rest.length < 2 ? '0.0.0.0' : (rest[0] as string));
    const ip = yield* resolveName(process, host);
    if (ip === undefined) {
      yield* complain(process, `bad address '${host}'`);
      return 1;
    }
    return yield* serve(process, { ip, port }, { command, repeats, limitMs, isLoud: flags.has('v') });
  }
  const [host, portText = ''] = rest;
  const port = Number(portText);
  if (host === undefined || !Number.isInteger(port) || port < 1 || port > 65_535) {
    if (portText === '') yield* write(2, usage);
    else yield* complain(process, `bad port '${portText}'`);
    return 1;
  }
  return yield* call(process, host, port, { command, flags, limitMs });
};

function* call(
  process: Process,
  host: string,
  port: number,
  options: { command: readonly string[]; flags: ReadonlyMap<string, string>; limitMs: number | undefined },
): Run<number> {
  const { command, flags, limitMs } = options;
  const ip = yield* resolveName(process, host);
  if (ip === undefined) {
    yield* complain(process, `bad address '${host}'`);
    return 1;
  }
  const fd = yield* connect({ ip, port }, limitMs);
  if (refused(fd)) {
    if (flags.has('v') || fd.errno !== 'ECONNREFUSED') {
      const why = fd.errno === 'ETIMEDOUT' && limitMs !== undefined ? 'Operation timed out' : fd.text;
      yield* complain(process, `${host} (${ip}:${port}): ${why}`);
    }
    return 1;
  }
  if (flags.has('v')) yield* write(2, `${host} (${ip}:${port}) open\n`);
  if (flags.has('z')) {
    process.close(fd);
    return 0;
  }
  if (command.length > 0) return yield* hand(process, fd, command);
  const end = yield* relay(process, fd, limitMs);
  process.close(fd);
  return end === 'closed' ? 0 : 1;
}

function* serve(
  process: Process,
  address: SocketAddress,
  options: { command: readonly string[]; repeats: boolean; limitMs: number | undefined; isLoud: boolean },
): Run<number> {
  const listening = process.listen(address, 1);
  if (refused(listening)) {
    yield* complain(process, `bind: ${listening.text}`);
    return 1;
  }
  if (options.isLoud) yield* write(2, `listening on ${formatSocketAddress(address)} ...\n`);
  for (;;) {
    if (options.limitMs !== undefined) {
      const ready = yield* poll([{ fd: listening, for: 'read' }], options.limitMs);
      if (!refused(ready) && ready.length === 0) {
        yield* complain(process, 'timeout');
        return 1;
      }
    }
    const fd = yield* accept(listening);
    if (refused(fd)) return 1;
    const file = process.files[fd];
    if (options.isLoud && file instanceof ConnectedSocket) {
      const { ip, port: from } = file.socket.remote;
      yield* write(2, `connect to ${file.socket.local.ip}:${address.port} from ${ip}:${from} (${ip}:${from})\n`);
    }
    if (!options.repeats) process.close(listening);
    if (options.command.length > 0) yield* hand(process, fd, options.command);
    else yield* relay(process, fd);
    process.close(fd);
    if (!options.repeats) return 0;
  }
}

/** The program gets the connection as its input and output. */
function* hand(process: Process, fd: number, command: readonly string[]): Run<number> {
  const found = programOf(process.kernel.mounts, command, process.env, process.cwd);
  if (typeof found === 'string') {
    yield* complain(process, `can't execute '${command[0]}': No such file or directory`);
    return 127;
  }
  const connection = process.files[fd];
  const child = process.spawn({ ...found, files: [connection, connection, process.files[2]] });
  process.close(fd);
  if (refused(child)) return 1;
  const ended = yield* wait(child.pid, 'exit');
  return refused(ended) ? 1 : ended.exitCode;
}
