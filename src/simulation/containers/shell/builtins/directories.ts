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

export const umask: Builtin = function* (shell, argv) {
  if (argv.length === 1) yield* shell.print('0022\n');
  return 0;
};
