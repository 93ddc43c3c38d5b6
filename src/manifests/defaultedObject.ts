import { defaultPod } from '../api/core/podDefaults.ts';
import type { PodSpec } from '../api/generated/objects.ts';
import { readObject } from '../api/review.ts';
import type { ParsedDocument } from './parsedDocument.ts';
import { valueAt } from './plainLookup.ts';
import { podSpecPath } from './podSpecs.ts';

const objects = new WeakMap<ParsedDocument, { readonly object: unknown }>();
const podSpecs = new WeakMap<ParsedDocument, { readonly spec: PodSpec | undefined }>();

/**
 * The manifest as the API server would keep it: what has the wrong type left out, defaults filled in; undefined where it
 * names no served kind. Its types are those of the schema, but what is required may be missing.
 */
export function defaultedObject(parsed: ParsedDocument): unknown {
  let known = objects.get(parsed);
  if (!known) {
    known = { object: readWithDefaults(parsed) };
    objects.set(parsed, known);
  }
  return known.object;
}

/** The spec of the Pods that a manifest makes, with the defaults that a Pod gets; undefined where there is none. */
export function effectivePodSpec(parsed: ParsedDocument): PodSpec | undefined {
  let known = podSpecs.get(parsed);
  if (!known) {
    known = { spec: readPodSpec(parsed) };
    podSpecs.set(parsed, known);
  }
  return known.spec;
}

function readPodSpec(parsed: ParsedDocument): PodSpec | undefined {
  const path = podSpecPath(parsed.kind);
  // Read anew: what follows changes it.
  const spec = path && valueAt(readWithDefaults(parsed), path);
  if (spec === null || typeof spec !== 'object') return undefined;
  const pod = { spec: spec as PodSpec };
  pod.spec.containers ??= [];
  // A Pod gets more defaults than a template.
  defaultPod(pod);
  return pod.spec;
}

function readWithDefaults({ value }: ParsedDocument): unknown {
  return readObject(value, { fieldValidation: 'Ignore', namespace: 'default' }).object;
}
