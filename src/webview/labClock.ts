import { button, element, replaceKeepingFocus } from './dom.ts';
import { type ClockGoalName, type ClockView, clockSpeeds, type LabPageRequest } from './labMessages.ts';

const goals: readonly (readonly [goal: ClockGoalName, text: string, title: string])[] = [
  ['change', 'To the next change', 'Run to the next change of anything, and pause there.'],
  ['tenSeconds', '10 s', 'Let ten seconds pass at once.'],
  ['minute', '1 min', 'Let a minute pass at once.'],
  ['ready', 'Pods ready', 'Run until all Pods are ready.'],
  ['stepStart', 'Rewind to the step’s start', 'Take the cluster back to when you opened this step. Your files stay.'],
];

/** The cluster's clock, and the hold on it. */
export function labClock(send: (request: LabPageRequest) => void): {
  readonly node: HTMLElement;
  show(view: ClockView | undefined): void;
} {
  const now = element('span', { class: 'now' });
  const pausing = element('span', {});
  const speed = element('select', { 'aria-label': 'Speed of the cluster’s time', 'data-key': 'speed' });
  speed.append(...clockSpeeds.map((factor) => element('option', { value: factor }, `×${factor}`)));
  speed.addEventListener('change', () => send({ type: 'setSpeed', speed: Number(speed.value) }));
  const run = element(
    'details',
    { class: 'run' },
    element('summary', {}, 'Move time…'),
    element(
      'div',
      { class: 'goals', role: 'group', 'aria-label': 'Run the cluster’s time' },
      ...goals.map(([goal, text, title]) =>
        button(text, `run ${goal}`, () => send({ type: 'runTime', goal }), { title }),
      ),
    ),
  );
  const node = element(
    'div',
    { class: 'clock', role: 'group', 'aria-label': 'The cluster’s time' },
    now,
    pausing,
    speed,
    run,
  );
  return {
    node,
    show(view) {
      node.hidden = view === undefined;
      if (!view) return;
      const { text, paused, speed: factor } = view;
      now.textContent = `Cluster time ${text}${paused ? ', paused' : ''}`;
      replaceKeepingFocus(
        pausing,
        paused
          ? button('Resume', 'clock', () => send({ type: 'resume' }))
          : button('Pause', 'clock', () => send({ type: 'pause' }), { 'aria-label': 'Pause the cluster' }),
      );
      showSpeed(speed, factor);
    },
  };
}

/** A speed that the settings chose is offered too. */
function showSpeed(select: HTMLSelectElement, factor: number): void {
  const value = String(factor);
  if (![...select.options].some((option) => option.value === value)) {
    select.append(element('option', { value }, `×${value}`));
  }
  if (document.activeElement !== select) select.value = value;
}
