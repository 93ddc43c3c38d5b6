import assert from 'node:assert/strict';
import { formatPath } from '../../src/api/field.ts';
import type { KubernetesObject, Stored } from '../../src/api/objects.ts';
import { readObject, reviewUpdate, verdictOnStatus } from '../../src/api/review.ts';

export type Part = Record<string, unknown>;

const container = { name: 'app', image: 'nginx:1.27' };
export const labels = { app: 'web' };
export const template = { metadata: { labels }, spec: { containers: [container] } };
export const jobTemplate = { spec: { containers: [container], restartPolicy: 'Never' } };

/** A stored object of this kind. */
export function stored(apiVersion: string, kind: string, more: Part, metadata: Part = {}): Stored {
  const { object } = readObject(
    { apiVersion, kind, metadata: { name: 'web', uid: 'u', resourceVersion: '1', ...metadata }, ...more },
    { fieldValidation: 'Strict' },
  );
  assert.ok(object);
  return object as Stored;
}

/** The causes of a refused update, each once. */
export function causes(old: Stored, change: (object: Part) => void): string[] {
  const next = structuredClone(old) as unknown as Part;
  change(next);
  const { fieldErrors } = reviewUpdate(next, old, { fieldValidation: 'Strict' });
  return [...new Set(fieldErrors.map(({ path, message }) => `${formatPath(path)}: ${message}`))];
}

/** The causes of a refused write of the status. */
export function statusCauses(old: Stored, status: unknown): string[] {
  const { kind } = readObject(old, { fieldValidation: 'Ignore' });
  assert.ok(kind);
  const next = { ...old, status } as KubernetesObject;
  return (verdictOnStatus(kind, next, old)?.details?.causes ?? []).map(({ field, message }) => `${field}: ${message}`);
}

export const specOf = (object: Part): Part => object.spec as Part;
