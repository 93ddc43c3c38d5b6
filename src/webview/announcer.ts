import { element } from './dom.ts';

/** Stays in place while everything else is made anew, or nothing would be announced. */
export const announcer = element('div', { class: 'unseen', 'aria-live': 'polite' });

/** Has a screen reader say a plain text after what it says now; an empty one takes back what was said before. */
export function announce(text: string): void {
  announcer.textContent = text;
}
