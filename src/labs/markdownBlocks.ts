/** A piece of a text by its offsets (UTF-16). */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A fenced block: its info word, and where its body stands. */
export interface FencedBlock {
  /** The first word behind the opening fence; empty without one. */
  readonly language: string;
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
  const lines = linesOf(text);
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
    const fence = /^(`{3,}|~{3,})[ \t]*([^\s`]*)/.exec(lineText(line));
    const title = /^##[ \t]+(.*?)[ \t]*#*$/.exec(lineText(line));
    if (fence?.[1]) {
      const closing = new RegExp(`^${fence[1][0]}{${fence[1].length},}\\s*$`);
      const close = lines.findIndex((candidate, at) => at > index && closing.test(lineText(candidate)));
      const last = lines[close];
      blocks.push({
        language: fence[2] ?? '',
        range: { start: line.start, end: last ? last.end : text.length },
        body: { start: line.next, end: last ? last.start : text.length },
        closed: last !== undefined,
      });
      index = last ? close + 1 : lines.length;
      continue;
    }
    if (title) {
      closeSection(line.start);
      heading = { text: title[1] ?? '', range: { start: line.start, end: line.end } };
      start = line.next;
      blocks = [];
    }
    index += 1;
  }
  closeSection(text.length);
  return { ...(frontMatter && { frontMatter }), sections };
}

/** The text of a range without some blocks in it, trimmed. */
export function textWithout(text: string, range: TextRange, blocks: readonly FencedBlock[]): string {
  let result = '';
  let at = range.start;
  for (const block of blocks) {
    result += text.slice(at, block.range.start);
    at = block.range.end;
  }
  result += text.slice(at, range.end);
  return result
    .replaceAll('\r\n', '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  while (start < text.length) {
    const feed = text.indexOf('\n', start);
    const next = feed === -1 ? text.length : feed + 1;
    let end = feed === -1 ? text.length : feed;
    if (end > start && text[end - 1] === '\r') end -= 1;
    lines.push({ start, end, next });
    start = next;
  }
  return lines;
}
