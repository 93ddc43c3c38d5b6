import type { Word, WordPart } from 'unbash';
import { Exhausted } from '../exhaustion.ts';

/** Words that one word may become. */
const maxWords = 10_000;

/** Bash' `{a,b}` and `{1..3}`: the words that one word stands for, before anything else in it is expanded. */
export function braceWords(word: Word): readonly Word[] {
  const { parts } = word;
  const at = parts?.findIndex(({ type }) => type === 'BraceExpansion') ?? -1;
  const brace = parts?.[at];
  if (!parts || !brace) return [word];
  const choices = choicesOf(brace.text);
  if (!choices) return [word];
  const words: Word[] = [];
  for (const choice of choices) {
    const literal: WordPart = { type: 'Literal', pos: word.pos, end: word.end, value: choice, text: choice };
    const changed = [...parts.slice(0, at), literal, ...parts.slice(at + 1)];
    words.push(...braceWords({ ...word, text: word.text, value: word.value, parts: changed }));
    if (words.length > maxWords) throw new Exhausted();
  }
  return words;
}

function choicesOf(text: string): string[] | undefined {
  const inner = text.slice(1, -1);
  const range = /^(-?\d{1,9}|[a-zA-Z])\.\.(-?\d{1,9}|[a-zA-Z])(?:\.\.(-?\d{1,9}))?$/.exec(inner);
  if (range) return sequence(range[1] as string, range[2] as string, Number(range[3] ?? 1));
  return /[{}$`"'\\]/.test(inner) ? undefined : inner.split(',');
}

function sequence(from: string, to: string, stride: number): string[] {
  const isNumber = /\d/.test(from) && /\d/.test(to);
  const numberFor = (text: string) => (isNumber ? Number(text) : text.charCodeAt(0));
  const [begin, end] = [numberFor(from), numberFor(to)];
  const step = (Math.abs(stride) || 1) * (begin <= end ? 1 : -1);
  if (Math.abs(end - begin) / Math.abs(step) > maxWords) throw new Exhausted();
  const width = isNumber && [from, to].some((text) => /^-?0\d/.test(text)) ? Math.max(from.length, to.length) : 0;
  const found: string[] = [];
  for (let value = begin; step > 0 ? value <= end : value >= end; value += step)
    found.push(isNumber ? String(value).padStart(width, '0') : String.fromCharCode(value));
  return found;
}
