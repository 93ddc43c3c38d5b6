import type { Builtin } from './builtin.ts';

export const cd: Builtin = function* (shell, argv) {
  const { process } = shell;
  let target = argv[1] ?? shell.get('HOME') ?? '/';
  const back = target === '-';
  if (back) target = shell.get('OLDPWD') ?? process.cwd;
  const before = process.cwd;
  const refusal = process.chdir(target);
  if (refusal) {
    yield* shell.complain(`cd: line 0: can't cd to ${target}: ${refusal.text}`);
    return 2;
  }
  shell.assign('OLDPWD', before);
  shell.assign('PWD', process.cwd);
  if (back) yield* shell.print(`${process.cwd}\n`);
  return 0;
};

export const pwd: Builtin = function* (shell) {
  yield* shell.print(`${shell.process.cwd}\n`);
  return 0;
};

/** `umask`, `umask 027`: what new files and folders are not allowed. */
export const umask: Builtin = function* (shell, argv) {
  const { process } = shell;
  const word = argv[1];
  if (word === undefined) yield* shell.print(`${process.umask.toString(8).padStart(4, '0')}\n`);
  else if (/^[0-7]{1,4}$/.test(word)) process.umask = Number.parseInt(word, 8) & 0o777;
  else if (word !== '-S') return yield* shell.fail(`umask: line 0: illegal mode: ${word}`);
  return 0;
};
