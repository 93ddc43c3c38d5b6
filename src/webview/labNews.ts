import type { StepView } from './labMessages.ts';
import { plainText } from './markdown.ts';

/** Something new on the page that the learner asked for: where it stands, and how it is said. */
interface News {
  readonly selector?: string;
  readonly text: string;
}

/** What is new in the text of a step, compared with what was shown of it before. */
export function newsOf(before: StepView, after: StepView): News | undefined {
  const answer = after.choices.find(({ chosen }) => chosen);
  const told = before.choices.some(({ reply }) => reply !== undefined);
  if (answer?.reply !== undefined && !told) {
    return { selector: '.reply', text: `${replyTitle(answer.right)}. ${plainText(answer.reply)}` };
  }
  if (after.observe && !before.observe) return { selector: '.observe', text: 'Now see what happens.' };
  if (after.solution && !before.solution)
    return { selector: '.solution', text: 'One way to do it is on the page now.' };
  const hint = after.hints.at(-1);
  if (hint !== undefined && after.hints.length > before.hints.length) {
    return { selector: 'aside.hint:last-of-type', text: `Hint ${after.hints.length}. ${plainText(hint)}` };
  }
  return isTouched(before) && !isTouched(after) ? { text: 'This step begins again.' } : undefined;
}

/** The heading of the reply to a prediction. */
export function replyTitle(right: boolean | undefined): string {
  return right ? 'That is right' : 'Not quite';
}

/**
 * Brings a part of the page into view, its beginning first, without moving more than needed. It jumps: nothing slides for
 * those who asked their system for less motion. Where the pressed button has gone, the focus goes to the part.
 */
export function bringIntoView(target: Element, footerHeight: number): void {
  const { top, bottom, height } = target.getBoundingClientRect();
  const room = window.innerHeight - footerHeight;
  if (top < 0 || height > room) target.scrollIntoView({ block: 'start', behavior: 'instant' });
  else if (bottom > room) window.scrollBy({ top: bottom - room + 8, behavior: 'instant' });
  if (document.activeElement !== document.body) return;
  const heading = target.querySelector<HTMLElement>('h3');
  heading?.setAttribute('tabindex', '-1');
  heading?.focus({ preventScroll: true });
}

function isTouched({ hints, solution, result, choices, passed }: StepView): boolean {
  return passed || hints.length > 0 || !!solution || !!result || choices.some(({ chosen }) => chosen);
}
