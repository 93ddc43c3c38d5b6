import type { LabPageRequest } from './labMessages.ts';
import type { MarkdownActions } from './markdown.ts';

/** What clicks in a lab's Markdown ask of the editor. */
export function actionsOf(send: (request: LabPageRequest) => void): MarkdownActions {
  return {
    runCommand: (command) => send({ type: 'runCommand', command }),
    openFile: (path) => send({ type: 'openFile', path }),
  };
}
