import { isInsideFolder } from './relativePath.ts';
import type { YamlValue } from './yamlFields.ts';

/** Reads the path of a file that the learner has: relative, and inside the lab's folder. */
export function readLearnerPath(value: YamlValue): string | undefined {
  const path = value.text();
  if (path === undefined) return undefined;
  return isInsideFolder(path) ? path : value.problem('This should be a path in the lab’s folder.');
}

/** Reads the path of a file that ships with the lab; reports where it is not there. */
export function readShippedPath(value: YamlValue): string | undefined {
  const path = readLearnerPath(value);
  const { files } = value.reading;
  if (path === undefined || !files || files.has(path)) return path;
  return value.problem(`There is no file ${path} in the lab’s folder.`);
}
