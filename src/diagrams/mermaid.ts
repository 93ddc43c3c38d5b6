/**
 * Writing mermaid text that stays text: every name comes from a manifest or a cluster and may hold anything. Ids in a
 * diagram are ours; names appear in quoted labels only, with all that mermaid, its Markdown or HTML could read escaped.
 */

/** Characters that no label shows: controls, and those that turn the direction of text or have no width. */
const invisible = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/g;

/** Left as they are; mermaid's own entities (`#35;`) stand for the rest of ASCII. */
const special = /[^A-Za-z0-9 ,./()=+\u00a0-\u{10ffff}-]/gu;

/** How many characters of a line a label shows. */
const lineLength = 90;

/** A text on one line, without characters that do not show. */
export function oneLine(text: string): string {
  return text.replace(invisible, ' ').trim();
}

/** A text cut to a number of characters, with an ellipsis where something was cut. */
export function clip(text: string, length: number): string {
  const characters = [...text.slice(0, length * 4)];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}

/** A quoted label of one or more lines. Empty lines are left out. */
export function label(...lines: readonly string[]): string {
  return `"${lines.map(shownLine).filter(Boolean).join('<br/>') || ' '}"`;
}

/** A quoted label whose first line is bold. */
export function titledLabel(title: string, ...lines: readonly string[]): string {
  return `"${[`<b>${shownLine(title) || ' '}</b>`, ...lines.map(shownLine).filter(Boolean)].join('<br/>')}"`;
}

function shownLine(line: string): string {
  return escapeLine(clip(oneLine(line), lineLength));
}

/** A lone surrogate is no character, and mermaid reads a leading `1.`, `-` or `+` as a list. */
function escapeLine(line: string): string {
  const whole = line.replace(/\p{Surrogate}/gu, '\ufffd');
  const escaped = whole.replace(special, (character) => `#${character.codePointAt(0)};`);
  return escaped.replace(/^(\d+)\./, '$1#46;').replace(/^[-+=]/, (character) => `#${character.codePointAt(0)};`);
}
