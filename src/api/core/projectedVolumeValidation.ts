import type { FieldError, FieldPath } from '../field.ts';
import { forbiddenField, invalidValue, required } from '../fieldErrors.ts';
import type { ProjectedVolumeSource, ServiceAccountTokenProjection } from '../generated/objects.ts';
import { validateFieldFile, validateItems, validateMode } from './volumeFileValidation.ts';
import { validateFilePath } from './volumeMountValidation.ts';

/** What is wrong with a volume of several sources: two may not write the same file. */
export function validateProjected(volume: ProjectedVolumeSource, at: FieldPath): FieldError[] {
  const errors = validateMode(volume.defaultMode, [...at, 'defaultMode']);
  const paths = new Set<string>();
  const checkPath = (path: string | undefined, shown: string): void => {
    if (!path) return;
    if (paths.has(path)) errors.push(invalidValue(at, shown, 'conflicting duplicate paths'));
    paths.add(path);
  };
  for (const [i, source] of (volume.sources ?? []).entries()) {
    const here = [...at, 'sources', i];
    for (const name of ['secret', 'configMap'] as const) {
      const projection = source[name];
      if (!projection) continue;
      if (!projection.name) errors.push(required([...here, name, 'name']));
      for (const [j, item] of (projection.items ?? []).entries()) {
        errors.push(...validateItems([item], []).map((error) => moved(error, [...here, name, 'items', j])));
        checkPath(item.path, projection.name ?? '');
      }
    }
    for (const file of source.downwardAPI?.items ?? []) {
      errors.push(...validateFieldFile(file, [...here, 'downwardAPI']));
      checkPath(file.path, file.path);
    }
    if (source.serviceAccountToken) errors.push(...validateToken(source.serviceAccountToken, here, at));
    if (Object.keys(source).length > 1)
      errors.push(forbiddenField(here, 'may not specify more than 1 volume type per source'));
  }
  return errors;
}

/** An error of a list of one item, put where the item stands. */
function moved(error: FieldError, at: FieldPath): FieldError {
  return { ...error, path: [...at, ...error.path.slice(1)] };
}

function validateToken(token: ServiceAccountTokenProjection, source: FieldPath, volume: FieldPath): FieldError[] {
  const path = [...source, 'serviceAccountToken', 'expirationSeconds'];
  const seconds = token.expirationSeconds ?? 3600;
  const errors: FieldError[] = [];
  if (seconds < 600) errors.push(invalidValue(path, seconds, 'may not specify a duration less than 10 minutes'));
  if (seconds > 2 ** 32)
    errors.push(invalidValue(path, seconds, 'may not specify a duration larger than 2^32 seconds'));
  if (!token.path) errors.push(required([...volume, 'path']));
  else errors.push(...validateFilePath(token.path, [...volume, 'path']));
  return errors;
}
