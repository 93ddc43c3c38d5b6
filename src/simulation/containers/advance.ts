import { Exhausted } from './exhaustion.ts';
import type { Process } from './process.ts';
import type { Syscall } from './syscalls.ts';

/** ash's exit code for an error that no script survives. */
const exhaustedExitCode = 2;

/** Runs a program to its next call. One that exhausts what the simulation or its host gives says so and ends. */
export function advance(process: Process, value: unknown): IteratorResult<Syscall, number> {
  try {
    return (process.generator as Iterator<Syscall, number>).next(value as never);
  } catch (problem) {
    // A RangeError is the host's own limit: a text too long, a stack too deep.
    if (!(problem instanceof Exhausted || problem instanceof RangeError)) throw problem;
    const name = process.argv[0] ?? '';
    const text = problem instanceof Exhausted ? problem.text : 'out of memory';
    const { memory } = process.kernel;
    // What takes all memory here would have taken what the container may have.
    if (text === 'out of memory' && memory.limitBytes !== undefined) process.holdMemory(memory.limitBytes + 1);
    process.files[2]?.write(`${name.slice(name.lastIndexOf('/') + 1).slice(0, 255)}: ${text}\n`);
    return { done: true, value: exhaustedExitCode };
  }
}
