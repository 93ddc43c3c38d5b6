import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { servedKinds } from '../../src/api/kinds.ts';
import { pathOf } from '../../src/api/route.ts';
import { Cluster } from '../../src/simulation/cluster.ts';
import { Random } from '../../src/simulation/random.ts';
import { propertySeed } from '../propertySeed.ts';
import { mutated } from './mutation.ts';

/** `npm run fuzz` posts all of them, every other run a tenth. */
const objects = process.env.FUZZ === 'all' ? 10_000 : 1_000;
const seed = propertySeed;
const limitMs = 600_000;

type Json = Readonly<Record<string, unknown>>;

/** Manifests of every sort, as people and a real cluster's tests wrote them. */
const manifests: readonly Json[] = readFileSync(path.join(import.meta.dirname, '..', 'oracle', 'corpus.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .flatMap((line) => {
    try {
      const value: unknown = parse((JSON.parse(line) as { manifest?: string }).manifest ?? '', { logLevel: 'silent' });
      return typeof value === 'object' && value !== null ? [value as Json] : [];
    } catch {
      // Some are no YAML on purpose.
      return [];
    }
  });

describe('the API server', () => {
  it(`answers ${objects} mutated objects, each with an object or a Status (seed ${seed})`, () => {
    assert.ok(manifests.length > 100, 'there is something to mutate');
    const random = new Random(seed);
    let cluster = new Cluster({ seed: 1, nodes: 2, startTimeMs: Date.UTC(2026, 0, 5, 9) });
    const codes = new Map<number, number>();
    for (let count = 0; count < objects; count += 1) {
      if (count % 500 === 499) cluster = new Cluster({ seed: count, nodes: 2, startTimeMs: Date.UTC(2026, 0, 5, 9) });
      const original = manifests[random.integer(0, manifests.length)] as Json;
      const info = servedKinds.find(({ kind }) => kind === original.kind) ?? servedKinds[0];
      assert.ok(info);
      const body = mutated(original, random);
      const text = JSON.stringify(body);
      const request = { path: pathOf(info, 'default'), contentType: 'application/json', body: text } as const;
      try {
        const { code, body: answer } = cluster.send({ method: 'POST', ...request });
        codes.set(code, (codes.get(code) ?? 0) + 1);
        const { kind, code: statusCode } = answer as { kind?: string; code?: number };
        assert.ok(code === 201 || (code >= 400 && code < 500 && kind === 'Status' && statusCode === code), `${code}`);
        if (count % 50 === 49) cluster.advanceBy(5_000);
      } catch (failure) {
        throw new Error(
          `seed ${seed}, object ${count}: ${text}\n${failure instanceof Error ? failure.stack : failure}`,
        );
      }
    }
    assert.equal(cluster.send({ method: 'GET', path: '/healthz' }).code, 200);
    assert.ok((codes.get(201) ?? 0) > 0, 'some are good');
    assert.ok((codes.get(422) ?? 0) > 0, 'some are invalid');
  }).timeout(limitMs);
});
