import type { Program } from '../syscalls.ts';
import { sleepApplet } from './sleep.ts';
import { falseApplet, trueApplet } from './true.ts';

/** busybox' programs by name. A new one: its file, its line. */
const applets: ReadonlyMap<string, Program> = new Map([
  ['false', falseApplet],
  ['sleep', sleepApplet],
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
