import type { CheckResult, CheckState } from '../../src/labs/check.ts';
import { act, type LabAction, type LabSession, startLab } from '../../src/labs/labSession.ts';
import { viewOf } from '../../src/labs/labView.ts';
import { block, head, labOf } from './labText.ts';

const choices = 'kind: predict\nchoices:\n  - { text: x, reply: Not x. }\n  - { text: y, right: true, reply: Yes. }';
const check = block('check', '- { file: a, contains: b }\n- { file: a, contains: c }');

/** A lab with a step of each kind; nothing of it is ever looked at. */
export const playedLab = labOf(
  `${head}Hello.

## Work
Do it.
${check}${block('hint', 'one')}${block('hint', 'when: [{ file: a, exists: true }]\n---\nof a state')}${block('hint', 'two')}
${block('solution', 'files: { a: solved/a }\ncommands: [kubectl get pods]')}
${block('explain', 'So.\n~~~trace\npod: web\n~~~\nAnd\n~~~diagram\nselector: app=web\n~~~')}

## Guess
${block('step', choices)}${block('explain', 'Well.')}

## Look
${block('step', choices)}${block('observe', 'See:\n~~~sh\nkubectl get pods\n~~~\n~~~trace\npod: web\n~~~')}${block('explain', '~~~diagram\npod: web\n~~~')}

## Try
${block('step', choices)}${block('observe', 'Run it.')}${check}${block('hint', 'h')}${block('solution', 'commands: []')}

## Explore
${block('step', 'kind: explore\nquestion: Which?')}${block('check', '- { file: a, answered: true }')}${block('hint', 'h')}
${block('solution', 'commands: []')}

## Mend
${block('step', 'kind: fix\nid: fix-it')}${check}${block('hint', 'h')}${block('solution', 'files: { a: a }')}
`,
);

/** What checks found, in short: `result('failed', 'passed')` of two checks. */
export function result(...states: readonly CheckState[]): CheckResult {
  const findings = states.map((state, check) => ({ state, title: `check ${check}`, check }));
  const state = states.includes('failed') ? 'failed' : states.includes('waiting') ? 'waiting' : 'passed';
  return { state, findings, hints: [] };
}

/** A result that the learner asked for, or that came by itself. */
export function checked(step: string, found: CheckResult, reason: 'learner' | 'change' = 'learner'): LabAction {
  return { type: 'checked', step, result: found, reason };
}

/** The session after actions: names stand for those that need no more. */
export function play(
  session: LabSession,
  ...actions: readonly (LabAction | 'hint' | 'showMe' | 'observed' | 'next' | 'skip' | 'resetStep')[]
): LabSession {
  const whole = actions.map((action): LabAction => {
    if (typeof action !== 'string') return action;
    return action === 'resetStep' ? { type: action, reach: 'step' } : { type: action };
  });
  return whole.reduce(act, session);
}

/** The lab with a step shown. */
export function at(
  step: string,
  ...actions: Parameters<typeof play> extends [unknown, ...infer Rest] ? Rest : never
): LabSession {
  return play(startLab(playedLab), { type: 'goTo', step }, ...actions);
}

/** What the page shows of it. */
export function view(session: LabSession): ReturnType<typeof viewOf> {
  return viewOf(session, (path) => `text of ${path}`);
}
