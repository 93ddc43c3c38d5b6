import type { Pod } from '../../api/generated/objects.ts';
import { isSidecar } from './podActions.ts';

/**
 * Which running containers each native sidecar waits for before it is stopped: all regular ones, and the sidecar that
 * was started after it (https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/). Containers that wait
 * for nothing are not listed.
 */
export function terminationOrder(spec: Pod['spec'], running: ReadonlySet<string>): Map<string, string[]> {
  const waitsFor = new Map<string, string[]>();
  const regular = (spec?.containers ?? []).map(({ name }) => name).filter((name) => running.has(name));
  let laterSidecar: string | undefined;
  for (const container of [...(spec?.initContainers ?? [])].reverse()) {
    if (!isSidecar(container)) continue;
    const names = [...regular];
    if (laterSidecar !== undefined && running.has(laterSidecar)) names.push(laterSidecar);
    if (names.length > 0) waitsFor.set(container.name, names);
    laterSidecar = container.name;
  }
  return waitsFor;
}
