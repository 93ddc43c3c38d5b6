/** Plain text as Markdown that shows it unchanged: no markup, no HTML, no links. */
export function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()<>#+!|~&-]/g, (char) =>
    char === '<' ? '&lt;' : char === '&' ? '&amp;' : `\\${char}`,
  );
}

/** Letters of the user's text that a hover repeats. */
const maxCodeLength = 120;

/** Text of the user's file as inline code, whatever it holds. */
export function code(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  const short = line.length > maxCodeLength ? `${line.slice(0, maxCodeLength)}…` : line;
  const longest = Math.max(0, ...Array.from(short.matchAll(/`+/g), (run) => run[0].length));
  if (longest === 0 && short.trim() !== '') return `\`${short}\``;
  const fence = '`'.repeat(longest + 1);
  return `${fence} ${short} ${fence}`;
}

/** Kubernetes' own documentation as Markdown: its web addresses become links, all else stays text. */
export function documentation(text: string): string {
  return text
    .split(/(https:\/\/[\w./#?=%~:-]*[\w/])/)
    .map((part, index) => (index % 2 === 1 ? `<${part}>` : escaped(part)))
    .join('');
}

/** A link with a title of our own. */
export function link(title: string, address: string): string {
  return `[${escaped(title)}](${address})`;
}
