import { parse } from 'yaml';
import type { SeriesRule } from '../../clusterMetrics.ts';
import { WorkLimit } from '../../exhaustion.ts';
import { isMatch, readPattern, readSeriesQuery, type SeriesTest } from './seriesQuery.ts';

const maxBytes = 64 * 1024;
const maxRules = 100;
const maxNameLength = 200;

/** The rules of the adapter where no configuration is given: counters as what they grow by in a second, over five minutes. */
const defaultConfiguration = `
rules:
  - seriesQuery: '{namespace!="",__name__!~"^container_.*"}'
    seriesFilters: [{ isNot: .*_total$ }]
    metricsQuery: sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)
  - seriesQuery: '{namespace!="",__name__!~"^container_.*"}'
    seriesFilters: [{ isNot: .*_seconds_total }]
    name: { matches: ^(.*)_total$ }
    metricsQuery: sum(rate(<<.Series>>{<<.LabelMatchers>>}[5m])) by (<<.GroupBy>>)
  - seriesQuery: '{namespace!="",__name__!~"^container_.*"}'
    name: { matches: ^(.*)_seconds_total$ }
    metricsQuery: sum(rate(<<.Series>>{<<.LabelMatchers>>}[5m])) by (<<.GroupBy>>)
`;

/**
 * Reads the rules of prometheus-adapter (https://github.com/kubernetes-sigs/prometheus-adapter/blob/master/docs/config.md) as far as
 * they can be kept here: which series, which name, a sum, average, least or greatest value, of a rate or of the values themselves. What
 * is wrong otherwise.
 */
export function readRules(text: string = defaultConfiguration): readonly SeriesRule[] | { readonly problem: string } {
  if (text.length > maxBytes) return { problem: 'configuration is too long' };
  let root: unknown;
  try {
    root = parse(text, { maxAliasCount: 50, logLevel: 'error' });
  } catch (problem) {
    return { problem: `yaml: ${problem instanceof Error ? problem.message.split('\n')[0] : 'malformed'}` };
  }
  const written = at(root, 'rules') ?? [];
  if (!Array.isArray(written) || written.length > maxRules)
    return { problem: 'yaml: rules: a list of rules is wanted' };
  const rules: SeriesRule[] = [];
  for (const each of written) {
    const rule = readRule(each);
    if ('problem' in rule) return rule;
    rules.push(rule);
  }
  return rules;
}

function readRule(written: unknown): SeriesRule | { readonly problem: string } {
  const query = readSeriesQuery(textAt(written, 'seriesQuery'));
  if (typeof query !== 'function') return query;
  const filters = readFilters(at(written, 'seriesFilters') ?? []);
  if ('problem' in filters) return filters;
  const naming = readNaming(textAt(written, 'name', 'matches'), textAt(written, 'name', 'as'));
  if (typeof naming !== 'function') return naming;
  const value = readMetricsQuery(textAt(written, 'metricsQuery'));
  if ('problem' in value) return value;
  return {
    ...value,
    metricOf: (series) =>
      query(series) && filters.tests.every((test) => test(series)) ? naming(series.name) : undefined,
  };
}

function readFilters(written: unknown): { readonly tests: readonly SeriesTest[] } | { readonly problem: string } {
  const tests: SeriesTest[] = [];
  for (const filter of Array.isArray(written) ? written : []) {
    const [is, isNot] = [textAt(filter, 'is'), textAt(filter, 'isNot')];
    const pattern = readPattern(is === '' ? isNot : is);
    if ('problem' in pattern) return pattern;
    tests.push(({ name }) => isMatch(pattern, name) === (is !== ''));
  }
  return { tests };
}

/** The name in the API: `as` with the groups of `matches`; without it the only group, or the whole. */
function readNaming(
  matches: string,
  as: string,
): ((name: string) => string | undefined) | { readonly problem: string } {
  const pattern = readPattern(matches === '' ? '.*' : matches);
  if ('problem' in pattern) return pattern;
  return (name) => {
    const match = pattern.find(name, 0, new WorkLimit());
    if (!match) return undefined;
    const group = (index: number) => name.slice(match[index * 2] ?? 0, match[index * 2 + 1] ?? 0);
    const groups = match.length / 2 - 1;
    const template = as === '' ? (groups === 0 ? '$0' : '$1') : as;
    // As Go has it: `$1_rate` asks for a group called 1_rate, which there is not.
    const made = template.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced?: string, bare?: string) => {
      const index = Number(braced ?? bare);
      return Number.isInteger(index) && index <= groups ? group(index) : '';
    });
    return made === '' || made.length > maxNameLength ? undefined : made;
  };
}

const unitMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

/** `sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)`, or the same without a rate. */
function readMetricsQuery(text: string): Pick<SeriesRule, 'combine' | 'rateWindowMs'> | { readonly problem: string } {
  const plain = text.replace(/\s+/g, '');
  const [all, combine, inside = ''] =
    /^(sum|avg|max|min)\((.+)\)by\(<<\.GroupBy>>\)$/.exec(plain) ??
    /^(sum|avg|max|min)by\(<<\.GroupBy>>\)\((.+)\)$/.exec(plain)?.map((part) => part) ??
    [];
  const series = /^<<\.Series>>\{<<\.LabelMatchers>>\}$/;
  const [rate, number, unit] = /^rate\(<<\.Series>>\{<<\.LabelMatchers>>\}\[(\d{1,5})([smh])\]\)$/.exec(inside) ?? [];
  if (all === undefined || (rate === undefined && !series.test(inside))) {
    return { problem: `the simulation cannot keep the query ${JSON.stringify(text)}` };
  }
  const windowMs = Number(number) * (unitMs[unit ?? ''] ?? 0);
  return { combine: combine as SeriesRule['combine'], ...(rate !== undefined && { rateWindowMs: windowMs }) };
}

function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Record<string, unknown>)[key];
  }
  return here;
}

function textAt(value: unknown, ...path: readonly string[]): string {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : '';
}
