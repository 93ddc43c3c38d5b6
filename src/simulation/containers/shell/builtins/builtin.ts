import type { Run } from '../../syscalls.ts';
import type { Shell } from '../shell.ts';

/** A command of the shell itself: its status, at once or after it has waited. `argv[0]` is its name. */
export type Builtin = (shell: Shell, argv: readonly string[]) => number | Run<number>;
