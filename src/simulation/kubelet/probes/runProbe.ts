import type { Probe } from '../../../api/generated/objects.ts';
import type { Process } from '../../containers/process.ts';
import type { RunningContainer } from '../../containers/runtime.ts';
import type { Run } from '../../containers/syscalls.ts';
import type { ContainerSlot } from '../containerRecord.ts';
import type { PodContext } from '../podContext.ts';
import { runCommand } from './containerCommand.ts';
import { grpcProbe } from './grpcProbe.ts';
import { httpProbe } from './httpProbe.ts';
import type { ProbeOutcome } from './probeOutcome.ts';
import { tcpProbe } from './tcpProbe.ts';

/** Runs a probe once. `done` comes once, not after the call of what is returned, which breaks it off. */
export function runProbe(
  context: PodContext,
  slot: ContainerSlot,
  probe: Probe,
  running: RunningContainer,
  done: (outcome: ProbeOutcome) => void,
): () => void {
  const timeoutSeconds = probe.timeoutSeconds ?? 1;
  if (probe.exec) return execProbe(context, running, probe.exec.command ?? [], timeoutSeconds, done);
  const program = networkProbe(context, slot, probe, timeoutSeconds * 1000);
  let isOver = false;
  const stop = context.node.runtime.runOnNode(program, (outcome) => {
    if (!isOver) done(outcome);
  });
  return () => {
    isOver = true;
    stop();
  };
}

function networkProbe(
  context: PodContext,
  slot: ContainerSlot,
  { httpGet, tcpSocket, grpc }: Probe,
  timeoutMs: number,
): (process: Process) => Run<ProbeOutcome> {
  const { ip } = context;
  if (httpGet) return (process) => httpProbe(process, httpGet, slot.spec, ip, timeoutMs);
  if (tcpSocket) return (process) => tcpProbe(process, tcpSocket, slot.spec, ip, timeoutMs);
  if (grpc) return (process) => grpcProbe(process, grpc, ip, timeoutMs);
  // biome-ignore lint/correctness/useYield: a program that has nothing to wait for.
  return function* () {
    return { result: 'error', output: 'missing probe handler' };
  };
}

/** Success is exit code 0; what the command wrote is what the event says. */
function execProbe(
  context: PodContext,
  running: RunningContainer,
  command: readonly string[],
  timeoutSeconds: number,
  done: (outcome: ProbeOutcome) => void,
): () => void {
  return runCommand(context.node.timeline, running, command, timeoutSeconds * 1000, (end) => {
    if (end.end === 'exited') done({ result: end.exitCode === 0 ? 'success' : 'failure', output: end.output });
    else if (end.end === 'notStarted') done({ result: 'error', output: end.problem });
    else {
      const output = `command timed out: "${command.join(' ')}" timed out after ${timeoutSeconds}s`;
      done({ result: 'failure', output });
    }
  });
}
