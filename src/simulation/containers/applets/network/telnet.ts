import { refused } from '../../errno.ts';
import { resolveName } from '../../names.ts';
import { connect, type Program, write } from '../../syscalls.ts';
import { complain } from '../input.ts';
import { relay } from './relay.ts';

/** `telnet HOST [PORT]`: carries text, without the options of the protocol. */
export const telnet: Program = function* (process) {
  const [host, portText = '23'] = process.argv.slice(1);
  if (host === undefined || !/^\d+$/.test(portText)) {
    yield* write(2, 'BusyBox v1.36.1 multi-call binary.\n\nUsage: telnet HOST [PORT]\n');
    return 1;
  }
  const ip = yield* resolveName(process, host);
  if (ip === undefined) {
    yield* complain(process, `bad address '${host}'`);
    return 1;
  }
  const fd = yield* connect({ ip, port: Number(portText) });
  if (refused(fd)) {
    yield* complain(process, `can't connect to remote host (${ip}): ${fd.text}`);
    return 1;
  }
  yield* write(1, `Connected to ${host}\n\r\nEntering character mode\r\nEscape character is '^]'.\r\n\n`);
  yield* relay(process, fd);
  process.close(fd);
  yield* write(2, 'Connection closed by foreign host\n');
  return 1;
};
