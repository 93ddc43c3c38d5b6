/** A piece of a text by its offsets (UTF-16). */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A fenced block: its info word, and where its body stands. */
export interface FencedBlock {
  /** The first word behind the opening fence; empty without one. */
  readonly language: string;
  /** The second word: `fails` in a block of commands that are meant to fail. */
  readonly remark: string;
  /** From the opening fence to the end of the closing one. */
  readonly range: TextRange;
  readonly body: TextRange;
  readonly closed: boolean;
}

/** What stands under one `##` heading, or before the first. */
export interface MarkdownSection {
  /** Missing before the first heading. */
  readonly heading?: { readonly text: string; readonly range: TextRange };
  readonly range: TextRange;
  readonly blocks: readonly FencedBlock[];
}

/** The parts of a Markdown text that a lab is made of. */
export interface MarkdownParts {
  /** The YAML between the first two `---` lines. */
  readonly frontMatter?: TextRange;
  /** The first has no heading. */
  readonly sections: readonly MarkdownSection[];
}

interface Line {
  readonly start: number;
  /** Without the line break. */
  readonly end: number;
  readonly next: number;
}

/** Splits a Markdown text at its `##` headings and finds the fenced blocks; the rest is left as it is. */
export function splitMarkdown(text: string): MarkdownParts {
  const whole = { start: 0, end: text.length };
  const lines = linesOf(text, whole);
  let index = 0;
  let frontMatter: TextRange | undefined;
  const lineText = (line: Line): string => text.slice(line.start, line.end);
  if (lines[0] && lineText(lines[0]).trimEnd() === '---') {
    const close = lines.findIndex((line, at) => at > 0 && lineText(line).trimEnd() === '---');
    const last = lines[close];
    if (last) {
      frontMatter = { start: lines[0].next, end: last.start };
      index = close + 1;
    }
  }

  const sections: MarkdownSection[] = [];
  let heading: MarkdownSection['heading'];
  let start = lines[index]?.start ?? text.length;
  let blocks: FencedBlock[] = [];
  const closeSection = (end: number): void => {
    sections.push({ ...(heading && { heading }), range: { start, end }, blocks });
  };
  while (index < lines.length) {
    const line = lines[index];
    if (!line) break;
    const fenced = blockAt(text, whole, lines, index);
    if (fenced) {
      blocks.push(fenced.block);
      index = fenced.next;
      continue;
    }
    const title = titleIn(lineText(line));
    if (title !== undefined) {
      closeSection(line.start);
      heading = { text: title, range: { start: line.start, end: line.end } };
      start = line.next;
      blocks = [];
    }
    index += 1;
  }
  closeSection(text.length);
  return { ...(frontMatter && { frontMatter }), sections };
}

/** The fenced blocks in a part of a text, which begins outside of any. */
export function fencedBlocks(text: string, range: TextRange): FencedBlock[] {
  const lines = linesOf(text, range);
  const blocks: FencedBlock[] = [];
  for (let index = 0; index < lines.length; ) {
    const fenced = blockAt(text, range, lines, index);
    if (fenced) blocks.push(fenced.block);
    index = fenced?.next ?? index + 1;
  }
  return blocks;
}

/** The title in a `##` line; hashes behind it close it, where a blank stands before them. */
function titleIn(line: string): string | undefined {
  if (!/^##[ \t]/.test(line)) return undefined;
  const title = line.slice(2).trim();
  let end = title.length;
  while (title[end - 1] === '#') end -= 1;
  return end === 0 || /[ \t]/.test(title.charAt(end - 1)) ? title.slice(0, end).trimEnd() : title;
}

/** The block that a line opens, and the number of the line behind it. */
function blockAt(
  text: string,
  range: TextRange,
  lines: readonly Line[],
  index: number,
): { block: FencedBlock; next: number } | undefined {
  const line = lines[index];
  const fence = line && /^(`{3,}|~{3,})[ \t]*([^\s`]*)[ \t]*([^\s`]*)/.exec(text.slice(line.start, line.end));
  if (!line || !fence?.[1]) return undefined;
  const closing = new RegExp(`^${fence[1][0]}{${fence[1].length},}\\s*$`);
  let close = index + 1;
  const closes = ({ start, end }: Line): boolean => closing.test(text.slice(start, end));
  while (close < lines.length && !closes(lines[close] as Line)) close += 1;
  const last = lines[close];
  const block: FencedBlock = {
    language: fence[2] ?? '',
    remark: fence[3] ?? '',
    range: { start: line.start, end: last ? last.end : range.end },
    body: { start: line.next, end: last ? last.start : range.end },
    closed: last !== undefined,
  };
  return { block, next: last ? close + 1 : lines.length };
}

/** The text of a range without some blocks in it, nor empty lines around it. */
export function textWithout(text: string, range: TextRange, blocks: readonly FencedBlock[]): string {
  let result = '';
  let at = range.start;
  for (const block of blocks) {
    result += text.slice(at, block.range.start);
    at = block.range.end;
  }
  result += text.slice(at, range.end);
  return (
    result
      .replaceAll('\r\n', '\n')
      .replace(/\n{3,}/g, '\n\n')
      // The first line may be indented: then it is code.
      .replace(/^(?:[ \t]*\n)+/, '')
      .trimEnd()
  );
}

function linesOf(text: string, range: TextRange): Line[] {
  const lines: Line[] = [];
  let { start } = range;
  while (start < range.end) {
    const feed = text.indexOf('\n', start);
    const isLast = feed === -1 || feed >= range.end;
    const next = isLast ? range.end : feed + 1;
    let end = isLast ? range.end : feed;
    if (end > start && text[end - 1] === '\r') end -= 1;
    lines.push({ start, end, next });
    start = next;
  }
  return lines;
}
