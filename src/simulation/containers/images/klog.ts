import type { Process } from '../process.ts';

/** How grave a line of a log is: information, warning, error, the last words of a program. */
export type KlogSeverity = 'I' | 'W' | 'E' | 'F';

/** A line as Kubernetes' own programs log it, without its end: `I1122 16:00:00.000000       1 server.go:1] text`. */
export function klogLine(process: Process, severity: KlogSeverity, source: string, text: string): string {
  const [date = '', time = ''] = new Date(process.nowMs).toISOString().split('T');
  return `${severity}${date.slice(5).replace('-', '')} ${time.slice(0, 12)}000       1 ${source}] ${text}`;
}
