import type { Process } from '../process.ts';
import { ListeningSocket } from '../sockets.ts';

/**
 * How many requests a server has answered that came as a flow, at one of its ports or at all, beside those that its handler has seen one
 * by one: what its own counters would say. Whole ones.
 */
export function answeredInFlows({ files }: Process, port?: number): number {
  let answered = 0;
  for (const file of files)
    if (file instanceof ListeningSocket && (port === undefined || file.listener.address.port === port))
      answered += file.listener.answeredInFlows;
  return Math.floor(answered);
}
