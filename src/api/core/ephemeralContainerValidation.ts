import type { FieldError, FieldPath } from '../field.ts';
import { duplicate, forbiddenField, notFoundValue } from '../fieldErrors.ts';
import type { Container, EphemeralContainer, PodSpec } from '../generated/objects.ts';
import { validateCommon, validateImages } from './containerValidation.ts';
import type { ValidVolumes } from './volumeMountValidation.ts';

const notHere = 'cannot be set for an Ephemeral Container';

/** What a container that only looks on cannot have, in the server's order. */
const forbidden = [
  'ports',
  'resources',
  'resizePolicy',
  'restartPolicy',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
] as const satisfies readonly (keyof EphemeralContainer)[];

/** What is wrong with the containers that were added to a Pod for a look inside. */
export function validateEphemeralContainers(spec: PodSpec, volumes: ValidVolumes, at: FieldPath): FieldError[] {
  const lasting = new Set([...(spec.containers ?? []), ...(spec.initContainers ?? [])].map(({ name }) => name));
  const names = new Set(lasting);
  return (spec.ephemeralContainers ?? []).flatMap((container, i) => {
    const here = [...at, i];
    const plain = container as Container;
    const errors = validateCommon(plain, spec, volumes, here);
    errors.push(...validateImages([plain], at).map((error) => ({ ...error, path: [...here, 'image'] })));
    if (names.has(container.name)) errors.push(duplicate([...here, 'name'], container.name));
    names.add(container.name);
    const target = container.targetContainerName;
    if (target && !lasting.has(target)) errors.push(notFoundValue([...here, 'targetContainerName'], target));
    for (const field of forbidden) if (isSet(container[field])) errors.push(forbiddenField([...here, field], notHere));
    for (const [j, mount] of (container.volumeMounts ?? []).entries())
      for (const field of ['subPath', 'subPathExpr'] as const)
        if (mount[field]) errors.push(forbiddenField([...here, 'volumeMounts', j, field], notHere));
    return errors;
  });
}

function isSet(value: unknown): boolean {
  return value !== undefined && (typeof value !== 'object' || value === null || Object.keys(value).length > 0);
}
