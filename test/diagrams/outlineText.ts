import type { OutlineItem } from '../../src/diagrams/outlineItem.ts';

/** An outline as golden files hold it. */
export function outlineText(items: readonly OutlineItem[], indent = ''): string {
  return items
    .map(({ text, state, said, part, children }) => {
      const more = `${state ? ` [${state}: ${said}]` : ''}${part ? ` <${part}>` : ''}`;
      return `${indent}- ${text}${more}\n${outlineText(children, `${indent}  `)}`;
    })
    .join('');
}

/** Every line of an outline. */
export function everyItem(items: readonly OutlineItem[]): OutlineItem[] {
  return items.flatMap((item) => [item, ...everyItem(item.children)]);
}
