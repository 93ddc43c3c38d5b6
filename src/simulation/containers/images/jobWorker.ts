import { refused } from '../errno.ts';
import { ByteReader } from '../http/byteReader.ts';
import type { Image } from '../image.ts';
import { resolveName } from '../names.ts';
import { connect, type Program, type Run, sleep, write } from '../syscalls.ts';
import { folder } from './baseFiles.ts';
import { debianFiles } from './distributions.ts';
import { bulk, formatCommand, isReply, type Reply, readReply } from './redis/resp.ts';

/** What the documentation's worker does with each item: it sleeps, milliseconds. */
const workMs = 10_000;
const memoryBytes = 20 * 1024 * 1024;

/** The worker of "Fine Parallel Processing Using a Work Queue": takes items of the list `job2` from redis until it is empty. */
const worker: Program = function* (process) {
  process.holdMemory(memoryBytes);
  const ip = yield* resolveName(process, 'redis');
  const fd = ip === undefined ? undefined : yield* connect({ ip, port: 6379 });
  if (fd === undefined || refused(fd)) {
    const why =
      fd === undefined
        ? 'Error -3 connecting to redis:6379. Temporary failure in name resolution.'
        : `Error 111 connecting to redis:6379. ${fd.text}.`;
    yield* write(
      2,
      `Traceback (most recent call last):\n  File "./worker.py", line 10, in <module>\nredis.exceptions.ConnectionError: ${why}\n`,
    );
    return 1;
  }
  const reader = new ByteReader(process, fd);
  const ask = function* (words: readonly string[]): Run<Reply> {
    yield* write(fd, formatCommand(words));
    const reply = yield* readReply(reader);
    return isReply(reply) ? reply : bulk(undefined);
  };
  const length = yield* ask(['LLEN', 'job2']);
  const isEmpty = length.kind !== 'integer' || length.value === 0;
  const session = [8, 4, 4, 4, 12].map((digits) => hex(process.kernel.randomBytes(digits / 2))).join('-');
  yield* write(1, `Worker with sessionID: ${session}\nInitial queue state: empty=${isEmpty ? 'True' : 'False'}\n`);
  for (;;) {
    const item = yield* ask(['RPOP', 'job2']);
    if (item.kind !== 'bulk' || item.text === undefined) break;
    yield* write(1, `Working on ${item.text}\n`);
    yield* sleep(workMs);
  }
  yield* write(1, 'Queue empty, exiting\n');
  return 0;
};

function hex(bytes: string): string {
  return [...bytes].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}

/** The image that readers of that page build and push: `job-wq-2`. */
export const jobWorker: Image = {
  files: { ...debianFiles, 'worker.py': { kind: 'program', program: worker }, tmp: folder({}, 0o1777) },
  entrypoint: ['/worker.py'],
  command: [],
  env: {},
  workingDir: '/',
  stopSignal: 'SIGTERM',
};
