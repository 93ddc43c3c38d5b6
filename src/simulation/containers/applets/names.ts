import { withoutEnd } from '../exhaustion.ts';
import { type Program, write } from '../syscalls.ts';
import { accountName } from './accounts.ts';
import { baseName } from './cp.ts';
import { complain } from './input.ts';
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

export const whoami: Program = function* (process) {
  const { uid } = process.credentials;
  const name = accountName(process, 'user', uid);
  if (name === String(uid)) {
    yield* complain(process, `unknown uid ${uid}`);
    return 1;
  }
  yield* write(1, `${name}\n`);
  return 0;
};

/** `id`, -u, -g, -G, -n. */
export const id: Program = function* (process) {
  const { flags } = readOptions(process.argv, 'ugnGr');
  const { uid, gid, groups } = process.credentials;
  const all = groups.length > 0 ? groups : [gid];
  const named = (kind: 'user' | 'group', number: number) => accountName(process, kind, number);
  const short = (kind: 'user' | 'group', number: number) => (flags.has('n') ? named(kind, number) : String(number));
  const long = (kind: 'user' | 'group', number: number) => {
    const name = named(kind, number);
    return name === String(number) ? name : `${number}(${name})`;
  };
  let text: string;
  if (flags.has('u')) text = short('user', uid);
  else if (flags.has('g')) text = short('group', gid);
  else if (flags.has('G')) text = all.map((number) => short('group', number)).join(' ');
  else {
    const groupsText = all.map((number) => long('group', number)).join(',');
    text = `uid=${long('user', uid)} gid=${long('group', gid)} groups=${groupsText}`;
  }
  yield* write(1, `${text}\n`);
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
