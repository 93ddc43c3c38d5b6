import assert from 'node:assert/strict';
import { type FieldPath, formatPath } from '../../src/api/field.ts';
import { findKind, servedKinds } from '../../src/api/kinds.ts';
import type { Stored } from '../../src/api/objects.ts';
import { reviewCreate, reviewUpdate } from '../../src/api/review.ts';
import { changeOf } from '../../src/manifests/changes.ts';
import { readManifests } from '../../src/manifests/manifestFile.ts';
import { valueAt } from '../../src/manifests/plainLookup.ts';
import { readCorpus, readUpdates } from '../oracle/oracleCases.ts';

/** The paths of the texts, numbers and truth values in a value. */
function leavesOf(value: unknown, path: FieldPath = []): FieldPath[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leavesOf(item, [...path, index]));
  if (value !== null && typeof value === 'object')
    return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key]));
  return value === null || value === undefined ? [] : [path];
}

/** Other values that may stand in the place of one. */
function othersThan(value: unknown): unknown[] {
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return [value + 1, Math.max(0, value - 1)].filter((other) => other !== value);
  const words = ['Retain', 'Delete', 'Immediate', 'Never', 'OnFailure', 'Always', 'IPv6', 'Recreate', '2Gi', '7'];
  return [`${value}x`, ...words].filter((other) => other !== value);
}

function changed(value: unknown, path: FieldPath, other: unknown): unknown {
  const [segment, ...rest] = path;
  if (segment === undefined) return other;
  if (Array.isArray(value)) return value.map((item, index) => (index === segment ? changed(item, rest, other) : item));
  const object = value as Record<string, unknown>;
  return { ...object, [String(segment)]: changed(object[String(segment)], rest, other) };
}

const options = { fieldValidation: 'Strict', namespace: 'default' } as const;

/** Fields that the server leaves as they are, or that a change of one leaf cannot try. */
const untried = /^(apiVersion|kind|status|metadata\.(?!name$|namespace$))/;

describe('what becomes of a change', () => {
  it('is what the rules for updates say, for each field of all recorded manifests', function () {
    this.timeout(60_000);
    const wrong: string[] = [];
    const seen = new Map<string, number>();
    let tried = 0;
    for (const { name, manifest } of readCorpus()) {
      for (const { kind, value } of readManifests(manifest).documents) {
        const old = reviewCreate(value, options);
        if (!kind || old.refusal || !old.object) continue;
        // As it was sent: neither version has what the server adds.
        const before = old.object as Stored;
        for (const path of leavesOf(value)) {
          const text = formatPath(path);
          if (untried.test(text)) continue;
          // Each kind's field is tried some times, not a thousand times.
          const place = `${kind.kind} ${text.replace(/\[\d+\]/g, '[]')}`;
          const times = seen.get(place) ?? 0;
          if (times >= 12) continue;
          seen.set(place, times + 1);
          for (const other of othersThan(valueAt(value, path))) {
            const next = changed(value, path, other);
            const alone = reviewCreate(next, options);
            if (alone.refusal || JSON.stringify(alone.object) === JSON.stringify(old.object)) continue;
            tried++;
            const isRefused = reviewUpdate(next, before, options).refusal !== undefined;
            const effect = changeOf(kind, value, path)?.effect ?? 'none';
            if (effect !== 'limited' && isRefused !== (effect === 'frozen'))
              wrong.push(
                `${name} ${place}: ${effect}, but the server ${isRefused ? 'refuses' : 'takes'} ${String(other)}`,
              );
            break;
          }
        }
      }
    }
    assert.deepEqual(wrong.slice(0, 40), [], `${wrong.length} of ${tried}`);
    assert.ok(tried > 800, `only ${tried} changes tried`);
  });

  it('is what a real server answered to recorded updates', () => {
    const wrong: string[] = [];
    for (const { name, base, manifest, put } of readUpdates()) {
      const [before] = readManifests(base).documents;
      const [after] = readManifests(manifest).documents;
      const kind = before?.kind;
      if (!before || !after || !kind || kind !== after.kind) continue;
      const paths = new Map(
        [...leavesOf(before.value), ...leavesOf(after.value)].map((path) => [formatPath(path), path]),
      );
      const differing = [...paths].filter(([, path]) => valueAt(before.value, path) !== valueAt(after.value, path));
      const effects = differing.map(([, path]) => changeOf(kind, before.value, path)?.effect ?? 'none');
      const isForChange = /immutable|may not|cannot change|forbidden|not be changed|updates to|can only be/i.test(
        put.message ?? '',
      );
      const where = `${name}: ${differing.map(([text]) => text).join(', ')}`;
      if (put.accepted && effects.includes('frozen')) wrong.push(`${where} is not frozen`);
      if (!put.accepted && isForChange && reviewCreate(after.value, options).refusal === undefined)
        if (!effects.some((effect) => effect === 'frozen' || effect === 'limited'))
          wrong.push(`${where} is refused: ${(put.message ?? '').slice(0, 200)}`);
    }
    assert.deepEqual(wrong, []);
  });

  it('says what to do instead', () => {
    const pod = findKind('v1', 'Pod');
    assert.ok(pod);
    assert.match(changeOf(pod, {}, ['spec', 'containers', 0, 'env'])?.text ?? '', /kubectl replace --force/);
    assert.match(changeOf(pod, {}, ['spec', 'containers', 0, 'resources'])?.text ?? '', /--subresource resize/);
    for (const kind of servedKinds) {
      const text = changeOf(kind, {}, ['metadata', 'name'])?.text ?? '';
      assert.ok(text.includes(`another ${kind.kind}`), kind.kind);
    }
  });
});
