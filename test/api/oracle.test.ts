import assert from 'node:assert/strict';
import { parseAllDocuments } from 'yaml';
import type { Status } from '../../src/api/generated/objects.ts';
import { findKindByName, type KindInfo } from '../../src/api/kinds.ts';
import { formatLabelQuery, matchesLabels, parseLabelSelector, queryOf } from '../../src/api/labels.ts';
import {
  configKey,
  dns1035Name,
  dnsLabel,
  dnsSubdomain,
  httpHeaderName,
  labelValueText,
  type NameCheck,
  portName,
  qualifiedName,
  strictEnvVarName,
} from '../../src/api/names.ts';
import type { Stored } from '../../src/api/objects.ts';
import { formatQuantity, readQuantity, scaledInteger } from '../../src/api/quantity.ts';
import { type Review, reviewCreate, reviewUpdate } from '../../src/api/review.ts';
import { sameValue } from '../../src/api/sameValue.ts';
import { type OracleResult, readCorpus, readFacts, readUpdates } from '../oracle/oracleCases.ts';
import { withoutServerPart } from '../oracle/storedObject.ts';

/** Where we knowingly say something else than the recorded server, and why. */
const exceptions: Readonly<Record<string, string>> = {
  'pod-bad-namespace-missing': 'a missing namespace is found by admission',
  'pod-bad-namespace-name': 'a missing namespace is found by admission',
  'pod-bad-priorityclass-missing': 'a missing PriorityClass is found by admission',
  'pod-bad-runtimeclass-missing': 'a missing RuntimeClass is found by admission',
  'pod-bad-serviceaccount-name': 'a missing ServiceAccount is found by admission',
  'x-dns-ok-search-underscore': "this test's YAML reader takes `.` for a number",
  'x-yaml-bad-date': "this test's YAML reader makes an object of a date",
  'x-yaml-bad-sexagesimal': "this test's YAML reader takes 12:30 for a number",
  'x-yaml-ok-octal-0o': "this test's YAML reader takes 0o644 for a text",
};

const options = { fieldValidation: 'Strict', namespace: 'default' } as const;

interface Tally {
  right: number;
  all: number;
  readonly wrong: string[];
}

const table = new Map<string, Tally>();

function count(row: string, right: boolean, describe: () => string): void {
  const tally = table.get(row) ?? { right: 0, all: 0, wrong: [] };
  table.set(row, tally);
  tally.all += 1;
  if (right) tally.right += 1;
  else tally.wrong.push(describe());
}

/** The documents as a YAML 1.1 reader gives them; undefined where the text is no YAML. */
function documentsOf(text: string): unknown[] | undefined {
  const documents = parseAllDocuments(text, { version: '1.1', merge: true, uniqueKeys: false });
  if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return undefined;
  try {
    return documents
      .map((document) => document.toJS({ maxAliasCount: 100 }) as unknown)
      .filter((value) => value !== null);
  } catch {
    return undefined;
  }
}

/** The served kind whose path the document was sent to. */
function kindOf(value: unknown): KindInfo | undefined {
  const kind = (value as { kind?: unknown } | null)?.kind;
  return typeof kind === 'string' ? findKindByName(kind) : undefined;
}

function causesOf(status: Status | undefined): unknown[] {
  return (status?.details?.causes ?? []).map(({ reason, message, field }) => ({ reason, message, field }));
}

function compare(row: string, name: string, expected: OracleResult, review: Review): void {
  const accepted = review.refusal === undefined;
  const said = review.refusal?.message ?? 'accepted';
  count(
    `${row} verdict`,
    accepted === expected.accepted,
    () => `${name}: expected ${expected.message ?? 'accepted'}\n    got ${said}`,
  );
  if (accepted !== expected.accepted) return;
  if (!accepted) {
    count(`${row} message`, said === expected.message, () => `${name}: expected ${expected.message}\n    got ${said}`);
    count(`${row} causes`, sameValue(causesOf(review.refusal), expected.causes ?? []), () => name);
  }
  if (accepted || expected.warnings)
    count(
      `${row} warnings`,
      sameValue(review.warnings, expected.warnings ?? []),
      () => `${name}: expected ${JSON.stringify(expected.warnings ?? [])}\n    got ${JSON.stringify(review.warnings)}`,
    );
}

function verify(...rows: RegExp[]): void {
  const failures = [...table].filter(
    ([row, { wrong }]) => rows.some((pattern) => pattern.test(row)) && wrong.length > 0,
  );
  assert.deepEqual(
    failures.map(([row, { wrong }]) => `${row}\n  ${wrong.join('\n  ')}`),
    [],
  );
}

describe('a real API server', () => {
  after(() => {
    const width = Math.max(...[...table.keys()].map((row) => row.length));
    for (const [row, { right, all }] of table) console.log(`      ${row.padEnd(width)}  ${right}/${all}`);
  });

  it('agrees on new objects', () => {
    for (const { name, manifest, results, objects } of readCorpus()) {
      const values = documentsOf(manifest);
      if (!values || values.length !== results.length || exceptions[name]) continue;
      for (const [i, value] of values.entries()) {
        const answer = results[i];
        const expected = kindOf(value);
        if (!answer || !expected) continue;
        // What the server said of the YAML text is not this room's business.
        if (/error: yaml:|object provided is unrecognized/.test(answer.message ?? '')) continue;
        const review = reviewCreate(value, { ...options, expected });
        const { kind } = expected;
        compare(kind, name, answer, review);
        const stored = objects[i];
        if (!answer.accepted || results.length !== objects.length || !stored) continue;
        const owed = withoutServerPart(stored, value);
        const got = structuredClone(review.object ?? {}) as Record<string, unknown>;
        delete got.status;
        count(
          `${kind} defaults`,
          sameValue(owed, got),
          () => `${name}:\n    ${JSON.stringify(owed)}\n    ${JSON.stringify(got)}`,
        );
      }
    }
    verify(/^[A-Z]/);
  });

  it('agrees on updates', () => {
    for (const { name, base, manifest, put } of readUpdates()) {
      const [before] = documentsOf(base) ?? [];
      const [after] = documentsOf(manifest) ?? [];
      const kind = kindOf(after)?.kind;
      if (!kind) continue;
      const old = reviewCreate(before, options).object as Stored;
      const review = reviewUpdate(after, old, options);
      // The server adds how its internal form of the spec differs.
      const [head] = (put.message ?? '').split('\n@@');
      count(`update ${kind} verdict`, (review.refusal === undefined) === put.accepted, () => name);
      if (!put.accepted)
        count(
          `update ${kind} message`,
          review.refusal?.message === head?.trimEnd(),
          () => `${name}: ${review.refusal?.message}`,
        );
    }
    verify(/^update/);
  });

  it('agrees on quantities', () => {
    for (const { q, a } of readFacts('quantity')) {
      const read = readQuantity(String(q.s));
      const got =
        typeof read === 'string'
          ? { error: read }
          : {
              canonical: formatQuantity(read),
              milliValue: `${scaledInteger(read, -3)}`,
              value: `${scaledInteger(read, 0)}`,
            };
      count('quantity', sameValue(got, a), () => `${q.s}: ${JSON.stringify(got)}`);
    }
    verify(/^quantity/);
  });

  it('agrees on names', () => {
    const checks: Record<string, NameCheck> = {
      configmapkey: configKey,
      dns1035label: dns1035Name,
      dns1123label: dnsLabel,
      dns1123subdomain: dnsSubdomain,
      envvar: strictEnvVarName,
      header: httpHeaderName,
      labelvalue: labelValueText,
      portname: portName,
      qualified: qualifiedName,
    };
    for (const { q, a } of readFacts('names')) {
      const got = checks[String(q.kind)]?.(String(q.s));
      count('names', sameValue(got, a.errors ?? []), () => `${q.kind} ${q.s}: ${JSON.stringify(got)}`);
    }
    verify(/^names/);
  });

  it('agrees on selectors', () => {
    for (const sort of ['selectors', 'label-selectors']) {
      for (const { q, a } of readFacts(sort)) {
        const labels = q.labels as Record<string, string>;
        const selector = q.selector as Parameters<typeof queryOf>[0] | null;
        const { query, problem } =
          sort === 'selectors' ? parseLabelSelector(String(q.s)) : selector ? queryOf(selector) : { query: [] };
        const matches = (sort === 'selectors' || selector !== null) && matchesLabels(query, labels);
        const got = problem === undefined ? { matches, string: formatLabelQuery(query) } : { error: problem };
        count(sort, sameValue(got, a), () => `${JSON.stringify(q)}: ${JSON.stringify(got)}`);
      }
    }
    verify(/selectors/);
  });
});
