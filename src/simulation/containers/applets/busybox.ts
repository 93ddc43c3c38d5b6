import { type Program, write } from '../syscalls.ts';

const lineWidth = 72;

/** `busybox NAME ARGUMENTS`: the program that all the others are names of. */
export function multiCall(programs: ReadonlyMap<string, Program>): Program {
  return function* (process) {
    const [, name, ...words] = process.argv;
    if (name === undefined || name === '--help') {
      yield* write(1, `${banner}${listOf([...programs.keys()])}\n`);
      return 0;
    }
    if (name === '--list') {
      yield* write(1, `${[...programs.keys()].join('\n')}\n`);
      return 0;
    }
    const program = programs.get(name);
    if (!program) {
      yield* write(2, `${name}: applet not found\n`);
      return 127;
    }
    process.argv = [name, ...words];
    return yield* program(process);
  };
}

const banner = `BusyBox v1.36.1 multi-call binary.
BusyBox is copyrighted by many authors between 1998-2015.
Licensed under GPLv2. See source distribution for detailed
copyright notices.

Usage: busybox [function [arguments]...]
   or: busybox --list
   or: function [arguments]...

	BusyBox is a multi-call binary that combines many common Unix
	utilities into a single executable.  Most people will create a
	link to busybox for each function they wish to use and BusyBox
	will act like whatever it was invoked as.

Currently defined functions:
`;

function listOf(names: readonly string[]): string {
  const lines: string[] = [];
  for (const name of names) {
    const last = lines.at(-1);
    if (last === undefined || last.length + name.length + 2 > lineWidth) lines.push(name);
    else lines[lines.length - 1] = `${last}, ${name}`;
  }
  return lines.map((line) => `\t${line}`).join(',\n');
}
