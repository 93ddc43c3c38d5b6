import type { Process } from '../process.ts';
import type { Job, Shell } from './shell.ts';

/** Jobs that one shell remembers. */
const maxJobs = 200;

/** A command was started in the background: Ctrl-C does not reach it. */
export function beginJob(shell: Shell, child: Process, text: string): void {
  shell.lastBackground = child.pid;
  if (shell.isInteractive) child.group = child.pid;
  else {
    for (const signal of ['SIGINT', 'SIGQUIT'] as const)
      if (!child.dispositions.has(signal)) child.dispositions.set(signal, 'ignore');
  }
  if (shell.jobs.size >= maxJobs) forgetEnded(shell);
  if (shell.jobs.size >= maxJobs) return;
  let number = 1;
  while (shell.jobs.has(number)) number += 1;
  shell.jobs.set(number, { process: child, text: text.trim() });
}

function forgetEnded({ jobs }: Shell): void {
  for (const [number, { process }] of jobs) if (process.state === 'ended') jobs.delete(number);
}

/** The job that `%1`, `%%`, `%+` or a pid means. */
export function jobOf(shell: Shell, word: string): Job | undefined {
  const numbers = [...shell.jobs.keys()].sort((a, b) => a - b);
  const number = word === '%%' || word === '%+' || word === '%' ? numbers[numbers.length - 1] : Number(word.slice(1));
  return number === undefined ? undefined : shell.jobs.get(number);
}

/** The lines of `jobs`; those that have ended are told once. */
export function jobLines(shell: Shell): string[] {
  const lines: string[] = [];
  const numbers = [...shell.jobs.keys()].sort((a, b) => a - b);
  for (const number of numbers) {
    const { process, text } = shell.jobs.get(number) as Job;
    const mark = number === numbers[numbers.length - 1] ? '+' : number === numbers[numbers.length - 2] ? '-' : ' ';
    const isOver = process.state === 'ended';
    const what = !isOver
      ? 'Running'
      : process.endedBy
        ? 'Terminated'
        : process.exitCode
          ? `Done(${process.exitCode})`
          : 'Done';
    lines.push(`[${number}]${mark}  ${what.padEnd(27)}${text}`);
    if (isOver) shell.jobs.delete(number);
  }
  return lines;
}
