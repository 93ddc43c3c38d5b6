import type { FieldPath } from '../api/field.ts';
import type { KindInfo } from '../api/kinds.ts';
import { fieldAt } from '../api/schema.ts';

const places: readonly FieldPath[] = [
  ['spec'],
  ['spec', 'template', 'spec'],
  ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  ['template', 'spec'],
];

/** Where a kind's manifests hold a Pod's spec; undefined for kinds without Pods. */
export function podSpecPath(kind: KindInfo | undefined): FieldPath | undefined {
  if (!kind) return undefined;
  return places.find((path) => {
    const type = fieldAt(kind.type, path)?.type;
    return type?.kind === 'object' && type.type === 'PodSpec';
  });
}

/** The lists of a Pod's spec that hold containers. */
export const containerLists = ['initContainers', 'containers', 'ephemeralContainers'] as const;

/** Splits the path of a field inside a container: which list, which container, and the rest of the path. */
export function insideContainer(
  podSpec: FieldPath,
  path: FieldPath,
): { list: (typeof containerLists)[number]; index: number; rest: FieldPath } | undefined {
  if (!podSpec.every((segment, i) => path[i] === segment)) return undefined;
  const [listName, index, ...rest] = path.slice(podSpec.length);
  const list = containerLists.find((name) => name === listName);
  return list && typeof index === 'number' ? { list, index, rest } : undefined;
}
