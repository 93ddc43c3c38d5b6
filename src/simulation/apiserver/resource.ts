import type { DeleteOptions, Status } from '../../api/generated/objects.ts';
import type { KindInfo } from '../../api/kinds.ts';
import type { KubernetesObject, Stored } from '../../api/objects.ts';
import type { WriteMode } from './create.ts';
import type { ServerContext } from './serverContext.ts';
import type { TableLayout } from './tableLayout.ts';

/**
 * How the API server treats one kind, beyond its defaults and validation (`api/rules.ts`): what a real server calls its
 * strategy.
 */
export interface Resource<T extends KubernetesObject = KubernetesObject> {
  readonly info: KindInfo;
  /** Has a `status` subresource: a plain write leaves the status alone, a write of the status everything else. */
  readonly hasStatus?: boolean;
  /**
   * What `metadata.generation` counts the changes of: the spec, the spec and the annotations, or all with the labels;
   * `never` where it stays 1. Kinds without this have no generation.
   */
  readonly countsGenerations?: 'spec' | 'withAnnotations' | 'content' | 'never';
  /** A PUT of what is not there creates it (`AllowCreateOnUpdate`). */
  readonly createsOnUpdate?: boolean;
  /** A PUT must name the version that it replaces (not `AllowUnconditionalUpdate`). */
  readonly needsVersion?: boolean;
  /** What every answer about the kind warns of: that it is on its way out. */
  readonly deprecation?: string;
  /** A delete answers with the object itself rather than with a `Status`. */
  readonly returnsDeleted?: boolean;
  /** Sets what only the server may set in a new object, which has its name and uid. */
  prepareCreate?(object: T): T;
  /** Gives the object what the cluster has only once, such as addresses; `old` is missing for a new object. */
  readonly allocate?: Allocation<T>;
  /** Puts back what a client may not change; `old` is the stored version. */
  prepareUpdate?(object: T, old: Stored<T>): T;
  /** Writes out what a real server always writes, such as a time that is null. Applied to every stored version. */
  complete?(object: T): T;
  /** How an object is written for clients, where a real server writes it otherwise than it is kept here: an empty list as null. */
  shown?(object: T): T;
  /** How long a first delete leaves the object to its keeper, in seconds; 0 removes it at once. */
  gracePeriodSeconds?(object: Stored<T>, options: DeleteOptions): number;
  /** Why the object may never be deleted, where that is so. */
  undeletable?(object: Stored<T>): string | undefined;
  /** What a delete makes of an object that others must finish first. */
  markDeleting?(object: Stored<T>): Stored<T>;
  /**
   * The fields a field selector may name besides `metadata.name` and, for objects in Namespaces, `metadata.namespace`.
   * Kinds without this are asked by the rules that all kinds share, whose refusal has other words.
   */
  selectableFields?(object: T): Readonly<Record<string, string>>;
  /** The subresource `scale`. */
  readonly scale?: Scaling<T>;
  /** The columns of `kubectl get`. */
  readonly table?: TableLayout<T>;
}

/** Allocates for an object, or says why that cannot be. */
export type Allocation<T extends KubernetesObject> = (
  context: ServerContext,
  object: T,
  old: Stored<T> | undefined,
  mode: WriteMode,
) => { readonly object: T; readonly refusal?: undefined } | { readonly object?: undefined; readonly refusal: Status };

/** How an object is seen through its subresource `scale`. */
export interface Scaling<T extends KubernetesObject> {
  replicas(object: T): number;
  currentReplicas(object: T): number;
  /** The Pods it counts, as a label query. */
  selectorText(object: T): string;
  withReplicas(object: T, replicas: number): T;
}
