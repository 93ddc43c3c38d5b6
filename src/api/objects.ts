import type { ObjectMeta } from './generated/objects.ts';

/** Any object of the Kubernetes API in its JSON shape, as a client sends it: all may be missing. */
export interface KubernetesObject {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
}

/** The metadata that the API server always sets. */
export interface StoredMeta extends ObjectMeta {
  name: string;
  uid: string;
  resourceVersion: string;
  creationTimestamp: string;
}

/** An object as the API server returns it. Objects are immutable: writers make new ones. */
export type Stored<T extends KubernetesObject = KubernetesObject> = T & {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: StoredMeta;
};

/** One change as a watch delivers it. */
export interface WatchEvent<T extends KubernetesObject = KubernetesObject> {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: T;
}
