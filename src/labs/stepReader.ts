import { readChecks, readMisconception } from './checkReader.ts';
import type { Check, Choice, Misconception, Solution, Step, StepKind } from './lab.ts';
import { type FencedBlock, type MarkdownSection, textWithout } from './markdownBlocks.ts';
import { isInsideFolder } from './relativePath.ts';
import { type Report, readYaml, type YamlValue } from './yamlFields.ts';

const kinds: readonly StepKind[] = ['do', 'predict', 'fix', 'explore'];

/** What the blocks of a step say, while it is read. */
interface StepParts {
  id?: string;
  kind: StepKind;
  choices: Choice[];
  checks: Check[];
  misconceptions: Misconception[];
  hints: string[];
  solution?: Solution;
  explain?: string;
}

/** Reads one kind of block into the step; a new kind of block is one entry. */
type BlockReader = (parts: StepParts, block: FencedBlock, text: string, report: Report) => void;

const blockReaders: Readonly<Record<string, BlockReader>> = {
  step: (parts, block, text, report) => {
    const fields = readYaml(text, block.body, report)?.fields();
    if (!fields) return;
    const kindValue = fields.get('kind');
    const kindText = kindValue?.text();
    const kind = kinds.find((candidate) => candidate === kindText);
    if (kind) parts.kind = kind;
    else if (kindText !== undefined) kindValue?.problem(`This should be one of: ${kinds.join(', ')}.`);
    const id = fields.get('id')?.text();
    if (id !== undefined) parts.id = id;
    parts.choices.push(...(fields.get('choices')?.list() ?? []).flatMap((item) => readChoice(item) ?? []));
    fields.end();
    if ((parts.kind === 'predict') !== parts.choices.length > 0) {
      report(block.range, 'A predict step has choices, and no other step has.');
    } else if (parts.kind === 'predict' && !parts.choices.some(({ right }) => right)) {
      report(block.range, 'One of the choices should be right.');
    }
  },
  check: (parts, block, text, report) => {
    const value = readYaml(text, block.body, report);
    if (value) parts.checks.push(...readChecks(value));
  },
  misconception: (parts, block, text, report) => {
    const value = readYaml(text, block.body, report);
    const misconception = value && readMisconception(value);
    if (misconception) parts.misconceptions.push(misconception);
  },
  hint: (parts, block, text, report) => {
    const hint = bodyOf(text, block);
    if (hint === '') report(block.range, 'This hint is empty.');
    else parts.hints.push(hint);
  },
  solution: (parts, block, text, report) => {
    const value = readYaml(text, block.body, report);
    if (parts.solution) report(block.range, 'A step has one solution.');
    const solution = value && readSolution(value);
    if (solution) parts.solution = solution;
  },
  explain: (parts, block, text, report) => {
    if (parts.explain !== undefined) report(block.range, 'A step has one explanation.');
    parts.explain = bodyOf(text, block);
  },
};

/** Whether a fenced block is one of ours and no part of the page's text. */
export function isStepBlock(block: FencedBlock): boolean {
  return Object.hasOwn(blockReaders, block.language);
}

/** Reads what stands under a `##` heading. */
export function readStep(text: string, section: MarkdownSection, report: Report): Step | undefined {
  const { heading } = section;
  if (!heading) return undefined;
  if (heading.text === '') report(heading.range, 'A step needs a title.');
  const parts: StepParts = { kind: 'do', choices: [], checks: [], misconceptions: [], hints: [] };
  const blocks = section.blocks.filter(isStepBlock);
  for (const block of blocks) blockReaders[block.language]?.(parts, block, text, report);
  if (parts.misconceptions.length > 0 && parts.checks.length === 0) {
    report(heading.range, 'A step with misconceptions needs a check.');
  }
  const { id, ...rest } = parts;
  const markdown = textWithout(text, section.range, blocks);
  return { id: id ?? idFrom(heading.text), title: heading.text, markdown, ...rest };
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

function readSolution(value: YamlValue): Solution | undefined {
  const fields = value.fields();
  if (!fields) return undefined;
  const files = (fields.get('files')?.fields()?.entries() ?? []).flatMap(([path, from]) => {
    const source = from.text();
    if (source === undefined) return [];
    if (!isInsideFolder(path) || !isInsideFolder(source)) from.problem('Both should be paths in the lab’s folder.');
    return [{ path, from: source }];
  });
  const commands = (fields.get('commands')?.list() ?? []).flatMap((item) => readCommand(item) ?? []);
  fields.end();
  return { files, commands };
}

/** Reads one line of kubectl. */
export function readCommand(value: YamlValue): string | undefined {
  const command = value.text();
  if (command !== undefined && !/^kubectl\s[^\n]+$/.test(command)) {
    value.problem('This should be one line that begins with kubectl.');
  }
  return command;
}

function bodyOf(text: string, block: FencedBlock): string {
  return textWithout(text, block.body, []);
}

function idFrom(title: string): string {
  const words = title.toLowerCase().match(/[\p{Letter}\p{Number}]+/gu) ?? [];
  return words.join('-') || 'step';
}
