import type { DaemonSet, Pod } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import type { ParsedFlags } from '../flags.ts';

/** What a drain does with the Pods of a Node. */
export interface DrainPlan {
  readonly evicted: readonly Stored<Pod>[];
  /** Why the drain cannot be done; empty where it can. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

/** Sorts the Pods of a Node as `kubectl drain` does (`k8s.io/kubectl/pkg/drain/filters.go`). */
export function drainPlan(
  pods: readonly Stored<Pod>[],
  daemonSets: readonly DaemonSet[],
  flags: ParsedFlags,
): DrainPlan {
  const errors = new Map<string, string[]>();
  const warnings = new Map<string, string[]>();
  const note = (notes: Map<string, string[]>, text: string, pod: Stored<Pod>) =>
    notes.set(text, [...(notes.get(text) ?? []), `${pod.metadata.namespace}/${pod.metadata.name}`]);
  const evicted = pods.filter((pod) => {
    if (pod.metadata.deletionTimestamp !== undefined && flags.integer('skip-wait-for-delete-timeout') > 0) return false;
    const owner = pod.metadata.ownerReferences?.find((reference) => reference.controller);
    const finished = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
    if (pod.metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined) return false;
    if (owner?.kind === 'DaemonSet' && !finished) {
      const known = daemonSets.some((one) => one.metadata?.uid === owner.uid);
      if (known && flags.enabled('ignore-daemonsets')) note(warnings, 'ignoring DaemonSet-managed Pods', pod);
      else if (known) note(errors, 'DaemonSet-managed Pods (use --ignore-daemonsets to ignore)', pod);
      if (known) return false;
    }
    let wanted = true;
    if (!finished && pod.spec?.volumes?.some((volume) => volume.emptyDir)) {
      if (flags.enabled('delete-emptydir-data')) note(warnings, 'deleting Pods with local storage', pod);
      else {
        note(errors, 'Pods with local storage (use --delete-emptydir-data to override)', pod);
        wanted = false;
      }
    }
    if (!finished && !owner) {
      if (flags.enabled('force')) note(warnings, 'deleting Pods that declare no controller', pod);
      else {
        note(errors, 'cannot delete Pods that declare no controller (use --force to override)', pod);
        wanted = false;
      }
    }
    return wanted;
  });
  const texts = (notes: Map<string, string[]>) =>
    [...notes].map(([text, names]) => `${text}: ${names.join(', ')}`).sort();
  return { evicted, errors: texts(errors).map((text) => `cannot delete ${text}`), warnings: texts(warnings) };
}
