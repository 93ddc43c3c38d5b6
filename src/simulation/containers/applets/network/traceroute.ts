import { resolveName } from '../../names.ts';
import type { Process } from '../../process.ts';
import { lookUpAddress } from '../../resolver/lookUpAddress.ts';
import { type Program, type Run, sleep, write } from '../../syscalls.ts';
import { badUsage, complain } from '../input.ts';
import { readOptions } from '../options.ts';

const usage =
  'traceroute [-46Flnrv] [-f 1ST_TTL] [-m MAXTTL] [-q PROBES] [-p PORT]\n\t[-t TOS] [-w WAIT_SEC] [-s SRC_IP] [-i IFACE]\n\t[-z PAUSE_MSEC] HOST [BYTES]';
/** Virtual time has whole milliseconds; what answers within one Node is faster than that. */
const sameNodeMs = 0.01;
const packetBytes = 46;
const maxHops = 255;

/** busybox' `traceroute`: whom packets pass on their way, with their names; a star for each that is not answered. */
export const traceroute: Program = function* (process) {
  const { flags, rest, problem } = readOptions(process.argv, '46FIlnrvdf:m:q:p:t:w:s:i:z:g:');
  const [host, bytes = String(packetBytes)] = rest;
  if (problem !== undefined || host === undefined) return yield* badUsage(process, problem, usage);
  const ip = yield* resolveName(process, host);
  if (ip === undefined) {
    yield* complain(process, `bad address '${host}'`);
    return 1;
  }
  if (!process.credentials.can('NET_RAW')) {
    yield* complain(process, 'socket(AF_INET,3,1): Operation not permitted');
    return 1;
  }
  const number = (letter: string, usual: number, most: number) =>
    Math.max(1, Math.min(most, Number(flags.get(letter) ?? usual) || usual));
  const last = number('m', 30, maxHops);
  const probes = number('q', 3, 10);
  const waitMs = number('w', 3, 60) * 1000;
  yield* write(1, `traceroute to ${host} (${ip}), ${last} hops max, ${Number(bytes) || packetBytes} byte packets\n`);
  const route = process.kernel.network.routeTo(ip);
  for (let ttl = number('f', 1, last); ttl <= last; ttl++) {
    yield* write(1, `${String(ttl).padStart(2)}  `);
    const hop = route?.[Math.min(ttl, route.length) - 1];
    const isAtEnd = yield* probe(process, hop, { probes, waitMs, named: flags.has('n') ? 'no' : 'yes' });
    if (yield* write(1, '\n')) return 1;
    if (isAtEnd && route && ttl >= route.length) return 0;
  }
  return 0;
};

function* probe(
  process: Process,
  hop: string | undefined,
  { probes, waitMs, named }: { readonly probes: number; readonly waitMs: number; readonly named: 'yes' | 'no' },
): Run<boolean> {
  if (hop === undefined) {
    for (let left = probes; left > 0; left--) {
      yield* sleep(waitMs);
      yield* write(1, left === probes ? '*' : '  *');
    }
    return false;
  }
  const tripMs = process.kernel.network.roundTripMs(hop) ?? 0;
  for (let left = probes; left > 0; left--) {
    yield* sleep(tripMs);
    if (left === probes) {
      const name = named === 'yes' ? ((yield* lookUpAddress(process, hop)) ?? hop) : undefined;
      yield* write(1, name === undefined ? hop : `${name} (${hop})`);
    }
    yield* write(1, `  ${(tripMs + sameNodeMs).toFixed(3)} ms`);
  }
  return true;
}
