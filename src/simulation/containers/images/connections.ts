import { refused, type SystemError } from '../errno.ts';
import type { Process } from '../process.ts';
import { accept, type Run, sleep } from '../syscalls.ts';

/** How long a server without a descriptor or thread to spare waits before it tries again. */
const crowdedMs = 10;

/** Takes the connections of a listening descriptor, each in a thread of its own, until the descriptor is closed. */
export function serveConnections(
  process: Process,
  listenFd: number,
  serve: (thread: Process, fd: number) => Run<void>,
): SystemError | undefined {
  const thread = process.startThread(function* (acceptor) {
    for (;;) {
      const fd = yield* accept(listenFd);
      if (refused(fd)) {
        if (fd.errno !== 'EMFILE') return 0;
        yield* sleep(crowdedMs);
        continue;
      }
      const started = acceptor.startThread(function* (worker) {
        yield* serve(worker, fd);
        worker.close(fd);
        return 0;
      });
      if (refused(started)) acceptor.close(fd);
    }
  });
  return refused(thread) ? thread : undefined;
}
