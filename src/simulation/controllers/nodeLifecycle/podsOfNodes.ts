import type { Pod } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { podKind } from '../../apiserver/knownKinds.ts';
import type { ComponentContext } from '../../component.ts';

/** Which Pods are bound to which Node, kept change by change. */
export class PodsOfNodes {
  readonly #context: ComponentContext;
  readonly #byNode = new Map<string, Map<string, { readonly namespace: string; readonly name: string }>>();

  constructor(context: ComponentContext) {
    this.#context = context;
    const add = ({ metadata, spec }: Stored<Pod>) => {
      if (!spec?.nodeName) return;
      const pods = this.#byNode.get(spec.nodeName) ?? new Map();
      this.#byNode.set(spec.nodeName, pods);
      pods.set(metadata.uid, { namespace: metadata.namespace ?? '', name: metadata.name });
    };
    for (const pod of context.api.list<Pod>(podKind)) add(pod);
    context.api.subscribe<Pod>(podKind, 0, ({ type, object }) => {
      if (type === 'DELETED') this.#byNode.get(object.spec?.nodeName ?? '')?.delete(object.metadata.uid);
      else add(object);
    });
  }

  /** The Pods that are bound to that Node, in the order in which they came. */
  on(nodeName: string): readonly Stored<Pod>[] {
    return [...(this.#byNode.get(nodeName) ?? [])].flatMap(([uid, { namespace, name }]) => {
      const pod = this.#context.api.get<Pod>(podKind, namespace, name);
      return pod?.metadata.uid === uid ? [pod] : [];
    });
  }
}
