import type { Lab, LabLevel, Step } from './lab.ts';
import {
  type FencedBlock,
  type MarkdownSection,
  splitMarkdown,
  type TextRange,
  textWithout,
} from './markdownBlocks.ts';
import { isInsideFolder } from './relativePath.ts';
import { isStepBlock, readCommand, readStep } from './stepReader.ts';
import { type Report, readYaml, type YamlFields } from './yamlFields.ts';

/** Something that is wrong in a lab file; `start` and `end` are offsets into its text (UTF-16). */
interface LabProblem {
  readonly range: TextRange;
  readonly message: string;
}

/** What a lab file says. `lab` is there when it has no problems. */
export interface LabFile {
  readonly lab?: Lab;
  readonly problems: readonly LabProblem[];
}

const sizeLimit = 500_000;
const problemLimit = 100;
const levels: readonly LabLevel[] = ['beginner', 'intermediate', 'advanced'];

/**
 * Reads a `lab.md`. `path` has forward slashes and ends in `<track>/<lab>/lab.md`, which makes the lab's id.
 * Never throws.
 */
export function parseLab(text: string, path: string): LabFile {
  const problems: LabProblem[] = [];
  const report: Report = (range, message) => {
    if (problems.length < problemLimit) problems.push({ range, message });
  };
  if (text.length > sizeLimit) {
    return { problems: [{ range: { start: 0, end: 0 }, message: 'This file is too long for a lab.' }] };
  }
  const [folder = '', track = ''] = path.split('/').reverse().slice(1);
  const { frontMatter, sections } = splitMarkdown(text);
  const [introduction, ...rest] = sections;
  const head = frontMatter && readYaml(text, frontMatter, report)?.fields();
  if (!frontMatter)
    report({ start: 0, end: Math.min(3, text.length) }, 'A lab begins with front matter between --- lines.');
  const facts = head && readFrontMatter(head);
  for (const block of introduction?.blocks ?? []) {
    if (isStepBlock(block))
      report(block.range, `A ${block.language} block belongs to a step: put it under a ## heading.`);
  }
  const steps = rest.flatMap((section) => readStep(text, section, report) ?? []);
  if (rest.length === 0) report({ start: text.length, end: text.length }, 'A lab has at least one step: a ## heading.');
  reportDoubles(rest, steps, report);
  reportOpenBlocks(sections, report);
  problems.sort((one, other) => one.range.start - other.range.start);
  if (!facts || problems.length > 0) return { problems };
  const lab: Lab = {
    id: `${track}/${folder}`,
    track,
    ...facts,
    introduction: introduction ? textWithout(text, introduction.range, []) : '',
    steps,
  };
  return { lab, problems };
}

type Facts = Omit<Lab, 'id' | 'track' | 'introduction' | 'steps'>;

function readFrontMatter(head: YamlFields): Facts | undefined {
  const title = head.require('title')?.text();
  const summary = head.require('summary')?.text()?.trim();
  const minutesValue = head.require('minutes');
  const minutes = minutesValue?.number();
  if (minutes !== undefined && !(minutes >= 1 && minutes <= 120)) minutesValue?.problem('This should be 1 to 120.');
  const levelValue = head.require('level');
  const levelText = levelValue?.text();
  const level = levels.find((candidate) => candidate === levelText);
  if (levelText !== undefined && !level) levelValue?.problem(`This should be one of: ${levels.join(', ')}.`);
  const after = head.texts('after');
  head.require('objectives');
  const objectives = head.texts('objectives');
  const files = (head.get('files')?.list() ?? []).flatMap((item) => {
    const file = item.text();
    if (file !== undefined && !isInsideFolder(file)) item.problem('This should be a path in the lab’s folder.');
    return file ?? [];
  });
  const cluster = head.get('cluster')?.fields();
  const nodesValue = cluster?.get('nodes');
  const nodes = nodesValue ? nodesValue.number() : 1;
  if (nodes !== undefined && !(Number.isInteger(nodes) && nodes >= 1 && nodes <= 5)) {
    nodesValue?.problem('This should be 1 to 5.');
  }
  cluster?.end();
  const cleanup = (head.get('cleanup')?.list() ?? []).flatMap((item) => readCommand(item) ?? []);
  head.end();
  if (title === undefined || summary === undefined || minutes === undefined || !level || nodes === undefined) {
    return undefined;
  }
  return { title, summary, minutes, level, after, objectives, files, cluster: { nodes }, cleanup };
}

function reportDoubles(sections: readonly MarkdownSection[], steps: readonly Step[], report: Report): void {
  if (sections.length !== steps.length) return;
  steps.forEach((step, index) => {
    const range = sections[index]?.heading?.range;
    if (range && steps.findIndex(({ id }) => id === step.id) !== index) {
      report(range, `Another step has the id "${step.id}" too: give one an id in a step block.`);
    }
  });
}

function reportOpenBlocks(sections: readonly MarkdownSection[], report: Report): void {
  const open = (block: FencedBlock): boolean => !block.closed;
  for (const { range } of sections.flatMap(({ blocks }) => blocks.filter(open))) {
    report(range, 'This block is never closed: it needs a line of its fence.');
  }
}
