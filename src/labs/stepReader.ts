import { nearestName } from '../api/didYouMean.ts';
import { readChecks, readConditions } from './checkReader.ts';
import { readCommands } from './commandReader.ts';
import type { Check, Choice, Hint, Misconception, ProsePart, Solution, Step, StepKind } from './lab.ts';
import type { LabReading } from './labReading.ts';
import { type FencedBlock, type MarkdownSection, textWithout } from './markdownBlocks.ts';
import { readProse } from './proseReader.ts';
import { readMisconception, readSolution } from './solutionReader.ts';
import { readYaml, type YamlValue } from './yamlFields.ts';

const kinds: readonly StepKind[] = ['do', 'predict', 'fix', 'explore'];

/** What the blocks of a step say, while it is read. */
interface StepParts {
  id?: string;
  kind: StepKind;
  setup: string[];
  question?: string;
  choices: Choice[];
  observe?: ProsePart[];
  checks: Check[];
  misconceptions: Misconception[];
  hints: Hint[];
  solution?: Solution;
  explain?: ProsePart[];
}

/** Reads one kind of block into the step; a new kind of block is one entry. */
type BlockReader = (parts: StepParts, block: FencedBlock, text: string, reading: LabReading) => void;

const blockReaders: Readonly<Record<string, BlockReader>> = {
  step: (parts, block, text, reading) => {
    const fields = readYaml(text, block.body, reading)?.fields();
    if (!fields) return;
    parts.kind = fields.get('kind')?.oneOf(kinds) ?? parts.kind;
    const id = fields.get('id')?.text();
    if (id !== undefined) parts.id = id;
    const question = fields.get('question')?.text()?.trim();
    if (question !== undefined) parts.question = question;
    parts.setup.push(...readCommands(fields, 'setup'));
    parts.choices.push(...(fields.get('choices')?.list() ?? []).flatMap((item) => readChoice(item) ?? []));
    fields.end();
  },
  observe: (parts, block, text, reading) => {
    if (parts.observe) reading.report(block.range, 'A step has one observe block.');
    parts.observe = readProse(text, block.body, reading);
  },
  check: (parts, block, text, reading) => {
    const value = readYaml(text, block.body, reading);
    if (value) parts.checks.push(...readChecks(value));
  },
  misconception: (parts, block, text, reading) => {
    const value = readYaml(text, block.body, reading);
    const misconception = value && readMisconception(value);
    if (misconception) parts.misconceptions.push(misconception);
  },
  hint: (parts, block, text, reading) => {
    const hint = readHint(block, text, reading);
    if (hint.text === '') reading.report(block.range, 'This hint is empty.');
    else parts.hints.push(hint);
  },
  solution: (parts, block, text, reading) => {
    const value = readYaml(text, block.body, reading);
    if (parts.solution) reading.report(block.range, 'A step has one solution.');
    const solution = value && readSolution(value);
    if (solution) parts.solution = solution;
  },
  explain: (parts, block, text, reading) => {
    if (parts.explain) reading.report(block.range, 'A step has one explanation.');
    parts.explain = readProse(text, block.body, reading);
  },
};

/** Whether a fenced block is one of ours and no part of the page's text. */
export function isStepBlock(block: FencedBlock): boolean {
  return Object.hasOwn(blockReaders, block.language);
}

/** Fences that are meant for readers of the page, and so are no misspelt block of ours. */
const pageFences: ReadonlySet<string> = new Set(['sh', 'text', 'shell', 'yaml', 'json', 'bash', 'dns', 'http', 'ini']);

/** What a fence with a nearly right name should have been; nothing where it is an ordinary one. */
export function meantBlock({ language }: FencedBlock): string | undefined {
  if (language === '' || pageFences.has(language)) return undefined;
  const near = nearestName(language, Object.keys(blockReaders));
  // Slips of the pen begin right; `lint` and `plain` are words of their own.
  return near?.[0] === language[0] ? near : undefined;
}

/** Reads what stands under a `##` heading. */
export function readStep(text: string, section: MarkdownSection, reading: LabReading): Step | undefined {
  const { heading } = section;
  if (!heading) return undefined;
  if (heading.text === '') reading.report(heading.range, 'A step needs a title.');
  const parts: StepParts = { kind: 'do', setup: [], choices: [], checks: [], misconceptions: [], hints: [] };
  const blocks = section.blocks.filter(isStepBlock);
  let readable = true;
  const noting: LabReading = {
    ...reading,
    report: (range, message, severity) => {
      if (severity !== 'warning') readable = false;
      reading.report(range, message, severity);
    },
  };
  for (const block of blocks) blockReaders[block.language]?.(parts, block, text, noting);
  // What seems to be missing may stand in a block that could not be read.
  if (readable) {
    for (const problem of problemsOf(parts)) reading.report(heading.range, problem);
    for (const warning of warningsOf(parts)) reading.report(heading.range, warning, 'warning');
  }
  const { id, ...rest } = parts;
  const markdown = textWithout(text, section.range, blocks);
  return { id: id ?? idFrom(heading.text), title: heading.text, markdown, ...rest };
}

/** What keeps a step from being played. */
function* problemsOf({ kind, choices, question, observe, checks, misconceptions }: StepParts): Generator<string> {
  if ((kind === 'predict') !== choices.length > 0) yield 'A predict step has choices, and no other step has.';
  else if (kind === 'predict' && !choices.some(({ right }) => right)) yield 'One of the choices should be right.';
  if (kind !== 'predict' && observe) yield 'Only a predict step has an observe block.';
  if (kind === 'predict' && checks.length > 0 && !observe) yield 'A predict step with checks needs an observe block.';
  const asks = checks.some(({ expectation }) => expectation.operator === 'answered');
  if (kind === 'explore' && question === undefined) yield 'An explore step has a question in its step block.';
  if (kind !== 'explore' && question !== undefined) yield 'Only an explore step has a question.';
  if (kind === 'explore' && !asks) yield 'An explore step needs a check with answered: true.';
  if (kind !== 'explore' && asks) yield 'Only an explore step has an answer: answered does not fit here.';
  if ((kind === 'do' || kind === 'fix') && checks.length === 0) yield `A ${kind} step needs a check.`;
  if (misconceptions.length > 0 && checks.length === 0) yield 'A step with misconceptions needs a check.';
}

/** What learners will miss. */
function* warningsOf({ checks, hints, solution, misconceptions }: StepParts): Generator<string> {
  if (checks.length > 0 && hints.length === 0) yield 'This step has no hint for those who are stuck.';
  if (checks.length > 0 && !solution) yield 'This step has no solution, so nothing can be shown or proven.';
  if (misconceptions.some(({ example }) => !example)) {
    yield 'A misconception of this step has no example, so nothing proves that it is recognised.';
  }
}

function readChoice(value: YamlValue): Choice | undefined {
  const fields = value.fields();
  const text = fields?.require('text')?.text();
  const right = fields?.get('right');
  const isRight = right ? right.flag() : false;
  const reply = fields?.require('reply')?.text()?.trim();
  fields?.end();
  return text === undefined || isRight === undefined || reply === undefined
    ? undefined
    : { text, right: isRight, reply };
}

/** A hint may begin with the conditions under which it is offered, up to a line `---`. */
function readHint({ body }: FencedBlock, text: string, reading: LabReading): Hint {
  const line = /^---[ \t]*\r?$/m.exec(text.slice(body.start, body.end));
  if (!line) return { text: textWithout(text, body, []), when: [] };
  const head = { start: body.start, end: body.start + line.index };
  const fields = readYaml(text, head, reading)?.fields();
  const whenValue = fields?.require('when');
  const when = whenValue ? readConditions(whenValue) : [];
  fields?.end();
  return { text: textWithout(text, { start: head.end + line[0].length, end: body.end }, []), when };
}

function idFrom(title: string): string {
  const words = title.toLowerCase().match(/[\p{Letter}\p{Number}]+/gu) ?? [];
  return words.join('-') || 'step';
}
