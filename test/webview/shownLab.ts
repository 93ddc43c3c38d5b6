import type { CheckResult } from '../../src/labs/check.ts';
import { act, type LabAction, type LabSession, startLab } from '../../src/labs/labSession.ts';
import { viewOf } from '../../src/labs/labView.ts';
import type { LabView } from '../../src/webview/labMessages.ts';
import { block, labOf } from '../labs/labText.ts';

const choices =
  'kind: predict\nchoices:\n  - text: The lines of the log\n    reply: Many expect this, but `kubectl logs` shows what a container *prints*.\n  - text: Nothing\n    right: true\n    reply: Yes. The app writes to a file.\n  - { text: An error, reply: No. }';
const check = block(
  'check',
  '- { file: web.yaml, contains: a }\n- { file: web.yaml, contains: b }\n- { file: web.yaml, contains: c }',
);
const solution = block(
  'solution',
  'files: { web.yaml: solutions/web.yaml }\ncommands: [kubectl delete pod web --now, kubectl apply -f web.yaml]',
);

/** A lab with a step of each kind, as the page shows it. */
export const shownLab = labOf(`---
title: A sidecar that ships logs
summary: An app writes its log to a file that nobody can see.
minutes: 15
level: beginner
objectives: [share files between containers, write a native sidecar]
files: [web.yaml, job.yaml]
---
You have taken over a small app. Your team reads logs with \`kubectl logs\`.

## Meet the app
Have a look at [web.yaml](web.yaml) and start it:

~~~sh
kubectl apply -f web.yaml
kubectl get pod web
~~~

Its container looks so:

~~~yaml
- name: app
  image: busybox:1.36
~~~

| STATUS | how far it came |
|---|---|
| \`Pending\` | no Node |
| \`ErrImagePull\`, \`ImagePullBackOff\` | a Node, no image |
${check}${block('hint', 'Use the *Run* buttons beside the commands.')}${block('hint', 'when: [{ file: web.yaml, exists: true }]\n---\nRead the log: `kubectl logs web --previous`.')}
${block('hint', 'In full:\n\n    kubectl apply -f web.yaml')}${solution}
${block('explain', 'The cluster chose a Node and started the container.\n\n~~~trace\npod: web\n~~~\nNow it looks so:\n~~~diagram\npod: web\n~~~\nAnd its helper so:\n~~~diagram\nselector: app=helper\n~~~')}

## Where does the log go?
What will \`kubectl logs web\` show?
${block('step', choices)}${block('observe', 'See for yourself:\n\n~~~sh\nkubectl logs web\n~~~\n~~~trace\npod: web\n~~~')}${block('explain', 'The lines are in a file.')}

## What comes after that?
Decide.
${block('step', choices)}

## Does it come back?
Decide first.
${block('step', choices)}${block('observe', 'Delete it:\n\n~~~sh\nkubectl delete pod web\n~~~')}${check}${block('hint', 'h')}${solution}

## Find the address
The Pod has an address of its own.
${block('step', 'kind: explore\nquestion: Which IP address has the Pod web?')}${block('check', '- { file: web.yaml, answered: true }')}${block('hint', '`kubectl get pod web -o wide` shows it.')}
${block('solution', 'commands: [kubectl get pod web -o wide]')}

## Help a colleague
Her job never ends: [job.yaml](job.yaml).
${block('step', 'kind: fix')}${check}${block('hint', 'h')}${solution}
`);

/** Ids of the steps that tests speak of most. */
export const meet = 'meet-the-app';
export const log = 'where-does-the-log-go';
export const stepIds = shownLab.steps.map(({ id }) => id);

const yaml =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: app\n      image: busybox:1.36\n';

/** The message that shows a session. */
export function viewed(session: LabSession, more: Partial<LabView> = {}): { type: 'lab'; lab: LabView } {
  const readLabFile = (path: string): string =>
    path.startsWith('solutions/') ? `${yaml}  restartPolicy: Never\n` : yaml;
  return { type: 'lab', lab: { ...viewOf(session, readLabFile), ...more } };
}

type Play = LabAction | 'hint' | 'showMe' | 'observed' | 'next' | 'skip' | 'resetStep';

/** A choice of a *predict* step, by its place. */
export const answer = (choice: number) => ({ type: 'answer', choice }) as const;

/** The session after actions. */
export function play(session: LabSession, ...actions: readonly Play[]): LabSession {
  const whole = actions.map((action): LabAction => {
    if (typeof action !== 'string') return action;
    return action === 'resetStep' ? { type: action, reach: 'step' } : { type: action };
  });
  return whole.reduce(act, session);
}

/** The lab with a step shown. */
export function at(step: string, ...actions: readonly Play[]): LabSession {
  return play(startLab(shownLab), { type: 'goTo', step }, ...actions);
}

/** What a check found, one finding of each state, and the answer to a mistake. */
export const failed: CheckResult = {
  state: 'failed',
  findings: [
    { state: 'passed', title: 'shipper and app share a volume', check: 0 },
    {
      state: 'waiting',
      title: 'The Pod web is running',
      text: 'It does not run yet. It may take up to 30s.',
      found: '“Pending”',
      expected: '“Running”',
      check: 1,
    },
    {
      state: 'failed',
      title: 'shipper is a native sidecar',
      text: 'It has no restartPolicy.',
      found: 'nothing',
      expected: '“Always”',
      why: 'Only then it is one.',
      check: 2,
    },
  ],
  misconception: '`shipper` has no `restartPolicy: Always`. See [web.yaml](web.yaml).',
  hints: [],
};

export const waiting: CheckResult = { state: 'waiting', findings: failed.findings.slice(0, 2), hints: [] };
export const passed: CheckResult = { state: 'passed', findings: failed.findings.slice(0, 1), hints: [] };

/** A result for the shown step. */
export function checked(step: string, result: CheckResult, reason: 'learner' | 'change' = 'learner'): LabAction {
  return { type: 'checked', step, result, reason };
}

export const trace = {
  type: 'trace',
  title: 'Pod web',
  rows: [
    { after: '0s', container: '', what: 'Scheduled', message: 'Successfully assigned shop/web to node-1', times: 1 },
    { after: '1s', container: 'app', what: 'Pulling', message: 'Pulling image "busybox:1.36"', times: 1 },
    {
      after: '2m10s',
      container: 'app',
      what: 'BackOff',
      message: 'Back-off restarting failed container app in pod web_shop(8e8f)',
      times: 7,
    },
  ],
} as const;
