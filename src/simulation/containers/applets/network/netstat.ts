import { formatSocketAddress, type SocketAddress } from '../../../network/socketAddress.ts';
import type { Process } from '../../process.ts';
import { ListeningSocket } from '../../sockets.ts';
import { type Program, write } from '../../syscalls.ts';
import { complain } from '../input.ts';
import { readOptions } from '../options.ts';

const maxShown = 1000;

/** `netstat -tln`, `-tn`, `-a`, `-p`. */
export const netstat: Program = function* (process) {
  const { flags, problem } = readOptions(process.argv, 'tlnapuewrxWc');
  if (problem !== undefined) {
    yield* complain(process, problem);
    return 1;
  }
  const showsOwner = flags.has('p');
  const title = flags.has('a') ? '(servers and established)' : flags.has('l') ? '(only servers)' : '(w/o servers)';
  let text = `Active Internet connections ${title}\nProto Recv-Q Send-Q Local Address           Foreign Address         State       ${showsOwner ? 'PID/Program name    ' : ''}\n`;
  const row = (local: string, remote: string, state: string, owner: string) => {
    text += `tcp        0      0 ${local.padEnd(23)} ${remote.padEnd(23)} ${state.padEnd(11)} ${showsOwner ? owner : ''}\n`;
  };
  const { network } = process.kernel;
  if (flags.has('l') || flags.has('a')) {
    for (const { address } of network.listeners.slice(0, maxShown)) {
      row(
        netstatAddress(address),
        address.ip.includes(':') ? ':::*' : '0.0.0.0:*',
        'LISTEN',
        ownerOf(process, address),
      );
    }
  }
  if (!flags.has('l')) {
    for (const { local, remote } of network.sockets.slice(0, maxShown)) {
      row(formatSocketAddress(local), formatSocketAddress(remote), 'ESTABLISHED', '-');
    }
  }
  yield* write(1, text);
  return 0;
};

/** `ss -tln`. */
export const ss: Program = function* (process) {
  const { flags, problem } = readOptions(process.argv, 'tlnapuxeimoH46s');
  if (problem !== undefined) {
    yield* complain(process, problem);
    return 255;
  }
  let text = flags.has('H') ? '' : 'State    Recv-Q   Send-Q     Local Address:Port     Peer Address:Port  Process\n';
  const row = (state: string, queue: string, local: string, remote: string) => {
    text += `${state.padEnd(8)} 0        ${queue.padEnd(6)} ${local.padStart(22)} ${remote.padStart(20)}\n`;
  };
  const { network } = process.kernel;
  if (flags.has('l') || flags.has('a')) {
    for (const { address } of network.listeners.slice(0, maxShown)) {
      row('LISTEN', '128', address.ip === '::' ? `*:${address.port}` : formatSocketAddress(address), '0.0.0.0:*');
    }
  }
  if (!flags.has('l')) {
    for (const { local, remote } of network.sockets.slice(0, maxShown)) {
      row('ESTAB', '0', formatSocketAddress(local), formatSocketAddress(remote));
    }
  }
  yield* write(1, text);
  return 0;
};

function netstatAddress({ ip, port }: SocketAddress): string {
  return `${ip}:${port}`;
}

/** Only the processes of this container can be seen, unless the Pod shares its process namespace. */
function ownerOf(process: Process, address: SocketAddress): string {
  for (const one of process.kernel.processes) {
    for (const file of one.files) {
      if (!(file instanceof ListeningSocket) || file.listener.address !== address) continue;
      const name = (one.argv[0] ?? '').replace(/.*\//, '');
      return `${one.pid}/${name}`;
    }
  }
  return '-';
}
