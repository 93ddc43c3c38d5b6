import { type FencedBlock, fencedBlocks, type MarkdownSection, type TextRange } from './markdownBlocks.ts';

/** The fences whose lines are commands. */
const commandLanguages = new Set(['sh', 'bash', 'shell', 'console']);
/** Blocks that hold Markdown of their own. */
const proseBlocks = new Set(['hint', 'explain', 'observe']);

/** A command that a page offers to run. */
export interface PageCommand {
  readonly command: string;
  readonly range: TextRange;
  /** The author says that it is meant to fail. */
  readonly outcome: 'works' | 'fails';
}

/** The lines of the command blocks of a section, also of those inside its hints and explanations. */
export function commandLines(text: string, section: Pick<MarkdownSection, 'blocks'>): PageCommand[] {
  const blocks = section.blocks.flatMap((block) =>
    proseBlocks.has(block.language) ? blocksInside(text, block) : [block],
  );
  return blocks.filter(({ language }) => commandLanguages.has(language)).flatMap((block) => linesOf(text, block));
}

/** The fenced blocks in a block that holds Markdown of its own; none in another. */
export function blocksInside(text: string, { language, body }: FencedBlock): FencedBlock[] {
  return proseBlocks.has(language) ? fencedBlocks(text, body) : [];
}

/** The commands in a Markdown text. */
export function commandsIn(markdown: string): PageCommand[] {
  return commandLines(markdown, { blocks: fencedBlocks(markdown, { start: 0, end: markdown.length }) });
}

/** The targets of the links in a section, outside of code. */
export function linksIn(text: string, section: MarkdownSection): { target: string; range: TextRange }[] {
  const code = section.blocks.filter(({ language }) => !proseBlocks.has(language));
  const links: { target: string; range: TextRange }[] = [];
  const part = text.slice(section.range.start, section.range.end);
  for (const match of part.matchAll(/\]\(([^)\s]{1,300})\)/g)) {
    const start = section.range.start + match.index + 2;
    if (code.some(({ range }) => start >= range.start && start < range.end)) continue;
    const target = match[1] ?? '';
    links.push({ target, range: { start, end: start + target.length } });
  }
  return links;
}

function linesOf(text: string, { body, remark }: FencedBlock): PageCommand[] {
  const lines: PageCommand[] = [];
  let start = body.start;
  for (const line of text.slice(body.start, body.end).split('\n')) {
    const command = line.replace(/^\$ /, '').trim();
    const range = { start, end: start + line.trimEnd().length };
    if (command !== '' && !command.startsWith('#')) {
      lines.push({ command, range, outcome: remark === 'fails' ? 'fails' : 'works' });
    }
    start += line.length + 1;
  }
  return lines;
}
