import { resolveName } from '../../names.ts';
import { type Program, sleep, write } from '../../syscalls.ts';
import { complain } from '../input.ts';
import { readOptions } from '../options.ts';

/** Virtual time has whole milliseconds; on one Node an echo is faster than that. */
const sameNodeMs = 0.06;
const intervalMs = 1000;

/** `ping -c COUNT -W SECONDS -w SECONDS -q HOST`. */
export const ping: Program = function* (process) {
  const { flags, rest, problem } = readOptions(process.argv, 'c:W:w:qi:s:I:46nt:A');
  const host = rest[0];
  if (problem !== undefined || host === undefined) {
    yield* write(
      2,
      `${problem === undefined ? '' : `ping: ${problem}\n`}BusyBox v1.36.1 multi-call binary.\n\nUsage: ping [OPTIONS] HOST\n`,
    );
    return 1;
  }
  const ip = yield* resolveName(process, host);
  if (ip === undefined) {
    yield* complain(process, `bad address '${host}'`);
    return 1;
  }
  // A raw socket, which needs NET_RAW: busybox has its own words for that.
  if (!process.credentials.can('NET_RAW')) {
    yield* complain(process, 'permission denied (are you root?)');
    return 1;
  }
  process.dispositions.set('SIGINT', 'catch');
  const bytes = Number(flags.get('s') ?? 56);
  const isQuiet = flags.has('q');
  const count = flags.has('c') ? Number(flags.get('c')) : Number.POSITIVE_INFINITY;
  const lastMs = flags.has('w') ? process.nowMs + Number(flags.get('w')) * 1000 : Number.POSITIVE_INFINITY;
  const waitMs = Number(flags.get('W') ?? 10) * 1000;
  yield* write(1, `PING ${host} (${ip}): ${bytes} data bytes\n`);
  const times: number[] = [];
  let sent = 0;
  while (sent < count && process.nowMs < lastMs && process.caught.length === 0) {
    const sequence = sent++;
    const trip = process.kernel.network.roundTripMs(ip);
    if (trip === undefined) {
      yield* sleep(sent < count ? intervalMs : Math.min(waitMs, lastMs - process.nowMs));
      continue;
    }
    yield* sleep(trip);
    const ms = trip + sameNodeMs;
    times.push(ms);
    const refusal = isQuiet
      ? undefined
      : yield* write(1, `${bytes + 8} bytes from ${ip}: seq=${sequence} ttl=64 time=${ms.toFixed(3)} ms\n`);
    if (refusal) return 1;
    if (sent < count) yield* sleep(intervalMs - trip);
  }
  const lost = sent === 0 ? 0 : Math.round((100 * (sent - times.length)) / sent);
  let text = `\n--- ${host} ping statistics ---\n${sent} packets transmitted, ${times.length} packets received, ${lost}% packet loss\n`;
  if (times.length > 0) {
    const average = times.reduce((sum, time) => sum + time, 0) / times.length;
    const [least, mean, most] = [Math.min(...times.slice(-1000)), average, Math.max(...times.slice(-1000))];
    text += `round-trip min/avg/max = ${least.toFixed(3)}/${mean.toFixed(3)}/${most.toFixed(3)} ms\n`;
  }
  yield* write(1, text);
  return times.length > 0 ? 0 : 1;
};
