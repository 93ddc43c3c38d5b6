import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readExposition } from '../../../src/simulation/metrics/custom/expositionText.ts';

function read(page: string) {
  return readExposition(page)?.map(({ name, labels, value }) => [name, Object.fromEntries(labels), value]);
}

describe('a page of metrics', () => {
  it('is read as its format says', () => {
    const page = [
      '# HELP http_requests_total The total number of HTTP requests.',
      '# TYPE http_requests_total counter',
      'http_requests_total{method="post",code="200"} 1027 1395066363000',
      'http_requests_total{method="post",code="400",}    3',
      '',
      'msdos_file_access_time_seconds{path="C:\\\\DIR\\\\FILE.TXT",error="Cannot find file:\\n\\"FILE.TXT\\""} 1.458255915e9',
      'metric_without_timestamp_and_labels 12.47',
      'something_weird{problem="division by zero"} +Inf -3982045',
      'rpc_duration_seconds{quantile="0.5"} NaN',
      ' spaced { a = "1" , b = "2" } .5',
      'colon:name{} -1e-3',
    ].join('\n');
    assert.deepEqual(read(page), [
      ['http_requests_total', { method: 'post', code: '200' }, 1027],
      ['http_requests_total', { method: 'post', code: '400' }, 3],
      [
        'msdos_file_access_time_seconds',
        { path: 'C:\\DIR\\FILE.TXT', error: 'Cannot find file:\n"FILE.TXT"' },
        1458255915,
      ],
      ['metric_without_timestamp_and_labels', {}, 12.47],
      ['something_weird', { problem: 'division by zero' }, Number.POSITIVE_INFINITY],
      ['rpc_duration_seconds', { quantile: '0.5' }, Number.NaN],
      ['spaced', { a: '1', b: '2' }, 0.5],
      ['colon:name', {}, -0.001],
    ]);
  });

  for (const line of [
    '<html>',
    '{"queue_length": 3}',
    'queue_length',
    'queue_length three',
    'queue_length{queue=orders} 3',
    'queue_length{queue="orders" 3',
    'queue_length 3 now',
    'queue_length 3 1 2',
    '9lives 3',
  ])
    it(`is not read at all where a line is ${JSON.stringify(line)}`, () => {
      assert.equal(readExposition(`up 1\n${line}\n`), undefined);
    });

  it('may be as long as it likes, but not all of it is kept', () => {
    const lines = Array.from({ length: 5_000 }, (_, index) => `series_${index} ${index}`);
    assert.equal(readExposition(lines.join('\n'))?.length, 2_000);
  });

  it('says what was written, whatever the labels are', () => {
    const name = fc.stringMatching(/^[a-z_][a-z0-9_]{0,20}$/);
    const label = fc.tuple(fc.stringMatching(/^[a-z_][a-z0-9_]{0,10}$/), fc.string({ maxLength: 30 }));
    // Written as a text, a zero has no sign.
    const value = fc.double({ noDefaultInfinity: true }).map((number) => number + 0);
    fc.assert(
      fc.property(name, fc.array(label, { maxLength: 4 }), value, (series, pairs, number) => {
        const labels = new Map(pairs.map(([key, text]) => [key, text.replaceAll('\r', '')]));
        const written = [...labels].map(
          ([key, text]) => `${key}="${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`,
        );
        assert.deepEqual(read(`${series}{${written.join(',')}} ${number}\n`), [
          [series, Object.fromEntries(labels), number],
        ]);
      }),
    );
  });

  it('never takes the reader down', () => {
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (page) => void readExposition(page)));
  });
});
