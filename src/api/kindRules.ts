import type { FieldError } from './field.ts';
import type { KubernetesObject } from './objects.ts';

/** What the API server does with every object of one kind before it stores it. */
export interface KindRules<T extends KubernetesObject = KubernetesObject> {
  /** Fills in what was left out, in place: the object must be the caller's own, as `decode` makes it. Returns it. */
  applyDefaults(object: T): T;
  /** Everything that is wrong with a new object that has its defaults, in the server's order. */
  validateCreate(object: T): FieldError[];
  /** Everything that is wrong with `object` as the next version of `old`; both have their defaults. */
  validateUpdate(object: T, old: T): FieldError[];
  /** Everything that is wrong with the status of `object`, a write of the status of `old`; the metadata aside. */
  validateStatus?(object: T, old: T): FieldError[];
  /** The texts of the server's `Warning` headers for a right object; `old` is missing for a new one. */
  warnings?(object: T, old?: T): string[];
}
