/** What a Go template consists of (`text/template`). */
export type TemplateNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly pipeline: Pipeline }
  | {
      readonly kind: 'if' | 'with' | 'range';
      readonly pipeline: Pipeline;
      readonly body: Nodes;
      readonly orElse: Nodes;
    };

type Nodes = readonly TemplateNode[];

/** Commands whose results flow from one to the next; the result may be kept in variables. */
export interface Pipeline {
  readonly variables: readonly string[];
  /** Whether the variable is there already (`=`), or new (`:=`). */
  readonly assigns: 'old' | 'new';
  readonly commands: readonly (readonly Argument[])[];
}

/** A word of a command: a field chain starts at the dot, at a variable or at the result of a pipeline. */
export type Argument =
  | { readonly kind: 'literal'; readonly value: unknown }
  | { readonly kind: 'function'; readonly name: string }
  | {
      readonly kind: 'chain';
      readonly start: 'dot' | { variable: string } | { pipeline: Pipeline };
      readonly fields: readonly string[];
    };

/** A template that cannot be read; the message is Go's, as far as it goes. */
export class TemplateProblem extends Error {}

/** Reads a template. */
export function parseGoTemplate(text: string): Nodes {
  const pieces = splitActions(text);
  const reader = { pieces, next: 0 };
  const { nodes, stop } = readNodes(reader, []);
  if (stop !== undefined) throw new TemplateProblem(`unexpected {{${stop}}}`);
  return nodes;
}

interface Piece {
  readonly action: boolean;
  readonly text: string;
}

function splitActions(text: string): Piece[] {
  const pieces: Piece[] = [];
  let trimNext = false;
  let rest = text;
  while (rest !== '') {
    const start = rest.indexOf('{{');
    let before = start < 0 ? rest : rest.slice(0, start);
    if (trimNext) before = before.trimStart();
    if (start < 0) {
      pieces.push({ action: false, text: before });
      break;
    }
    const match = /^\{\{(- )?((?:"(?:[^"\\]|\\.)*"|`[^`]*`|'(?:[^'\\]|\\.)*'|[^"`'])*?)( -)?\}\}/.exec(
      rest.slice(start),
    );
    if (!match) throw new TemplateProblem('unclosed action');
    if (match[1]) before = before.trimEnd();
    if (before !== '') pieces.push({ action: false, text: before });
    const inner = (match[2] ?? '').trim();
    if (!/^\/\*[\s\S]*\*\/$/.test(inner)) pieces.push({ action: true, text: inner });
    trimNext = match[3] !== undefined;
    rest = rest.slice(start + match[0].length);
  }
  return pieces;
}

function readNodes(reader: { pieces: readonly Piece[]; next: number }, stops: readonly string[]) {
  const nodes: TemplateNode[] = [];
  while (reader.next < reader.pieces.length) {
    const piece = reader.pieces[reader.next] as Piece;
    reader.next += 1;
    if (!piece.action) {
      nodes.push({ kind: 'text', text: piece.text });
      continue;
    }
    const word = /^[a-z]+/.exec(piece.text)?.[0] ?? '';
    if (word === 'end' || word === 'else') {
      if (!stops.includes(word)) throw new TemplateProblem(`unexpected {{${word}}}`);
      return { nodes, stop: piece.text };
    }
    if (word === 'if' || word === 'with' || word === 'range')
      nodes.push(readBlock(reader, word, piece.text.slice(word.length)));
    else nodes.push({ kind: 'value', pipeline: parsePipeline(piece.text) });
  }
  if (stops.length > 0) throw new TemplateProblem('unexpected EOF');
  return { nodes, stop: undefined };
}

function readBlock(
  reader: { pieces: readonly Piece[]; next: number },
  kind: 'if' | 'with' | 'range',
  condition: string,
): TemplateNode {
  const pipeline = parsePipeline(condition);
  const { nodes: body, stop } = readNodes(reader, ['end', 'else']);
  const chained = /^else\s+(if|with)\b([\s\S]*)$/.exec(stop ?? '');
  if (chained) {
    const inner = readBlock(reader, chained[1] as 'if' | 'with', chained[2] ?? '');
    return { kind, pipeline, body, orElse: [inner] };
  }
  const orElse = stop === 'else' ? readNodes(reader, ['end']).nodes : [];
  return { kind, pipeline, body, orElse };
}

const wordPattern =
  /^(?:"(?:[^"\\]|\\.)*"|`[^`]*`|'(?:[^'\\]|\\.)*'|:=|[=|(),]|-?\d+(?:\.\d+)?|\$?(?:\.?[\p{L}_][\p{L}\p{N}_]*)+|\$(?:\.[\p{L}_][\p{L}\p{N}_]*)*|(?:\.[\p{L}_][\p{L}\p{N}_]*)+|\.)/u;

function parsePipeline(text: string): Pipeline {
  const words: string[] = [];
  for (let rest = text.trim(); rest !== ''; rest = rest.trimStart()) {
    const word = wordPattern.exec(rest)?.[0];
    if (word === undefined) throw new TemplateProblem(`unexpected ${JSON.stringify(rest.charAt(0))} in operand`);
    const glued = words.at(-1) === ')' && word.startsWith('.') && text.trim() !== rest ? `\0${word}` : word;
    words.push(glued);
    rest = rest.slice(word.length);
  }
  const state = { words, next: 0 };
  const pipeline = readPipeline(state);
  if (state.next < words.length)
    throw new TemplateProblem(`unexpected ${JSON.stringify(words[state.next])} in command`);
  return pipeline;
}

function readPipeline(state: { words: readonly string[]; next: number }): Pipeline {
  const variables: string[] = [];
  const declared = state.words.slice(state.next).findIndex((word) => word === ':=' || word === '=');
  let assigns: Pipeline['assigns'] = 'new';
  if (declared >= 0) {
    for (const word of state.words.slice(state.next, state.next + declared))
      if (word.startsWith('$')) variables.push(word);
    assigns = state.words[state.next + declared] === '=' ? 'old' : 'new';
    state.next += declared + 1;
  }
  const commands: Argument[][] = [[]];
  while (state.next < state.words.length) {
    const word = state.words[state.next] as string;
    if (word === ')') break;
    state.next += 1;
    if (word === '|') commands.push([]);
    else (commands.at(-1) as Argument[]).push(readArgument(word, state));
  }
  if (commands.some((command) => command.length === 0)) throw new TemplateProblem('missing value for command');
  return { variables, assigns, commands };
}

function readArgument(word: string, state: { words: readonly string[]; next: number }): Argument {
  if (word === '(') {
    const pipeline = readPipeline(state);
    if (state.words[state.next] !== ')') throw new TemplateProblem('unclosed left paren');
    state.next += 1;
    const after = state.words[state.next];
    if (!after?.startsWith('\0')) return { kind: 'chain', start: { pipeline }, fields: [] };
    state.next += 1;
    return { kind: 'chain', start: { pipeline }, fields: after.slice(2).split('.') };
  }
  if (/^["'`]/.test(word)) return { kind: 'literal', value: textOf(word) };
  if (/^-?\d/.test(word)) return { kind: 'literal', value: Number(word) };
  if (word === 'true' || word === 'false') return { kind: 'literal', value: word === 'true' };
  if (word === 'nil') return { kind: 'literal', value: null };
  if (word === '.') return { kind: 'chain', start: 'dot', fields: [] };
  if (word.startsWith('.')) return { kind: 'chain', start: 'dot', fields: word.slice(1).split('.') };
  if (word.startsWith('$')) {
    const [variable = '$', ...fields] = word.split('.');
    return { kind: 'chain', start: { variable }, fields };
  }
  return { kind: 'function', name: word };
}

function textOf(word: string): string {
  const inner = word.slice(1, -1);
  if (word.startsWith('`')) return inner;
  const letters: Record<string, string> = { n: '\n', t: '\t', r: '\r' };
  return inner.replace(/\\(.)/g, (_all, letter: string) => letters[letter] ?? letter);
}
