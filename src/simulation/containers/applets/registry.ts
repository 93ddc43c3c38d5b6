import { shellProgram } from '../shell/main.ts';
import type { Program } from '../syscalls.ts';
import { echo } from './echo.ts';
import { printf } from './printf.ts';
import { sleepApplet } from './sleep.ts';
import { test } from './test.ts';
import { falseApplet, trueApplet } from './true.ts';

/** busybox' programs by name. A new one: its file, its line. */
const applets: ReadonlyMap<string, Program> = new Map([
  ['[', test],
  ['echo', echo],
  ['false', falseApplet],
  ['printf', printf],
  ['sh', shellProgram],
  ['sleep', sleepApplet],
  ['test', test],
  ['true', trueApplet],
]);

/** In the order of the table. */
export function appletNames(): readonly string[] {
  return [...applets.keys()];
}

/** The program of that name. */
export function appletOf(name: string): Program {
  return applets.get(name) as Program;
}
