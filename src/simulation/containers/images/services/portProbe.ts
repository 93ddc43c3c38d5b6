import { refused } from '../../errno.ts';
import { connect, type Program, write } from '../../syscalls.ts';

/** A JVM that gets SIGTERM runs its shutdown hooks and ends with 143. */
export const jvmSigtermExitCode = 143;

/** A tool that says whether a port of its own container answers: 0 or 1. */
export const answers = (port: number, yes: string, no: string): Program =>
  function* (process) {
    const fd = yield* connect({ ip: '127.0.0.1', port });
    if (refused(fd)) {
      yield* write(2, no === '' ? '' : `${no}\n`);
      return 1;
    }
    process.close(fd);
    yield* write(1, yes === '' ? '' : `${yes}\n`);
    return 0;
  };
