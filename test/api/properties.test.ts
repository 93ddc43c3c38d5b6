import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from 'yaml';
import { base64Problem, base64ToText, bytesToBase64, textToBytes } from '../../src/api/base64.ts';
import { decode } from '../../src/api/decode.ts';
import { formatLabelQuery, parseLabelSelector } from '../../src/api/labels.ts';
import type { Stored } from '../../src/api/objects.ts';
import { compareQuantities, formatQuantity, parseQuantity } from '../../src/api/quantity.ts';
import { reviewCreate, reviewUpdate } from '../../src/api/review.ts';
import { formatTime, parseTime } from '../../src/api/time.ts';
import { readCorpus } from '../oracle/oracleCases.ts';

const options = { fieldValidation: 'Strict' } as const;

function parsed(text: string): unknown {
  try {
    return parse(text, { version: '1.1', merge: true, uniqueKeys: false });
  } catch {
    return undefined;
  }
}

const pods = readCorpus('')
  .map(({ manifest }) => parsed(manifest) as { kind?: string } | undefined)
  .filter((value) => value?.kind === 'Pod');

/** Puts `item` somewhere into a copy of `value`, as the numbers choose. */
function mutated(value: unknown, choices: readonly number[], item: unknown): unknown {
  const [choice, ...rest] = choices;
  if (choice === undefined || typeof value !== 'object' || value === null) return item;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...value };
  const keys = Object.keys(copy);
  const key = keys[choice % (keys.length || 1)] ?? 'extra';
  const holder = copy as Record<string, unknown>;
  holder[key] = mutated(holder[key], rest, item);
  return copy;
}

describe('any input', () => {
  it('is decoded without a throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        decode(value, 'Pod');
        reviewCreate(value, options);
      }),
    );
  });

  it('is reviewed without a throw when a Pod is damaged anywhere', () => {
    const choices = fc.array(fc.nat(20), { maxLength: 8 });
    fc.assert(
      fc.property(fc.nat(), choices, fc.jsonValue({ maxDepth: 2 }), (n, path, item) => {
        const pod = pods[n % pods.length];
        const damaged = mutated(pod, path, item);
        const review = reviewCreate(damaged, options);
        const again = reviewCreate(damaged, options);
        assert.deepEqual(again, review);
        const old = reviewCreate(pod, options).object;
        if (old) reviewUpdate(damaged, old as Stored, options);
      }),
      { numRuns: 500 },
    );
  });

  it('has defaults that change nothing the second time', () => {
    for (const pod of pods) {
      const { object, refusal } = reviewCreate(pod, options);
      if (refusal) continue;
      assert.deepEqual(reviewCreate(object, options).object, object);
    }
  });
});

describe('round trips', () => {
  it('keep a quantity', () => {
    const suffix = fc.constantFrom('', 'n', 'u', 'm', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi', 'e3', 'e-2');
    const digits = fc.tuple(fc.nat(1e9), fc.option(fc.nat(999)), suffix);
    fc.assert(
      fc.property(digits, ([whole, fraction, unit]) => {
        const quantity = parseQuantity(`${whole}${fraction === null ? '' : `.${fraction}`}${unit}`);
        assert.ok(quantity);
        const again = parseQuantity(formatQuantity(quantity));
        assert.ok(again);
        assert.equal(compareQuantities(quantity, again), 0);
        assert.equal(formatQuantity(again), formatQuantity(quantity));
      }),
    );
  });

  it('keep a label selector', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/);
    const term = fc.oneof(
      name,
      name.map((key) => `!${key}`),
      fc.tuple(name, fc.constantFrom('=', '==', '!='), name).map((parts) => parts.join('')),
      fc
        .tuple(name, fc.constantFrom('in', 'notin'), fc.uniqueArray(name, { minLength: 1, maxLength: 3 }))
        .map(([key, operator, values]) => `${key} ${operator} (${values.join(',')})`),
      fc.tuple(name, fc.constantFrom('<', '>'), fc.nat(99)).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(fc.array(term, { maxLength: 4 }), (terms) => {
        const { query, problem } = parseLabelSelector(terms.join(','));
        assert.equal(problem, undefined);
        const text = formatLabelQuery(query);
        assert.equal(formatLabelQuery(parseLabelSelector(text).query), text);
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => void parseLabelSelector(text)));
  });

  it('keep a text in base64, and a moment', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const coded = bytesToBase64(textToBytes(text));
        assert.equal(coded, Buffer.from(text).toString('base64'));
        assert.equal(base64Problem(coded), undefined);
        assert.equal(base64ToText(coded), text);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e9 }), (seconds) => {
        assert.equal(parseTime(formatTime(seconds * 1000)), seconds * 1000);
      }),
    );
  });
});

describe('a review', () => {
  it('of a Pod is a matter of microseconds, warm', function () {
    this.retries(2);
    const pod = parse(`
apiVersion: v1
kind: Pod
metadata: { name: web, labels: { app: web } }
spec:
  volumes: [{ name: logs, emptyDir: {} }]
  initContainers:
    - { name: shipper, image: 'busybox:1.36', restartPolicy: Always, command: [sh, -c, tail], volumeMounts: [{ name: logs, mountPath: /logs, readOnly: true }] }
  containers:
    - { name: app, image: 'busybox:1.36', command: [sh, -c, date], volumeMounts: [{ name: logs, mountPath: /var/log/app }] }
`);
    const run = (times: number): number => {
      const start = performance.now();
      for (let i = 0; i < times; i++) assert.equal(reviewCreate(pod, options).refusal, undefined);
      return (performance.now() - start) / times;
    };
    run(3000);
    const each = run(3000);
    // The machine may be busy with other tests: five times the time that it takes alone is still fast.
    assert.ok(each < 0.5, `${each.toFixed(3)} ms`);
    console.log(`      ${each.toFixed(3)} ms`);
  });
});
