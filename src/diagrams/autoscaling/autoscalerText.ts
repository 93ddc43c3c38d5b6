import type { OutlineItem } from '../outlineItem.ts';
import type { AutoscalerDiagram } from './autoscalerDiagram.ts';

/** A diagram of an autoscaler as plain text, to be copied: the table, then the calculation. */
export function autoscalerText({ table, calculation }: AutoscalerDiagram): string {
  const lines = [table.columns, ...table.rows.map(({ cells }) => cells)].map((cells) => cells.join('\t'));
  return `${lines.join('\n')}\n\n${calculation.title}\n${outlineLines(calculation.outline, '')}`;
}

function outlineLines(items: readonly OutlineItem[], indent: string): string {
  return items
    .map(({ text, said, children }) => {
      const line = said === undefined ? text : `${text}: ${said}`;
      return `${indent}- ${line}\n${outlineLines(children, `${indent}  `)}`;
    })
    .join('');
}
