import { refused } from '../errno.ts';
import { type Program, write } from '../syscalls.ts';
import { crc32, gunzipped, gzipped } from './gzipFormat.ts';
import { complain, openInput, paced, readAll } from './input.ts';
import { readOptions } from './options.ts';

/** What a compressed file may hold, in bytes. */
const maxBytes = 16 * 1024 * 1024;
/** Processor time for each byte, microseconds (about 50 MB a second). */
const microsPerByte = 0.02;

/** `gzip`, `gunzip`, `zcat`, -d -c -k -f. Files are stored, not made smaller; any compressed file is read. */
export const gzip: Program = function* (process) {
  const { flags, rest, problem } = readOptions(process.argv, 'dckfvqnt123456789');
  if (problem !== undefined) {
    yield* complain(process, problem);
    return 1;
  }
  const name = process.argv[0] ?? '';
  const unpacks = flags.has('d') || /(?:gunzip|zcat)$/.test(name);
  const toOutput = flags.has('c') || name.endsWith('zcat');
  let status = 0;
  const fail = function* (text: string) {
    yield* complain(process, text);
    status = 1;
  };
  for (const path of rest.length > 0 ? rest : ['-']) {
    const fd = openInput(process, path);
    if (refused(fd)) {
      yield* fail(fd.errno === 'EISDIR' ? `${path}: ${fd.text}` : `${path}: ${fd.text}`);
      continue;
    }
    const isStream = path === '-' || toOutput;
    if (!isStream && unpacks && !/\.t?gz$/.test(path)) {
      yield* fail(`${path}: unknown suffix - ignored`);
      continue;
    }
    const bytes = yield* readAll(fd);
    if (fd !== 0) process.close(fd);
    yield* paced(process, bytes.length * microsPerByte);
    const result = unpacks ? gunzipped(bytes, maxBytes) : gzipped(bytes, crc32(bytes));
    if (result === undefined) {
      yield* fail('invalid magic');
      continue;
    }
    if (isStream) {
      yield* write(1, result);
      continue;
    }
    const target = unpacks ? path.replace(/\.tgz$/, '.tar').replace(/\.gz$/, '') : `${path}.gz`;
    if (!flags.has('f') && !refused(process.stat(target))) {
      yield* fail(`can't open '${target}': File exists`);
      continue;
    }
    const out = process.open(target, { access: 'write', create: true, truncate: true });
    if (refused(out)) {
      yield* fail(`can't open '${target}': ${out.text}`);
      continue;
    }
    yield* write(out, result);
    process.close(out);
    if (!flags.has('k')) process.unlink(path);
  }
  return status;
};
