import { Exhausted } from '../../exhaustion.ts';
import type { Builtin } from './builtin.ts';

/** Aliases of one shell. */
const maxAliases = 1000;

/**
 * `alias`, `alias NAME=TEXT`: kept and shown. A script is read as a whole before it runs, so that an alias does not
 * change its words; in `sh -c` it would not change those of the same line either.
 */
export const alias: Builtin = function* (shell, argv) {
  let status = 0;
  const show = (name: string) => `${name}='${(shell.aliases.get(name) ?? '').replaceAll("'", `'"'"'`)}'\n`;
  if (argv.length === 1) for (const name of shell.aliases.keys()) yield* shell.print(show(name));
  for (const word of argv.slice(1)) {
    const at = word.indexOf('=', 1);
    if (at > 0) {
      if (shell.aliases.size >= maxAliases) throw new Exhausted();
      shell.aliases.set(word.slice(0, at), word.slice(at + 1));
    } else if (shell.aliases.has(word)) yield* shell.print(show(word));
    else {
      yield* shell.writeTo(2, `alias: ${word} not found\n`);
      status = 1;
    }
  }
  return status;
};

/** `unalias NAME…`, `unalias -a`. */
export const unalias: Builtin = function* (shell, argv) {
  let status = 0;
  if (argv[1] === '-a') shell.aliases.clear();
  else
    for (const name of argv.slice(1)) {
      if (shell.aliases.delete(name)) continue;
      yield* shell.writeTo(2, `unalias: ${name} not found\n`);
      status = 1;
    }
  return status;
};
