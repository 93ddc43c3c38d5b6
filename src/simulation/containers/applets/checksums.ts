import { md5 } from '../../md5.ts';
import { refused } from '../errno.ts';
import type { Process } from '../process.ts';
import { type Program, type Run, write } from '../syscalls.ts';
import { cannotOpen, complain, eachInput, openInput, paced, readAll } from './input.ts';
import { readOptions } from './options.ts';
import { sha1, sha256 } from './sha.ts';

export const md5sum = checksumProgram('MD5', md5);
export const sha1sum = checksumProgram('SHA1', sha1);
export const sha256sum = checksumProgram('SHA256', sha256);

/** Processor time for each byte, microseconds (about 100 MB a second). */
const microsPerByte = 0.01;

/** `NAMEsum`, -c, -s. */
function checksumProgram(name: string, digest: (bytes: string) => string): Program {
  return function* (process) {
    const { flags, rest, problem } = readOptions(process.argv, 'csw', { check: 'c', status: 's' });
    if (problem !== undefined) {
      yield* complain(process, problem);
      return 1;
    }
    const files = rest.length > 0 ? rest : ['-'];
    if (flags.has('c')) return yield* check(process, files, digest, flags.has('s') ? 'silent' : 'told', name);
    return yield* eachInput(process, files, cannotOpen, function* (fd, file) {
      yield* write(1, `${yield* digestOf(process, fd, digest)}  ${file}\n`);
    });
  };
}

function* digestOf(process: Process, fd: number, digest: (bytes: string) => string): Run<string> {
  const text = yield* readAll(fd);
  yield* paced(process, text.length * microsPerByte);
  return digest(text);
}

function* check(
  process: Process,
  lists: readonly string[],
  digest: (bytes: string) => string,
  voice: 'silent' | 'told',
  name: string,
): Run<number> {
  let failed = 0;
  let checked = 0;
  const status = yield* eachInput(process, lists, cannotOpen, function* (list) {
    for (const line of (yield* readAll(list)).split('\n')) {
      const parsed = /^([0-9a-fA-F]+) [ *](.+)$/.exec(line);
      if (!parsed) continue;
      const [, wanted = '', file = ''] = parsed;
      checked += 1;
      const fd = openInput(process, file);
      if (refused(fd)) yield* complain(process, cannotOpen(file, fd));
      const isSame = !refused(fd) && (yield* digestOf(process, fd, digest)) === wanted.toLowerCase();
      if (!refused(fd) && fd !== 0) process.close(fd);
      if (!isSame) failed += 1;
      if (voice === 'told') yield* write(1, `${file}: ${isSame ? 'OK' : 'FAILED'}\n`);
    }
  });
  if (failed > 0 && voice === 'told')
    yield* complain(process, `WARNING: ${failed} of ${checked} computed checksums did NOT match`);
  if (checked === 0) yield* complain(process, `no ${name.toLowerCase()} checksum lines found`);
  return failed > 0 || checked === 0 ? 1 : status;
}
