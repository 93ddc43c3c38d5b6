import { type RegularExpression, regularExpression } from '../../applets/regularExpression.ts';
import { WorkLimit } from '../../exhaustion.ts';

/** A series: its name and its labels. */
export interface NamedSeries {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
}

/** Whether a series is meant. */
export type SeriesTest = (series: NamedSeries) => boolean;

const maxPatternLength = 500;

/**
 * Reads a selector of series (https://prometheus.io/docs/prometheus/latest/querying/basics/#time-series-selectors):
 * `http_requests_total{namespace!="",pod=~"web-.*"}`; what is wrong with it where it is none.
 */
export function readSeriesQuery(text: string): SeriesTest | { readonly problem: string } {
  const [all, name = '', , inside = ''] = /^\s*([a-zA-Z_:][a-zA-Z0-9_:]*)?\s*(\{(.*)\})?\s*$/s.exec(text) ?? [];
  if (all === undefined || all.trim() === '') return { problem: `invalid series query ${JSON.stringify(text)}` };
  const tests: SeriesTest[] = name === '' ? [] : [(series) => series.name === name];
  let rest = inside.trim();
  while (rest !== '') {
    const [matcher, label = '', operator = '', value = ''] =
      /^([a-zA-Z_][a-zA-Z0-9_]*)\s*(=~|!~|!=|=)\s*"((?:[^"\\]|\\.)*)"\s*,?\s*/.exec(rest) ?? [];
    if (matcher === undefined) return { problem: `invalid series query ${JSON.stringify(text)}` };
    const test = labelTest(operator, value.replace(/\\(.)/g, '$1'));
    if (typeof test !== 'function') return test;
    tests.push((series) => test(label === '__name__' ? series.name : (series.labels.get(label) ?? '')));
    rest = rest.slice(matcher.length);
  }
  return (series) => tests.every((test) => test(series));
}

function labelTest(operator: string, value: string): ((text: string) => boolean) | { readonly problem: string } {
  if (operator === '=') return (text) => text === value;
  if (operator === '!=') return (text) => text !== value;
  const pattern = readPattern(`^(${value})$`);
  if ('problem' in pattern) return pattern;
  return operator === '=~' ? (text) => isMatch(pattern, text) : (text) => !isMatch(pattern, text);
}

/** A regular expression of a configuration: that of POSIX, which is what such configurations use of Go's. */
export function readPattern(text: string): RegularExpression | { readonly problem: string } {
  const read = text.length > maxPatternLength ? undefined : regularExpression(text.replaceAll('(?:', '('), 'extended');
  if (read && 'find' in read) return read;
  return { problem: `error parsing regexp: ${JSON.stringify(text)}` };
}

/** Whether the expression is found in the text. */
export function isMatch(pattern: RegularExpression, text: string): boolean {
  return pattern.find(text, 0, new WorkLimit()) !== undefined;
}
