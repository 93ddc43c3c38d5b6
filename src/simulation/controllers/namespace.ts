import type { Namespace } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import { sameValue } from '../../api/sameValue.ts';
import { namespaceFurniture } from '../apiserver/bootstrap.ts';
import { namespaceKind } from '../apiserver/knownKinds.ts';
import type { ComponentContext } from '../component.ts';
import { deleteContent, endingConditions } from './namespaceContent.ts';
import { type SyncResult, WorkQueue } from './workQueue.ts';

/** A change of a Namespace reaches its controllers after some milliseconds. */
const watchLatencyMs = 5;
/** So long after each change of a Namespace that is to go the controller looks at it (`namespaceDeletionGracePeriod`). */
const deletionDelayMs = 5_000;

/**
 * Furnishes new Namespaces with what each one has, and empties those that are to go: the namespace controller, the
 * service account controller and the root CA publisher of kube-controller-manager.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/
 */
export class NamespaceController {
  readonly #context: ComponentContext;
  readonly #ending: WorkQueue;

  constructor(context: ComponentContext) {
    this.#context = context;
    this.#ending = new WorkQueue(context.timeline, 0, (name) => this.#empty(name));
    context.api.subscribe<Namespace>(namespaceKind, watchLatencyMs, ({ type, object }) => {
      if (type === 'DELETED') return;
      const { name, deletionTimestamp } = object.metadata;
      if (deletionTimestamp) this.#ending.addAfter(name, deletionDelayMs, 'work');
      else this.#furnish(name);
    });
  }

  #furnish(name: string): void {
    if (!this.#context.api.get(namespaceKind, '', name)) return;
    for (const { kind, object } of namespaceFurniture(name)) {
      if (!this.#context.api.get(kind, name, object.metadata?.name ?? '')) this.#context.api.create(kind, object);
    }
  }

  #empty(name: string): SyncResult {
    const { api } = this.#context;
    const namespace = api.get<Namespace>(namespaceKind, '', name);
    if (!namespace?.metadata.deletionTimestamp || !namespace.spec?.finalizers?.includes('kubernetes')) return 'done';
    const remaining = deleteContent(api, name);
    const before = namespace.status?.conditions ?? [];
    const conditions = endingConditions(before, remaining, this.#context.nowMs());
    const reported = sameValue(before, conditions) ? namespace : this.#report(namespace, conditions);
    if (remaining.counts.size > 0) {
      this.#ending.addAfter(name, (Math.floor(remaining.estimateSeconds / 2) + 1) * 1000, 'deadline');
      return 'done';
    }
    const finalizers = (reported.spec?.finalizers ?? []).filter((finalizer) => finalizer !== 'kubernetes');
    api.update<Namespace>(namespaceKind, { ...reported, spec: { ...reported.spec, finalizers } }, 'finalize');
    return 'done';
  }

  #report(namespace: Stored<Namespace>, conditions: NonNullable<Namespace['status']>['conditions'] & object) {
    const status = { ...namespace.status, conditions };
    return this.#context.api.update<Namespace>(namespaceKind, { ...namespace, status }, 'status').object ?? namespace;
  }
}
