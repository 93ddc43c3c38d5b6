import { button, element } from './dom.ts';
import type { LabPageRequest, LabView } from './labMessages.ts';

/** What keeps the lab from going on, and the way out. */
export function noticeNodes({ notice }: LabView, send: (request: LabPageRequest) => void): Node[] {
  if (!notice) return [];
  const { text, action, label } = notice;
  return [element('p', {}, text), button(label, 'notice', () => send({ type: action }), { class: 'primary' })];
}
