import { formatPath } from '../../src/api/field.ts';
import { findKind } from '../../src/api/kinds.ts';
import type { KubernetesObject, Stored } from '../../src/api/objects.ts';
import { reviewCreate, reviewUpdate } from '../../src/api/review.ts';

const options = { fieldValidation: 'Strict' } as const;

function reviewed(value: object) {
  const review = reviewCreate(value, options);
  const { decodeProblems } = review;
  if (decodeProblems.length > 0) throw new Error(decodeProblems.map(({ message }) => message).join(', '));
  return review;
}

/** What is wrong with a new object, field by field, in the server's order. */
export function created(value: object): string[] {
  return reviewed(value).fieldErrors.map(({ path, message }) => `${formatPath(path)}: ${message}`);
}

/** What the server warns of in a new object. */
export function createdWarnings(value: object): readonly string[] {
  return reviewed(value).warnings;
}

/** A new object with its defaults. */
export function defaulted<T extends KubernetesObject>(value: object): T {
  return reviewed(value).object as T;
}

/** What is wrong with the next version of an object; `status` is that of the stored one. */
export function updated(before: object, after: object, status?: object): string[] {
  const old = { ...defaulted<Stored>(before), ...(status && { status }) };
  const kind = findKind(old.apiVersion ?? '', old.kind ?? '');
  const next = { ...after, ...(status && { status }) };
  const { fieldErrors } = reviewUpdate(next, withVersion(old), { ...options, ...(kind && { expected: kind }) });
  return [...new Set(fieldErrors.map(({ path, message }) => `${formatPath(path)}: ${message}`))].filter(
    (text) => !text.startsWith('metadata.resourceVersion'),
  );
}

function withVersion(object: Stored): Stored {
  return { ...object, metadata: { ...object.metadata, resourceVersion: '1', uid: 'u' } };
}
