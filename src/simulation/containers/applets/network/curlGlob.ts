/** What is wrong with a pattern of URLs: the words, and the column, from 1. */
export interface GlobProblem {
  readonly text: string;
  readonly column: number;
}

/** A part of a pattern: one text, or each of several in turn. */
type Part = string | (() => Iterable<string>);

/** What stands between brackets or braces, and where it ends. */
type Series = { readonly texts: () => Iterable<string>; readonly end: number } | GlobProblem;

/** Curl's GLOB_PATTERN_NUM, counting the texts between. */
const maxParts = 100;

/**
 * The URLs that curl makes of one: `{a,b}` stands for each of the texts, `[1-60]`, `[001-100:10]` and `[a-f]` for each of a
 * series; the last changes first (https://curl.se/docs/manpage.html, "URL"). They are made one by one: a series may be long.
 */
export function globbed(url: string): Iterable<string> | GlobProblem {
  const parts: Part[] = [];
  let literal = '';
  for (let at = 0; at < url.length; ) {
    const rest = url.slice(at);
    // An address of IPv6 is no series, nor are empty brackets.
    const [taken = ''] = /^\\[{}[\]]|^\[[0-9a-f]*:[0-9a-f:.]*(?:%[^\]]*)?\]|^\[\]|^[^{}[\]\\]+|^\\/i.exec(rest) ?? [];
    if (taken !== '') {
      literal += /^\\[{}[\]]/.test(taken) ? taken.slice(1) : taken;
      at += taken.length;
      continue;
    }
    if (/^[}\]]/.test(rest)) return { text: 'unmatched close brace/bracket', column: at + 1 };
    const series = rest.startsWith('{') ? listAt(url, at) : rangeAt(url, at);
    if ('text' in series) return series;
    if (literal !== '') parts.push(literal);
    parts.push(series.texts);
    if (parts.length >= maxParts) return { text: 'too many globs', column: at + 1 };
    literal = '';
    at = series.end;
  }
  return combined([...parts, literal], '');
}

function listAt(url: string, start: number): Series {
  const texts: string[] = [];
  let text = '';
  for (let at = start + 1; at < url.length; at++) {
    const character = url[at] as string;
    if (character === '}') {
      if (at === start + 1) return { text: 'empty string within braces', column: at + 1 };
      const all = [...texts, text];
      return { texts: () => all, end: at + 1 };
    }
    if (character === '{' || character === '[') return { text: 'nested brace', column: at + 1 };
    if (character === ']') return { text: 'unexpected close bracket', column: at + 1 };
    if (character === ',') {
      texts.push(text);
      text = '';
    } else if (character === '\\' && /[{}[\],]/.test(url[at + 1] ?? '')) text += url[++at];
    else text += character;
  }
  return { text: 'unmatched brace', column: start + 1 };
}

function rangeAt(url: string, start: number): Series {
  const inner = url.slice(start + 1);
  const whole = /^(?:([a-z])-([a-z])|(\d{1,15})-(\d{1,15}))(?::(\d{1,9}))?\]/i.exec(inner);
  if (!whole) {
    if (!/^[a-z0-9]/i.test(inner)) return { text: 'bad range specification', column: start + 2 };
    // How far curl has come in a series of numbers.
    const [read = ''] = /^\d+-(?:\d+:)?/.exec(inner) ?? [];
    return { text: 'bad range', column: start + 2 + read.length };
  }
  const [text, firstLetter, lastLetter, first = '', last, given = '1'] = whole;
  const end = start + 1 + text.length;
  const from = firstLetter === undefined ? Number(first) : firstLetter.charCodeAt(0);
  const to = lastLetter === undefined ? Number(last) : lastLetter.charCodeAt(0);
  const step = Number(given);
  const mixesCases = firstLetter !== undefined && /[a-z]/.test(firstLetter) !== /[a-z]/.test(lastLetter ?? '');
  const isOne = from === to && step === 1;
  if (mixesCases || step === 0 || !(isOne || step <= to - from)) return { text: 'bad range', column: end + 1 };
  // Zeros in front keep the width.
  const width = first.startsWith('0') ? first.length : 0;
  const write = (value: number) =>
    firstLetter === undefined ? String(value).padStart(width, '0') : String.fromCharCode(value);
  return {
    end,
    *texts() {
      for (let value = from; value <= to; value += step) yield write(value);
    },
  };
}

function* combined([part, ...rest]: readonly Part[], before: string): Iterable<string> {
  if (part === undefined) yield before;
  else if (typeof part === 'string') yield* combined(rest, before + part);
  else for (const text of part()) yield* combined(rest, before + text);
}
