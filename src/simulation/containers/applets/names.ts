import { withoutEnd } from '../exhaustion.ts';
import { type Program, write } from '../syscalls.ts';
import { baseName } from './cp.ts';
import { readOptions } from './options.ts';

/** `basename PATH [SUFFIX]`. */
export const basename: Program = function* (process) {
  const [path = '', suffix = ''] = process.argv.slice(1);
  const name = baseName(path);
  yield* write(
    1,
    `${suffix !== '' && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name}\n`,
  );
  return 0;
};

/** `dirname PATH`. */
export const dirname: Program = function* (process) {
  const path = withoutEnd(process.argv[1] ?? '', '/');
  const at = path.lastIndexOf('/');
  yield* write(
    1,
    `${at < 0 ? (path === '' && process.argv[1] ? '/' : '.') : withoutEnd(path.slice(0, at), '/') || '/'}\n`,
  );
  return 0;
};

export const pwd: Program = function* (process) {
  yield* write(1, `${process.cwd}\n`);
  return 0;
};

export const hostname: Program = function* (process) {
  yield* write(1, `${process.kernel.hostname}\n`);
  return 0;
};

export const whoami: Program = function* () {
  yield* write(1, 'root\n');
  return 0;
};

/** `id`, -u, -g, -n. */
export const id: Program = function* (process) {
  const { flags } = readOptions(process.argv, 'ugnGr');
  const short = flags.has('u') || flags.has('g') || flags.has('G');
  yield* write(1, short ? (flags.has('n') ? 'root\n' : '0\n') : 'uid=0(root) gid=0(root) groups=0(root)\n');
  return 0;
};

/** `uname`, -a -n -r -m. */
export const uname: Program = function* (process) {
  const { flags } = readOptions(process.argv, 'asnrvmpio');
  const all = flags.has('a');
  const parts = [
    all || flags.has('s') || flags.size === 0 ? 'Linux' : undefined,
    all || flags.has('n') ? process.kernel.hostname : undefined,
    all || flags.has('r') ? '6.1.0' : undefined,
    all || flags.has('v') ? '#1 SMP' : undefined,
    all || flags.has('m') ? 'x86_64' : undefined,
    all || flags.has('o') ? 'GNU/Linux' : undefined,
  ];
  yield* write(1, `${parts.filter((part) => part !== undefined).join(' ')}\n`);
  return 0;
};
