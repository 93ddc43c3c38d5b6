import type { DeleteOptions, Scale, Status } from '../../api/generated/objects.ts';
import type { KindInfo } from '../../api/kinds.ts';
import type { KubernetesObject, Stored, WatchEvent } from '../../api/objects.ts';

/** An object, or why the server refused. */
export type ApiResult<T extends KubernetesObject> =
  | { readonly object: Stored<T>; readonly refusal?: undefined }
  | { readonly object?: undefined; readonly refusal: Status };

/**
 * The API as the cluster's own components use it: typed and synchronous, the same store, admission and history as
 * behind `send`. A component reads and writes within one timer, so it meets a conflict only where it kept an old object.
 */
export interface ComponentApi {
  get<T extends KubernetesObject>(kind: KindInfo, namespace: string, name: string): Stored<T> | undefined;
  /** In the order of their names; all namespaces where none is given. */
  list<T extends KubernetesObject>(kind: KindInfo, namespace?: string): readonly Stored<T>[];
  create<T extends KubernetesObject>(kind: KindInfo, object: T): ApiResult<T>;
  /**
   * A PUT; with `status` only the status is taken, without it all but the status. `finalize` takes only the
   * `spec.finalizers` of a Namespace.
   */
  update<T extends KubernetesObject>(
    kind: KindInfo,
    object: Stored<T>,
    subresource?: 'status' | 'finalize',
  ): ApiResult<T>;
  /** An object's subresource `scale`; kinds without replicas have none. */
  getScale(kind: KindInfo, namespace: string, name: string): ApiResult<Scale>;
  /** A PUT to `scale`: only `spec.replicas` is taken. */
  updateScale(kind: KindInfo, scale: Stored<Scale>): ApiResult<Scale>;
  delete(kind: KindInfo, namespace: string, name: string, options?: DeleteOptions): Status | undefined;
  /** What the scheduler does: POST to `pods/binding`. */
  bind(namespace: string, podName: string, nodeName: string): Status | undefined;
  /** Calls the listener for each change from now on, `latencyMs` of virtual time after it; returns the way to stop. */
  subscribe<T extends KubernetesObject>(
    kind: KindInfo,
    latencyMs: number,
    listener: (event: WatchEvent<Stored<T>>) => void,
  ): () => void;
}
