import { refused } from '../errno.ts';
import { type Program, read, readBytes, write } from '../syscalls.ts';
import { badUsage, complain } from './input.ts';
import { sizeOf } from './sizes.ts';

/** Keys that are understood; those without an effect here are taken all the same. */
const known = /^(?:if|of|bs|ibs|obs|count|skip|seek|conv|iflag|oflag|status)$/;

/** `dd if=… of=… bs=… count=… skip=… seek=… conv=notrunc status=none`. */
export const dd: Program = function* (process) {
  const options = new Map<string, string>();
  for (const word of process.argv.slice(1)) {
    const [key = '', value] = word.split(/=(.*)/s);
    if (!known.test(key) || value === undefined) {
      const usage = 'dd [if=FILE] [of=FILE] [ibs=N obs=N/bs=N] [count=N] [skip=N] [seek=N]';
      return yield* badUsage(process, undefined, usage);
    }
    options.set(key, value);
  }
  const number = (key: string, otherwise: number) => sizeOf(options.get(key) ?? String(otherwise));
  const size = number('bs', number('ibs', 512) ?? 512);
  const [count, skip, seek] = [number('count', Number.MAX_SAFE_INTEGER % 1e15), number('skip', 0), number('seek', 0)];
  if (size === undefined || size < 1 || count === undefined || skip === undefined || seek === undefined) {
    yield* complain(process, `invalid number '${options.get('bs') ?? options.get('count') ?? ''}'`);
    return 1;
  }
  const from = options.get('if');
  const to = options.get('of');
  const input = from === undefined ? 0 : process.open(from, { access: 'read' });
  if (refused(input)) {
    yield* complain(process, `can't open '${from}': ${input.text}`);
    return 1;
  }
  const keeps = options.get('conv')?.split(',').includes('notrunc') === true || seek > 0;
  const output =
    to === undefined
      ? 1
      : process.open(to, { access: 'write', create: true, ...(!keeps && { truncate: true as const }) });
  if (refused(output)) {
    yield* complain(process, `can't open '${to}': ${output.text}`);
    return 1;
  }
  const file = process.files[output];
  if (file && seek > 0 && 'position' in file) file.position = seek * size;
  const beganMs = process.nowMs;
  let full = 0;
  let partial = 0;
  let bytes = 0;
  let status = 0;
  for (let block = 0; block < skip + count; block++) {
    let taken = 0;
    while (taken < size) {
      const piece = yield* read(input, Math.min(readBytes, size - taken));
      if (refused(piece)) {
        yield* complain(process, `error reading '${from ?? 'standard input'}': ${piece.text}`);
        status = 1;
      }
      if (refused(piece) || piece === '') break;
      if (block >= skip) {
        const refusal = yield* write(output, piece);
        if (refusal) {
          yield* complain(process, `error writing '${to ?? 'standard output'}': ${refusal.text}`);
          status = 1;
          break;
        }
        bytes += piece.length;
      }
      taken += piece.length;
    }
    if (taken === 0 || status !== 0) break;
    if (block < skip) continue;
    if (taken === size) full += 1;
    else {
      partial += 1;
      break;
    }
  }
  if (options.get('status') === 'none') return status;
  const records = `${full}+${partial} records`;
  let report = `${records} in\n${records} out\n`;
  if (options.get('status') !== 'noxfer') {
    const seconds = (process.nowMs - beganMs) / 1000;
    const rate = bytes / Math.max(0.000001, seconds);
    report += `${bytes} bytes (${shortSize(bytes)}) copied, ${seconds.toFixed(6)} seconds, ${shortSize(rate)}/s\n`;
  }
  yield* write(2, report);
  return status;
};

function shortSize(bytes: number): string {
  let value = bytes;
  for (const unit of ['', 'KB', 'MB', 'GB']) {
    if (value < 1024 || unit === 'GB') return `${value.toFixed(1)}${unit === '' ? 'B' : unit}`;
    value /= 1024;
  }
  return '';
}
