import assert from 'node:assert/strict';
import { readRules } from '../../../src/simulation/containers/images/metricsAdapter/rules.ts';
import { readSeriesQuery } from '../../../src/simulation/containers/images/metricsAdapter/seriesQuery.ts';

function series(name: string, labels: Record<string, string> = {}) {
  return { name, labels: new Map(Object.entries({ namespace: 'default', pod: 'web', ...labels })) };
}

function accepts(query: string, name: string, labels: Record<string, string> = {}): boolean | string {
  const test = readSeriesQuery(query);
  return typeof test === 'function' ? test(series(name, labels)) : test.problem;
}

/** What becomes of a series by a configuration: the metric's name, and how its value is found. */
function made(name: string, text?: string, labels: Record<string, string> = {}) {
  const rules = readRules(text);
  if ('problem' in rules) return rules.problem;
  return rules.flatMap(({ metricOf, combine, rateWindowMs }) => {
    const metric = metricOf(series(name, labels));
    return metric === undefined
      ? []
      : [`${metric} = ${combine}${rateWindowMs === undefined ? '' : ` of ${rateWindowMs} ms`}`];
  });
}

const inBraces = (group: number) => `\${${group}}`;

const rule = (more: string, query = 'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)') =>
  `rules:\n- ${more.trim().replaceAll('\n', '\n  ')}\n  metricsQuery: '${query}'\n`;

describe('a selector of series', () => {
  for (const [query, name, labels, wanted] of [
    ['http_requests_total', 'http_requests_total', {}, true],
    ['http_requests_total', 'http_requests', {}, false],
    ['http_requests_total{}', 'http_requests_total', {}, true],
    ['{__name__=~"^http_.*"}', 'http_requests_total', {}, true],
    ['{__name__=~"http"}', 'http_requests_total', {}, false],
    ['{__name__=~"http.*|queue.*"}', 'queue_length', {}, true],
    ['{__name__!~"^container_.*",namespace!=""}', 'queue_length', {}, true],
    ['{__name__!~"^container_.*"}', 'container_memory', {}, false],
    ['q{queue="orders", pod=~"w.b"}', 'q', { queue: 'orders' }, true],
    ['q{queue!="orders"}', 'q', { queue: 'orders' }, false],
    ['q{missing=""}', 'q', {}, true],
    ['q{a=~"(?:x|y)+"}', 'q', { a: 'xyx' }, true],
    ['q{a="\\"b\\""}', 'q', { a: '"b"' }, true],
  ] as const)
    it(`${query} ${wanted ? 'takes' : 'does not take'} ${name}${JSON.stringify(labels)}`, () => {
      assert.equal(accepts(query, name, labels), wanted);
    });

  for (const query of ['', 'a b', 'q{a=b}', 'q{a="b"', 'sum(q)', 'q{a=~"("}'])
    it(`${JSON.stringify(query)} is none`, () => {
      assert.match(String(accepts(query, 'q')), /^(invalid series query|error parsing regexp)/);
    });

  it('does not take long over a pattern that is meant to', () => {
    const start = performance.now();
    accepts(`{__name__=~"${'(a*)*'.repeat(20)}b"}`, 'a'.repeat(60));
    assert.ok(performance.now() - start < 2_000);
  });
});

describe('the rules of an adapter', () => {
  it('make rates of counters and take all else as it is, where nothing is written', () => {
    assert.deepEqual(made('http_requests_total'), ['http_requests = sum of 300000 ms']);
    assert.deepEqual(made('process_cpu_seconds_total'), ['process_cpu = sum of 300000 ms']);
    assert.deepEqual(made('queue_length'), ['queue_length = sum']);
    assert.deepEqual(made('container_cpu_usage_seconds_total'), []);
  });

  it('name metrics by the parts of a pattern', () => {
    const text = rule(
      'seriesQuery: http_requests_total\nname: { matches: "^(.*)_total$", as: "$group_per_second" }'.replace(
        '$group',
        inBraces(1),
      ),
    );
    assert.deepEqual(made('http_requests_total', text), ['http_requests_per_second = sum']);
    const whole = rule('seriesQuery: queue_length\nname: { as: waiting }');
    assert.deepEqual(made('queue_length', whole), ['waiting = sum']);
    const parts = [2, 1, 0, 7].map(inBraces).join('-');
    const swapped = rule(`seriesQuery: a_b\nname: { matches: "^(.)_(.)$", as: "${parts}" }`);
    assert.deepEqual(made('a_b', swapped), ['b-a-a_b- = sum']);
    const mistaken = rule('seriesQuery: a_b\nname: { matches: "^(.)_(.)$", as: x$1_rate }');
    assert.deepEqual(made('a_b', mistaken), ['x = sum'], 'Go takes 1_rate for the name of a group');
  });

  it('leave out what their filters leave out', () => {
    const text = rule('seriesQuery: \'{namespace!=""}\'\nseriesFilters: [{ is: ^http_ }, { isNot: _total$ }]');
    assert.deepEqual(made('http_open', text), ['http_open = sum']);
    assert.deepEqual(made('http_requests_total', text), []);
    assert.deepEqual(made('queue', text), []);
  });

  for (const [query, wanted] of [
    ['avg(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)', 'q = avg'],
    ['max(rate(<<.Series>>{<<.LabelMatchers>>}[90s])) by (<<.GroupBy>>)', 'q = max of 90000 ms'],
    ['sum by (<<.GroupBy>>) (rate(<<.Series>>{<<.LabelMatchers>>}[2m]))', 'q = sum of 120000 ms'],
  ] as const)
    it(`reckon by ${query}`, () => {
      assert.deepEqual(made('q', rule('seriesQuery: q', query)), [wanted]);
    });

  it('say what they cannot keep', () => {
    const query = 'histogram_quantile(0.9, sum(rate(<<.Series>>[2m])) by (le))';
    assert.equal(
      made('q', rule('seriesQuery: q', query)),
      `the simulation cannot keep the query ${JSON.stringify(query)}`,
    );
    assert.match(String(made('q', 'rules: {')), /^yaml: /);
    assert.match(String(made('q', 'rules: 3')), /a list of rules is wanted/);
    assert.match(String(made('q', rule('seriesQuery: "q{"'))), /invalid series query/);
    assert.deepEqual(made('q', ''), []);
  });
});
