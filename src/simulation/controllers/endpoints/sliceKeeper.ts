import type { EndpointSlice, Status } from '../../../api/generated/objects.ts';
import type { KubernetesObject, Stored } from '../../../api/objects.ts';
import type { ComponentApi } from '../../apiserver/componentApi.ts';
import { endpointSliceKind } from '../../apiserver/knownKinds.ts';
import type { LabelledObjects } from '../labelledObjects.ts';
import { isNamespaceEnding } from '../pods/podControl.ts';
import type { SliceChanges } from './slicePacking.ts';
import { managedByLabel, serviceNameLabel } from './sliceShape.ts';

/** The slices of one controller: it finds, writes and watches over those that carry its name. */
export class SliceKeeper {
  readonly #api: ComponentApi;
  readonly #slices: LabelledObjects<EndpointSlice>;
  readonly #manager: string;
  #isWriting = false;

  /** `manager`: the value of the label `endpointslice.kubernetes.io/managed-by`. */
  constructor(api: ComponentApi, slices: LabelledObjects<EndpointSlice>, manager: string) {
    this.#api = api;
    this.#slices = slices;
    this.#manager = manager;
  }

  /** The slices of a Service that are not about to go. */
  of(namespace: string, serviceName: string): readonly Stored<EndpointSlice>[] {
    return this.#slices
      .having(namespace, { [serviceNameLabel]: serviceName, [managedByLabel]: this.#manager })
      .filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  }

  /** Calls the listener with the key (`namespace/name`) of the Service whose slices somebody else has touched. */
  onForeignChange(listener: (serviceKey: string) => void): void {
    this.#slices.onChange(({ object, previous }) => {
      if (this.#isWriting) return;
      const versions = previous ? [object, previous] : [object];
      const managed = versions.filter(({ metadata }) => metadata.labels?.[managedByLabel] === this.#manager);
      for (const key of new Set(managed.map(serviceKeyOf))) if (key !== undefined) listener(key);
    });
  }

  /**
   * Writes the slices that tell of `owner`. The answer says which write the server has refused, and why; then the rest
   * stays undone. That the Namespace is on its way out is no matter.
   */
  write(owner: Stored<KubernetesObject>, { create, update, delete: gone }: SliceChanges): string | undefined {
    this.#isWriting = true;
    try {
      const { namespace = '', name, deletionTimestamp } = owner.metadata;
      const whose = `EndpointSlice for ${owner.kind} ${namespace}/${name}`;
      for (const slice of deletionTimestamp === undefined ? create : []) {
        const { refusal } = this.#api.create<EndpointSlice>(endpointSliceKind, slice);
        if (refusal) return isNamespaceEnding(refusal) ? undefined : `failed to create ${whose}: ${refusal.message}`;
      }
      for (const slice of update) {
        const { refusal } = this.#api.update<EndpointSlice>(endpointSliceKind, slice as Stored<EndpointSlice>);
        if (refusal) return `failed to update ${slice.metadata?.name} ${whose}: ${refusal.message}`;
      }
      for (const slice of gone) {
        const refusal = this.#delete(slice);
        if (refusal) return `failed to delete ${slice.metadata.name} ${whose}: ${refusal.message}`;
      }
      return undefined;
    } finally {
      this.#isWriting = false;
    }
  }

  #delete({ metadata: { namespace = '', name } }: Stored<EndpointSlice>): Status | undefined {
    return this.#api.delete(endpointSliceKind, namespace, name);
  }
}

function serviceKeyOf({ metadata }: Stored<EndpointSlice>): string | undefined {
  const name = metadata.labels?.[serviceNameLabel];
  return name ? `${metadata.namespace}/${name}` : undefined;
}
