import { formatSocketAddress, type SocketAddress } from '../../../network/socketAddress.ts';
import { refused } from '../../errno.ts';
import { programOf } from '../../executable.ts';
import type { Process } from '../../process.ts';
import { ConnectedSocket } from '../../sockets.ts';
import { accept, poll, type Run, wait, write } from '../../syscalls.ts';
import { complain } from '../input.ts';
import { relay, relayDatagrams } from './relay.ts';

/** How a listening nc behaves. */
export interface NcListening {
  /** The program that gets the connection, if any. */
  readonly command: readonly string[];
  /** Whether one client follows the other. */
  readonly repeats: boolean;
  readonly limitMs: number | undefined;
  readonly isUdp: boolean;
  /** What it says of itself and of a client; nothing where it is quiet. */
  readonly words:
    | {
        readonly ready: (address: SocketAddress) => string;
        readonly client: (from: SocketAddress, own: SocketAddress) => string;
      }
    | undefined;
}

/** Takes connections, or datagrams, at an address, as nc does. */
export function* ncListen(process: Process, address: SocketAddress, options: NcListening): Run<number> {
  const { words } = options;
  const listening = options.isUdp ? process.bindUdp(address) : process.listen(address, 1);
  if (refused(listening)) {
    yield* complain(process, `bind: ${listening.text}`);
    return 1;
  }
  if (words) yield* write(2, words.ready(address));
  for (;;) {
    if (options.limitMs !== undefined) {
      const ready = yield* poll([{ fd: listening, for: 'read' }], options.limitMs);
      if (!refused(ready) && ready.length === 0) {
        yield* complain(process, 'timeout');
        return 1;
      }
    }
    if (options.isUdp) {
      yield* relayDatagrams(process, listening, options.limitMs);
      if (!options.repeats) return 0;
      continue;
    }
    const fd = yield* accept(listening);
    if (refused(fd)) return 1;
    const file = process.files[fd];
    if (words && file instanceof ConnectedSocket) {
      yield* write(2, words.client(file.socket.remote, { ip: file.socket.local.ip, port: address.port }));
    }
    if (!options.repeats) process.close(listening);
    if (options.command.length > 0) yield* hand(process, fd, options.command);
    else yield* relay(process, fd);
    process.close(fd);
    if (!options.repeats) return 0;
  }
}

/** busybox' words. */
export const busyboxNcWords: NonNullable<NcListening['words']> = {
  ready: (address) => `listening on ${formatSocketAddress(address)} ...\n`,
  client: ({ ip, port }, own) => `connect to ${formatSocketAddress(own)} from ${ip}:${port} (${ip}:${port})\n`,
};

/** A program gets the connection as its input and output. */
export function* hand(process: Process, fd: number, command: readonly string[]): Run<number> {
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
