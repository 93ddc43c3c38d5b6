import { aids, block } from '../labText.ts';
import { among, inBlock, inStep, type Mistake } from './mistake.ts';

const check = block('check', '- file: web.yaml\n  exists: true');
const choices = 'choices:\n  - { text: x, right: true, reply: r }\n  - { text: y, reply: r }';
const answered = block('check', '- object: { kind: Pod, name: a }\n  answered: true');

/** Wrong steps, and wrong blocks but those of checks. */
export const stepMistakes: readonly Mistake[] = [
  inStep('a do step without a check', 'Do.\n', '## a → A do step needs a check.'),
  inStep('a fix step without a check', block('step', 'kind: fix'), '## a → A fix step needs a check.'),
  inStep(
    'a prediction without choices',
    block('step', 'kind: predict'),
    '## a → A predict step has choices, and no other step has.',
  ),
  inStep(
    'choices without a prediction',
    block('step', choices) + check + aids,
    '## a → A predict step has choices, and no other step has.',
  ),
  inStep(
    'a prediction without a right choice',
    block('step', 'kind: predict\nchoices: [{ text: x, reply: r }]'),
    '## a → One of the choices should be right.',
  ),
  inStep(
    'something to observe in another step',
    check + aids + block('observe', 'Look.'),
    '## a → Only a predict step has an observe block.',
  ),
  inStep(
    'a prediction with checks and nothing to observe',
    block('step', `kind: predict\n${choices}`) + check + aids,
    '## a → A predict step with checks needs an observe block.',
  ),
  inStep(
    'an exploration without a question',
    block('step', 'kind: explore') + answered + aids,
    '## a → An explore step has a question in its step block.',
  ),
  inStep(
    'a question in another step',
    block('step', 'question: Which?') + check + aids,
    '## a → Only an explore step has a question.',
  ),
  inStep(
    'an exploration whose answer nobody checks',
    block('step', 'kind: explore\nquestion: Which?') + check + aids,
    '## a → An explore step needs a check with answered: true.',
  ),
  inStep(
    'an answer without a question',
    answered + aids,
    '## a → Only an explore step has an answer: answered does not fit here.',
  ),
  inStep(
    'a misconception without a check',
    block('step', `kind: predict\n${choices}`) +
      block('misconception', 'when: [{ file: a, exists: true }]\nanswer: x\nexample: {}'),
    '## a → A step with misconceptions needs a check.',
  ),
  inStep(
    'no hint',
    check + block('solution', 'commands: []'),
    'warning: ## a → This step has no hint for those who are stuck.',
  ),
  inStep(
    'no solution',
    check + block('hint', 'x'),
    'warning: ## a → This step has no solution, so nothing can be shown or proven.',
  ),
  inBlock(
    'no example',
    'misconception',
    'when: [{ file: a, exists: true }]\nanswer: x',
    'warning: ## a → A misconception of this step has no example, so nothing proves that it is recognised.',
  ),
  inBlock('an empty step block', 'step', '', '\n → This is empty.'),
  inBlock('an unknown kind', 'step', 'kind: quiz', 'quiz → This should be one of: do, predict, fix, explore.'),
  inBlock(
    'an unknown field of a step',
    'step',
    'knd: fix',
    'knd → Unknown field "knd". Known here: kind, id, question, setup, choices.',
  ),
  inBlock(
    'a set-up that is no command',
    'step',
    'setup: [rm -rf /]',
    'rm -rf / → This should be one line that begins with kubectl.',
  ),
  inStep(
    'choices that are no choices',
    block(
      'step',
      'kind: predict\nchoices:\n  - { right: true, reply: r }\n  - { text: x }\n  - { text: y, right: 1, reply: r, why: z }',
    ),
    '{ right: true, reply: r } → The field "text" is missing.',
    '{ text: x } → The field "reply" is missing.',
    '1 → This should be true or false.',
    'why → Unknown field "why". Known here: text, right, reply.',
  ),
  inStep(
    'two observe blocks',
    block('step', `kind: predict\n${choices}`) + block('observe', 'one') + block('observe', 'two'),
    '```observe\ntwo\n``` → A step has one observe block.',
  ),
  inBlock('an empty hint', 'hint', '', '```hint\n\n``` → This hint is empty.'),
  inBlock(
    'a hint with nothing but a head',
    'hint',
    'when: [{ file: a, exists: true }]\n---\n',
    '```hint\nwhen: [{ file: a, exists: true }]\n---\n\n``` → This hint is empty.',
  ),
  inBlock('a hint whose head is empty', 'hint', '---\nx', ' → This is empty.'),
  inBlock(
    'a hint whose head has no condition',
    'hint',
    'if: x\n---\nx',
    'if: x\n → The field "when" is missing.',
    'if → Unknown field "if". Known here: when.',
  ),
  inBlock(
    'a hint with an empty list of conditions',
    'hint',
    'when: []\n---\nx',
    '[] → This should name at least one condition.',
  ),
  inBlock(
    'a wrong condition of a hint',
    'hint',
    'when:\n  - file: a\n    exists: maybe\n---\nx',
    'maybe → This should be true or false.',
  ),
  inBlock('two solutions', 'solution', 'commands: []', '```solution\ncommands: []\n``` → A step has one solution.'),
  inStep(
    'an unknown field of a solution',
    check + block('hint', 'x') + block('solution', 'command: kubectl get pods'),
    'command → Unknown field "command". Known here: files, commands.',
  ),
  inStep(
    'a solution with files outside of the folder',
    check + block('hint', 'x') + block('solution', 'files: { ../a: a.yaml, b: /b.yaml, c: "C:\\\\c" }'),
    'a.yaml → Both should be paths in the lab’s folder.',
    '/b.yaml → This should be a path in the lab’s folder.',
    '"C:\\\\c" → This should be a path in the lab’s folder.',
  ),
  among(
    inStep(
      'a solution with a file that is not there',
      check + block('hint', 'x') + block('solution', 'files: { new.yaml: solutions/wbe.yaml }'),
      'solutions/wbe.yaml → There is no file solutions/wbe.yaml in the lab’s folder.',
    ),
    ['solutions/web.yaml'],
  ),
  inStep(
    'a solution with a command that kubectl does not know',
    check + block('hint', 'x') + block('solution', 'commands: [kubectl aply -f web.yaml, kubectl get "pods]'),
    'kubectl aply -f web.yaml → kubectl knows no command "aply".',
    'kubectl get "pods → A " quote is not closed.',
  ),
  inStep(
    'two explanations',
    check + aids + block('explain', 'one') + block('explain', 'two'),
    '```explain\ntwo\n``` → A step has one explanation.',
  ),
  inBlock(
    'a figure of no Pod',
    'explain',
    'See:\n~~~diagram\nname: web\n~~~',
    'name: web\n → This names a Pod with pod or selector.',
    'name → Unknown field "name". Known here: pod, selector, namespace.',
  ),
  inBlock(
    'a figure of two Pods',
    'explain',
    '~~~trace\n{ pod: web, selector: app=web }\n~~~',
    '{ pod: web, selector: app=web } → This names a Pod with pod or selector.',
  ),
  inBlock('an empty figure', 'explain', '~~~trace\n~~~', ' → This is empty.'),
  inStep(
    'a wrong figure to observe',
    block('step', `kind: predict\n${choices}`) + block('observe', '~~~trace\npod: 7\n~~~'),
    '7 → This should be a text: put it in quotes.',
  ),
  inBlock(
    'a figure that is never closed',
    'explain',
    '~~~trace\npod: web',
    '~~~trace\npod: web\n → This block is never closed: it needs a line of its fence.',
  ),
  inStep(
    'a block that is never closed',
    `${check + aids}\`\`\`explain\nx\n`,
    '```explain\nx\n → This block is never closed: it needs a line of its fence.',
  ),
  inBlock(
    'an empty misconception',
    'misconception',
    '{}',
    '{} → The field "when" is missing.',
    '{} → The field "answer" is missing.',
  ),
  inBlock(
    'a misconception with an empty list of conditions',
    'misconception',
    'when: []\nanswer: x',
    '[] → This should name at least one condition.',
  ),
  inBlock(
    'wrong conditions',
    'misconception',
    'when:\n  - not: { file: a, exists: true }\n    for: 5s\n  - not: { file: a, exists: true, title: x }\n  - not: true\n  - { file: a, exists: true, within: 5s }\nanswer: x',
    'for → Unknown field "for". Known here: not.',
    'title → Unknown field "title". Known here: file, exists, every, for.',
    'true → This should be a set of fields, like "name: value".',
    'within → Unknown field "within". Known here: not, file, exists, every, for.',
  ),
  inBlock(
    'conditions that ask for a change',
    'misconception',
    'when:\n  - { file: a, changed: true }\n  - not: { file: b, changed: true }\nanswer: x',
    '{ file: a, changed: true } → changed is for checks alone: nobody knows what was there before.',
    '{ file: b, changed: true } → changed is for checks alone: nobody knows what was there before.',
  ),
  inBlock(
    'an unknown field of a misconception',
    'misconception',
    'when: [{ file: a, exists: true }]\nanswer: x\nwhy: y',
    'why → Unknown field "why". Known here: when, answer, example.',
  ),
  inBlock(
    'a wrong example',
    'misconception',
    'when: [{ file: a, exists: true }]\nanswer: x\nexample:\n  edits:\n    - { file: ../a, replace: b, with: c }\n    - { file: a, with: c }\n    - { file: a, replace: b, to: c }\n  commands: kubectl get pods\n  untouched: 1\n  typed: 2\n  file: a',
    '../a → This should be a path in the lab’s folder.',
    '{ file: a, with: c } → The field "replace" is missing.',
    '{ file: a, replace: b, to: c } → The field "with" is missing.',
    'to → Unknown field "to". Known here: file, replace, with.',
    'kubectl get pods → This should be a list.',
    '1 → This should be true or false.',
    '2 → This should be a text: put it in quotes.',
    'file → Unknown field "file". Known here: files, edits, commands, typed, untouched.',
  ),
  inStep(
    'commands that never end where nobody stops them',
    `${check}${block('hint', 'h')}${block('solution', 'commands: [kubectl get pods -w, kubectl logs web --follow=t, kubectl get pods --watch=false]')}`,
    'kubectl get pods -w → This command goes on until somebody stops it, and here nobody does.',
    'kubectl logs web --follow=t → This command goes on until somebody stops it, and here nobody does.',
  ),
  inStep(
    'a slip in the name of a block, beside fences that are meant for readers',
    `${check + aids}${block('chek', 'x')}${block('yaml', 'a: b')}${block('http', 'GET /')}`,
    '```chek\nx\n``` → There is no block "chek"; did you mean check?',
  ),
  inStep(
    'figures where none can be',
    `${check + aids}~~~diagram\npod: web\n~~~\n${block('hint', 'Look:\n~~~trace\npod: web\n~~~')}`,
    '~~~diagram\npod: web\n~~~ → A diagram stands in an explain or observe block.',
    '~~~trace\npod: web\n~~~ → A trace stands in an explain or observe block.',
  ),
  inStep(
    'commands on the page that are none, and comments',
    `~~~sh\n$ kubectl get pods\n# a comment\nls\n~~~\n${check + aids}${block('explain', '~~~bash fails\n kubectl gte\n~~~')}`,
    'ls → This should be one line that begins with kubectl.',
    ' kubectl gte → kubectl knows no command "gte".',
  ),
];
