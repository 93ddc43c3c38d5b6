import type { CheckContext, CommandResult } from './checkContext.ts';
import type { ContainerReference } from './lab.ts';
import { findPod } from './podReference.ts';
import { bornMsOf, type Sight } from './sources/source.ts';

/** What came of running a program in a container: its output, or what is seen in its place. */
export type InContainer = { readonly result: CommandResult; readonly bornMs: number } | { readonly sight: Sight };

/**
 * Runs the first of the programs that the container has, as `kubectl exec` does. Nothing runs in a cluster whose clock
 * stands still.
 */
export async function runInContainer(
  from: ContainerReference,
  programs: readonly (readonly string[])[],
  context: CheckContext,
): Promise<InContainer> {
  if (context.control?.time().paused)
    return { sight: unknown('the cluster’s clock is paused, so nothing can answer.') };
  const found = await findPod(from, context);
  if ('sight' in found) return found;
  const { name, namespace = context.namespace } = found.pod.metadata;
  const bornMs = bornMsOf(found.pod);
  const container = from.container === undefined ? [] : ['-c', from.container];
  const phase = found.pod.status?.phase;
  if (phase !== 'Running') {
    const missing = `the Pod ${name} is ${phase ?? 'not there'}, it does not run.`;
    return { sight: { values: [], root: undefined, missing, bornMs } };
  }
  for (const program of programs) {
    const result = await context.kubectl(['exec', name, '-n', namespace, '-q', ...container, '--', ...program]);
    if (result.exitCode === 0 || !/executable file not found/.test(result.stderr)) return { result, bornMs };
  }
  const names = programs.map(([program]) => program);
  return { sight: unknown(`the container has ${names.length === 1 ? 'no' : 'neither'} ${names.join(' nor ')}.`) };
}

function unknown(missing: string): Sight {
  return { values: [], root: undefined, missing, unknown: true };
}
