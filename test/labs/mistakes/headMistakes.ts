import { aids, block, head } from '../labText.ts';
import { among, inStep, type Mistake } from './mistake.ts';

const step = `## a\n${block('check', '- file: web.yaml\n  exists: true')}${aids}`;

/** A mistake in the head of a lab that is sound otherwise. */
function inHead(name: string, from: string, to: string, ...problems: string[]): Mistake {
  return { name, text: head.replace(from, () => to) + step, problems };
}

const texts = 'title, summary, minutes, level, after, objectives, files, cluster';
const fields = 'title: T\nsummary: S\nminutes: 10\nlevel: beginner\nobjectives: [o]\n';

/** Wrong ways to begin a lab, and what is wrong with a lab as a whole. */
export const headMistakes: readonly Mistake[] = [
  {
    name: 'no front matter',
    text: `# Hello\n${step}`,
    problems: ['# H → A lab begins with front matter between --- lines.'],
  },
  {
    name: 'front matter that is never closed',
    text: 'title: T',
    problems: [
      'tit → A lab begins with front matter between --- lines.',
      ' → A lab has at least one step: a ## heading.',
    ],
  },
  { name: 'no step', text: head, problems: [' → A lab has at least one step: a ## heading.'] },
  {
    name: 'a file that is too long',
    text: `${head}${'x'.repeat(500_001)}`,
    problems: [' → This file is too long for a lab.'],
  },
  inHead('an empty head', fields, '', ' → This is empty.'),
  inHead('a head that is a list', fields, '- a\n', '- a\n → This should be a set of fields, like "name: value".'),
  inHead(
    'a head that is no YAML',
    'title: T',
    'title: "T',
    // The yaml package's own words.
    '\n → Missing closing "quote',
  ),
  ...['title', 'summary', 'minutes', 'level', 'objectives'].map((name) => {
    const line = fields.split('\n').find((candidate) => candidate.startsWith(name)) ?? '';
    const rest = fields.replace(`${line}\n`, '');
    return inHead(`no ${name}`, `${line}\n`, '', `${rest} → The field "${name}" is missing.`);
  }),
  inHead('a title that is a number', 'title: T', 'title: 7', '7 → This should be a text: put it in quotes.'),
  inHead('a title that is a list', 'title: T', 'title: [T]', '[T] → This should be a single value.'),
  inHead('a title without a value', 'title: T', 'title:', ' → This should be a single value.'),
  inHead('a field twice', 'title: T', 'title: T\ntitle: U', 'title → The field "title" stands here twice.'),
  inHead('a wrong level', 'beginner', 'easy', 'easy → This should be one of: beginner, intermediate, advanced.'),
  inHead('too many minutes', '10', '121', '121 → This should be 1 to 120.'),
  inHead('no minutes', '10', '0', '0 → This should be 1 to 120.'),
  inHead('a part of a minute', '10', '7.5', '7.5 → This should be 1 to 120.'),
  inHead('minutes in words', '10', 'ten', 'ten → This should be a number.'),
  inHead('objectives that are no list', '[o]', 'o', 'o → This should be a list.'),
  inHead('an objective that is no text', '[o]', '[true]', 'true → This should be a text: put it in quotes.'),
  inHead('an unknown field', 'level', 'lvl: x\nlevel', `lvl → Unknown field "lvl". Known here: ${texts}.`),
  inHead('too many Nodes', 'level', 'cluster: { nodes: 6 }\nlevel', '6 → This should be 1 to 5.'),
  inHead(
    'an unknown field of the cluster',
    'level',
    'cluster: { node: 2 }\nlevel',
    'node → Unknown field "node". Known here: nodes, namespaces, setup.',
  ),
  inHead(
    'a further Namespace that is the cluster’s own',
    'level',
    'cluster: { namespaces: [kube-system] }\nlevel',
    'kube-system → This Namespace belongs to the cluster.',
  ),
  inHead(
    'a further Namespace that cannot be called so',
    'level',
    'cluster: { namespaces: [The_Other] }\nlevel',
    'The_Other → This should be the name of a Namespace.',
  ),
  inHead(
    'a set-up that is no command of kubectl',
    'level',
    'cluster: { setup: [helm install x] }\nlevel',
    'helm install x → This should be one line that begins with kubectl.',
  ),
  inHead(
    'a starter file outside of the folder',
    'level',
    'files: [../web.yaml]\nlevel',
    '../web.yaml → This should be a path in the lab’s folder.',
  ),
  among(
    inHead(
      'a starter file that is not there',
      'level',
      'files: [web.yaml, wbe.yaml]\nlevel',
      'wbe.yaml → There is no file wbe.yaml in the lab’s folder.',
    ),
    ['web.yaml'],
  ),
  among(
    inHead(
      'a lab before it that there is not',
      'level',
      'after: [pods/first, pods/frist]\nlevel',
      'pods/frist → There is no lab pods/frist. A lab is named by its track and its folder: sidecars/ship-logs.',
    ),
    [],
    ['pods/first'],
  ),
  inHead(
    'a lab before it that is no text',
    'level',
    'after: [7]\nlevel',
    '7 → This should be a text: put it in quotes.',
  ),
  {
    name: 'a block before the first step',
    text: `${head}${block('hint', 'x')}${step}`,
    problems: ['```hint\nx\n``` → A hint block belongs to a step: put it under a ## heading.'],
  },
  {
    name: 'two steps with one title',
    text: `${head}${step}${step}`,
    problems: ['## a → Another step has the id "a" too: give one an id in a step block.'],
  },
  {
    name: 'two steps with one id',
    text: `${head}${step}## b\n${block('step', 'id: a')}${step.replace('## a\n', '')}`,
    problems: ['## b → Another step has the id "a" too: give one an id in a step block.'],
  },
  {
    name: 'a step without a title',
    text: `${head}${step.replace('## a', '## ##')}`,
    problems: ['## ## → A step needs a title.'],
  },
  {
    name: 'a link to another file',
    text: `${head.replace('level', 'files: [web.yaml]\nlevel')}[a](web.yaml) [b](wbe.yaml)\n\n${step}`,
    problems: ["wbe.yaml → wbe.yaml is none of the lab's files: name it under files, or link to https."],
  },
  inStep(
    'links that are not of the web',
    `[a](http://example.com) [b](https://example.com)\n${step.replace('## a\n', '')}${block('explain', '[c](#x)')}`,
    "http://example.com → http://example.com is none of the lab's files: name it under files, or link to https.",
    "#x → #x is none of the lab's files: name it under files, or link to https.",
  ),
];
