import type { Namespace } from '../../api/generated/objects.ts';
import { servedKinds } from '../../api/kinds.ts';
import type { Stored } from '../../api/objects.ts';
import { namespaceFurniture } from '../apiserver/bootstrap.ts';
import { namespaceKind } from '../apiserver/knownKinds.ts';
import type { ComponentContext } from '../component.ts';

/** A change of a Namespace reaches its controllers after some milliseconds. */
const watchLatencyMs = 5;
/** How long a Namespace waits before its content is looked at again (`NamespaceSyncPeriod` retries are of this size). */
const retryMs = 1_000;

/**
 * Furnishes new Namespaces with what each one has, and empties those that are to go: the namespace controller, the
 * service account controller and the root CA publisher of kube-controller-manager.
 */
export class NamespaceController {
  readonly #context: ComponentContext;

  constructor(context: ComponentContext) {
    this.#context = context;
    context.api.subscribe<Namespace>(namespaceKind, watchLatencyMs, ({ type, object }) => {
      if (type === 'DELETED') return;
      this.#reconcile(object.metadata.name);
    });
  }

  #reconcile(name: string): void {
    const namespace = this.#context.api.get<Namespace>(namespaceKind, '', name);
    if (!namespace) return;
    if (namespace.metadata.deletionTimestamp) this.#empty(namespace);
    else this.#furnish(name);
  }

  #furnish(name: string): void {
    for (const { kind, object } of namespaceFurniture(name)) {
      if (!this.#context.api.get(kind, name, object.metadata?.name ?? '')) this.#context.api.create(kind, object);
    }
  }

  #empty(namespace: Stored<Namespace>): void {
    const { api, timeline } = this.#context;
    const { name } = namespace.metadata;
    const kinds = servedKinds.filter(({ namespaced }) => namespaced);
    for (const kind of kinds) for (const { metadata } of api.list(kind, name)) api.delete(kind, name, metadata.name);
    if (kinds.every((kind) => api.list(kind, name).length === 0)) {
      api.update<Namespace>(namespaceKind, { ...namespace, spec: { ...namespace.spec, finalizers: [] } }, 'finalize');
    } else {
      timeline.after(retryMs, () => this.#reconcile(name));
    }
  }
}
