import { announce } from './announcer.ts';
import { button, element } from './dom.ts';

/** A block of code with its Copy button. */
export function snippetNode(text: string, name: string): HTMLElement {
  const copy = button('Copy', `copy ${text.slice(0, 200)}`, () => void copyText(), { 'aria-label': `Copy: ${name}` });
  const copyText = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      say('Copied');
    } catch {
      say('Not copied');
    }
  };
  const say = (words: string): void => {
    copy.textContent = words;
    announce(`${words}.`);
  };
  return element(
    'div',
    { class: 'snippet' },
    element('pre', { tabindex: 0, role: 'group', 'aria-label': name }, element('code', {}, text)),
    copy,
  );
}
