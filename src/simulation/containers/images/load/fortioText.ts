import type { Process } from '../../process.ts';
import { type Run, write } from '../../syscalls.ts';
import type { FortioFlags } from './fortioFlags.ts';
import { FortioHistogram } from './fortioHistogram.ts';
import { goDuration, goNumber } from './goNumbers.ts';
import { type LoadTally, socketError } from './loadTally.ts';

/** The words of a value in fortio's log. */
type LogValue = string | number | Readonly<Record<string, string | number>>;

/** A line of fortio's log, which is JSON where nobody sits at a terminal. */
export function* fortioLog(
  process: Process,
  level: 'info' | 'warn' | 'err',
  place: readonly [file: string, line: number],
  message: string,
  values: Readonly<Record<string, LogValue>> = {},
): Run<void> {
  const [file, line] = place;
  const time = `${(process.nowMs / 1000).toFixed(3)}000`;
  const rest = JSON.stringify({ level, r: 1, file, line, msg: message, ...values });
  yield* write(2, `{"ts":${time},${rest.slice(1)}\n`);
}

/** What a run is told about where it went. */
export interface FortioRun {
  readonly flags: FortioFlags;
  readonly url: string;
  /** `10.96.0.7:80` */
  readonly address: string;
  readonly threads: number;
  readonly elapsedMs: number;
  /** How long it takes to connect, seconds. */
  readonly connectS: number;
  /** Sockets of each client. */
  readonly sockets: readonly number[];
}

/** What fortio prints at the end of a run. */
export function fortioSummary(tally: LoadTally, run: FortioRun): string {
  const { flags, threads, elapsedMs } = run;
  const calls = Math.round(tally.calls);
  const rate = elapsedMs > 0 ? (calls * 1000) / elapsedMs : 0;
  const isVerbose = !flags.quiet && flags.logLevel !== 'error';
  const ended = `Ended after ${goDuration(elapsedMs)} : ${calls} calls. qps=${goNumber(rate, 5)}\n`;
  const { percentiles } = flags;
  const times = isVerbose
    ? tally.durations.text('Aggregated Function Time', percentiles) +
      tally.errorDurations.text('Error cases', percentiles)
    : tally.durations.line('Aggregated Function Time') +
      tally.durations.percentilesText(percentiles) +
      tally.errorDurations.line('Error cases');
  const average = (tally.durations.mean * 1000).toFixed(3);
  const warmUp = flags.calls > 0 ? 0 : threads;
  return [
    isVerbose ? ended : '',
    flags.qps > 0 ? sleeps(tally, isVerbose) : '',
    times,
    connections(tally, run, isVerbose),
    codes(tally),
    isVerbose ? `${tally.heads.line('Response Header Sizes')}${tally.totals.line('Response Body/Total Sizes')}` : '',
    `All done ${calls} calls (plus ${warmUp} warmup) ${average} ms avg, ${rate.toFixed(1)} qps\n`,
  ].join('');
}

/** More than this part of sleeps that were over before they began is worth a warning. */
const lateWarningPercent = 5;

function sleeps({ sleeps }: LoadTally, isVerbose: boolean): string {
  if (sleeps.count === 0) return '';
  const late = (100 * sleeps.countOfFirst) / sleeps.count;
  if (late <= lateWarningPercent) return isVerbose ? sleeps.line('Sleep times') : '';
  return `${sleeps.text('Aggregated Sleep Time', [50])}WARNING ${late.toFixed(2)}% of sleep were falling behind\n`;
}

function connections({ sockets }: LoadTally, run: FortioRun, isVerbose: boolean): string {
  const { address, connectS, threads, flags } = run;
  const timing = new FortioHistogram(0, flags.resolutionS);
  const lines = run.sockets.map((count, thread) => {
    const own = new FortioHistogram(0, flags.resolutionS);
    own.add(connectS, count);
    timing.add(connectS, count);
    const used = `[${thread}] ${String(count).padStart(3)} socket used`;
    return own.line(`${used}, resolved to ${address}, connection timing`);
  });
  const histogram = timing.text('Connection time histogram (s)', flags.percentiles);
  const all = flags.logLevel === 'info' ? histogram : timing.line('Connection time (s)');
  const total = Math.round(sockets);
  return (
    `# Socket and IP used for each connection:\n${lines.join('')}${isVerbose ? all : ''}` +
    `Sockets used: ${total} (for perfect keepalive, would be ${threads})\n` +
    `Uniform: false, Jitter: false, Catchup allowed: ${flags.catchUp}\n` +
    `IP addresses distribution:\n${address}: ${total}\n`
  );
}

function codes({ codes, calls }: LoadTally): string {
  const total = Math.max(1, Math.round(calls));
  let exact = 0;
  let counted = 0;
  return [...codes]
    .sort(([a], [b]) => a - b)
    .map(([code, part]) => {
      // Whole requests, and all of them.
      exact += part;
      const count = Math.round(exact) - counted;
      counted += count;
      const name = code === socketError ? ' -1' : String(code).padStart(3);
      return count === 0 ? '' : `Code ${name} : ${count} (${((100 * count) / total).toFixed(1)} %)\n`;
    })
    .join('');
}
