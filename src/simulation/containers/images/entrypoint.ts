import { programOf } from '../executable.ts';
import { type Program, write } from '../syscalls.ts';

/** runc's and most shells' exit code for a command that is not there. */
const notFoundExitCode = 127;

/**
 * The usual `docker-entrypoint.sh`: words that begin with the server's name, or with an option, run the server; others
 * run what they name, in its place (`exec "$@"`).
 */
export function entrypointFor(server: Program, serverName: string): Program {
  return function* (process) {
    const words = process.argv.slice(1);
    const first = words[0] ?? serverName;
    if (first === serverName || first.startsWith('-') || first.endsWith('.conf')) {
      process.argv = first === serverName ? words : [serverName, ...words];
      return yield* server(process);
    }
    const found = programOf(process.kernel.mounts, words, process.env, process.cwd);
    if (typeof found === 'string') {
      yield* write(2, `${process.argv[0]}: exec: ${first}: not found\n`);
      return notFoundExitCode;
    }
    process.argv = found.argv;
    return yield* found.program(process);
  };
}
