import type { Container, LabelSelector } from '../../../api/generated/objects.ts';
import { formatSelector } from '../../../api/labels.ts';
import { type TableColumn, wideColumn } from '../tableLayout.ts';

/** The wide columns of every kind that makes Pods from a template. */
export const containerColumns: readonly TableColumn[] = [
  wideColumn('Containers', 'The names of the containers in the template.'),
  wideColumn('Images', 'The images of the containers in the template.'),
];

/** The same with the selector at the end. */
export const templateColumns: readonly TableColumn[] = [
  ...containerColumns,
  wideColumn('Selector', 'Which Pods belong to it.'),
];

/** The cells under `containerColumns`. */
export function containerCells(containers: readonly Container[] = []): string[] {
  return [containers.map(({ name }) => name).join(','), containers.map(({ image = '' }) => image).join(',')];
}

/** The cells under `templateColumns`. */
export function templateCells(
  containers: readonly Container[] | undefined,
  selector: LabelSelector | undefined,
): string[] {
  return [...containerCells(containers), formatSelector(selector)];
}
