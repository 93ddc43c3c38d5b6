import { problemOfCommand } from './commandReader.ts';
import { isFigure, meantFigure } from './figureReader.ts';
import { type LabFacts, readFrontMatter } from './frontMatter.ts';
import type { Lab, Step } from './lab.ts';
import type { LabProblem, LabReading, LabSurroundings } from './labReading.ts';
import { type MarkdownSection, splitMarkdown, textWithout } from './markdownBlocks.ts';
import { blocksInside, commandLines, linksIn } from './prose.ts';
import { isStepBlock, meantBlock, readStep } from './stepReader.ts';
import { readYaml } from './yamlFields.ts';

/** What a lab file says. `lab` is there when none of its problems is an error. */
export interface LabFile {
  readonly lab?: Lab;
  readonly problems: readonly LabProblem[];
}

const sizeLimit = 200_000;
/** Of errors, and of warnings. */
const problemLimit = 100;
const stepLimit = 50;

/**
 * Reads a `lab.md`. `path` has forward slashes and ends in `<track>/<lab>/lab.md`, which makes the lab's id and its
 * Namespace. Never throws.
 */
export function parseLab(text: string, path: string, surroundings: LabSurroundings = {}): LabFile {
  const problems: LabProblem[] = [];
  const report: LabReading['report'] = (range, message, severity = 'error') => {
    const alike = problems.filter((problem) => problem.severity === severity);
    if (alike.length < problemLimit) problems.push({ range, message, severity });
  };
  const reading: LabReading = { ...surroundings, report };
  if (text.length > sizeLimit) {
    report({ start: 0, end: 0 }, 'This file is too long for a lab.');
    return { problems };
  }
  const [folder = '', track = ''] = path.split('/').reverse().slice(1);
  const { frontMatter, sections } = splitMarkdown(text);
  const [introduction, ...rest] = sections;
  const head = frontMatter && readYaml(text, frontMatter, reading)?.fields();
  const top = { start: 0, end: Math.min(3, text.length) };
  if (!frontMatter) report(top, 'A lab begins with front matter between --- lines.');
  const facts = head && readFrontMatter(head);
  if (!/^[a-z\d]([-a-z\d]{0,61}[a-z\d])?$/.test(folder)) {
    report(top, `The folder "${folder}" names the lab's Namespace: small letters, digits and dashes.`);
  }
  for (const block of introduction?.blocks ?? []) {
    if (isStepBlock(block))
      report(block.range, `A ${block.language} block belongs to a step: put it under a ## heading.`);
  }
  const steps = rest.flatMap((section) => readStep(text, section, reading) ?? []);
  if (rest.length > stepLimit) report(rest[stepLimit]?.range ?? top, `A lab has at most ${stepLimit} steps.`);
  if (rest.length === 0) report({ start: text.length, end: text.length }, 'A lab has at least one step: a ## heading.');
  reportDoubles(rest, steps, reading);
  reportOpenBlocks(text, sections, reading);
  reportStrayBlocks(text, sections, reading);
  reportProse(text, sections, facts, reading);
  problems.sort((one, other) => one.range.start - other.range.start);
  if (!facts || problems.some(({ severity }) => severity === 'error')) return { problems };
  const lab: Lab = {
    id: `${track}/${folder}`,
    track,
    namespace: folder,
    ...facts,
    introduction: introduction ? textWithout(text, introduction.range, []) : '',
    steps,
  };
  return { lab, problems };
}

function reportDoubles(sections: readonly MarkdownSection[], steps: readonly Step[], { report }: LabReading): void {
  if (sections.length !== steps.length) return;
  const seen = new Set<string>();
  steps.forEach(({ id }, index) => {
    const range = sections[index]?.heading?.range;
    if (range && seen.has(id)) {
      report(range, `Another step has the id "${id}" too: give one an id in a step block.`);
    }
    seen.add(id);
  });
}

function reportOpenBlocks(text: string, sections: readonly MarkdownSection[], { report }: LabReading): void {
  const blocks = sections.flatMap((section) => section.blocks);
  for (const { range, closed } of [...blocks, ...blocks.flatMap((block) => blocksInside(text, block))]) {
    if (!closed) report(range, 'This block is never closed: it needs a line of its fence.');
  }
}

/** A block that is not read is shown to learners as it stands: a slip of the pen, and a figure where none can be. */
function reportStrayBlocks(text: string, sections: readonly MarkdownSection[], { report }: LabReading): void {
  for (const block of sections.flatMap(({ blocks }) => blocks)) {
    const meant = isStepBlock(block) ? undefined : meantBlock(block);
    if (meant !== undefined) report(block.range, `There is no block "${block.language}"; did you mean ${meant}?`);
    const inner = blocksInside(text, block);
    const holdsFigures = block.language === 'explain' || block.language === 'observe';
    for (const one of [block, ...(holdsFigures ? [] : inner)]) {
      if (isFigure(one)) report(one.range, `A ${one.language} stands in an explain or observe block.`);
    }
    for (const one of holdsFigures ? inner : []) {
      const figure = meantFigure(one);
      if (figure !== undefined) report(one.range, `There is no figure "${one.language}"; did you mean ${figure}?`);
    }
  }
}

/** Links lead to starter files or out into the web; commands are those of kubectl. */
function reportProse(
  text: string,
  sections: readonly MarkdownSection[],
  facts: LabFacts | undefined,
  { report }: LabReading,
): void {
  for (const section of sections) {
    for (const { target, range } of linksIn(text, section)) {
      if (/^https:\/\//.test(target) || !facts || facts.files.includes(target)) continue;
      report(range, `${target} is none of the lab's files: name it under files, or link to https.`);
    }
    for (const { command, range } of commandLines(text, section)) {
      const problem = problemOfCommand(command);
      if (problem !== undefined) report(range, problem);
    }
  }
}
