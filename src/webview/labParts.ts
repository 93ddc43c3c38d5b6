import { actionsOf } from './labActions.ts';
import { figureNode } from './labFigures.ts';
import type { LabPageRequest, PartView } from './labMessages.ts';
import { renderMarkdown } from './markdown.ts';

/** Words with their figures between them. */
export function partNodes(parts: readonly PartView[], send: (request: LabPageRequest) => void): Node[] {
  return parts.map((part) =>
    part.type === 'markdown' ? renderMarkdown(part.text, actionsOf(send)) : figureNode(part.id),
  );
}
