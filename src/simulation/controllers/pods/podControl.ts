import type { Pod, PodTemplateSpec, Status } from '../../../api/generated/objects.ts';
import type { KindInfo } from '../../../api/kinds.ts';
import type { Stored } from '../../../api/objects.ts';
import { podKind } from '../../apiserver/knownKinds.ts';
import type { ComponentContext } from '../../component.ts';
import type { EventRecorder } from '../../eventRecorder.ts';
import { podFrom, podNamePrefix } from './podFromTemplate.ts';

/** A Pod, or why the server refused it. */
export type CreatedPod =
  | { readonly pod: Stored<Pod>; readonly refusal?: undefined }
  | { readonly pod?: undefined; readonly refusal: Status };

/** Makes and deletes the Pods of a controller, and says so in its Events (`RealPodControl` of kube-controller-manager). */
export class PodControl {
  readonly #context: Pick<ComponentContext, 'api'>;
  readonly #events: EventRecorder;

  constructor(context: Pick<ComponentContext, 'api'>, events: EventRecorder) {
    this.#context = context;
    this.#events = events;
  }

  /** Creates a Pod from a template. It is named after its owner with a random end, unless the template's owner names it. */
  create(info: KindInfo, owner: Stored, template: PodTemplateSpec, generateName = podNamePrefix(owner)): CreatedPod {
    const { api } = this.#context;
    const { object: pod, refusal } = api.create<Pod>(podKind, podFrom(info, owner, template, generateName));
    const { namespace = '', name } = owner.metadata;
    const stillThere = () => api.get(info, namespace, name)?.metadata.uid === owner.metadata.uid;
    if (pod) {
      this.#events.record(owner, {
        type: 'Normal',
        reason: 'SuccessfulCreate',
        message: `Created pod: ${pod.metadata.name}`,
      });
      return { pod };
    }
    if (!isNamespaceEnding(refusal) && stillThere()) {
      this.#events.record(owner, {
        type: 'Warning',
        reason: 'FailedCreate',
        message: `Error creating: ${refusal.message}`,
      });
    }
    return { refusal };
  }

  /** Deletes a Pod with its grace period; one that is gone already is no matter. */
  delete(owner: Stored, pod: Stored<Pod>): void {
    const { namespace = '', name, uid } = pod.metadata;
    const refusal = this.#context.api.delete(podKind, namespace, name, { preconditions: { uid } });
    if (refusal) return;
    this.#events.record(owner, { type: 'Normal', reason: 'SuccessfulDelete', message: `Deleted pod: ${name}` });
  }
}

/** Whether a create was refused because everything here is on its way out: nobody wants to hear of that. */
export function isNamespaceEnding({ details }: Status): boolean {
  return (details?.causes ?? []).some(({ reason }) => reason === 'NamespaceTerminating');
}
