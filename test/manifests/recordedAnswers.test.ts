import assert from 'node:assert/strict';
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { diagnose } from '../../src/manifests/diagnostics.ts';
import { readManifests } from '../../src/manifests/manifestFile.ts';
import { pathOfWarning } from '../../src/manifests/warningPath.ts';
import { type CorpusCase, readCorpus } from '../oracle/oracleCases.ts';

/** Refused by the real server for what no look at the manifest alone can tell, or silent on purpose. */
const exceptions: Readonly<Record<string, string>> = {
  'pod-bad-namespace-missing': 'whether a namespace exists is known to the cluster',
  'pod-bad-priorityclass-missing': 'which PriorityClasses there are is known to the cluster',
  'pod-bad-runtimeclass-missing': 'which RuntimeClasses there are is known to the cluster',
  'svc-bad-clusterip-taken': 'which addresses are taken is known to the cluster',
  'svc-bad-nodeport-taken': 'which ports are taken is known to the cluster',
  'x-yaml-bad-brace': 'a Helm template is no manifest yet',
};

/** Refused by both, at the same field, in other words. */
const otherWords: Readonly<Record<string, string>> = {
  'svc-bad-nodeport-dup': 'the server gives the ports before it validates, and finds the second one taken',
};

/** Cases whose documents are all of served kinds. */
function servedCases(): CorpusCase[] {
  return readCorpus().filter(({ manifest }) => {
    const { documents } = readManifests(manifest);
    return documents.length > 0 && documents.every(({ kind }) => kind);
  });
}

/** Whether `kubectl create` takes the file: it reads YAML itself, and of a key that is there twice it sends the last. */
function isTakenByKubectl({ results }: CorpusCase): boolean {
  return results.every(({ accepted, message }) => accepted || /already set in map/.test(message ?? ''));
}

/** First and last line of a field or its nearest written parent, found by other means than the code under test. */
function linesOf(text: string, field: string): [number, number] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false });
  let node: Node | null = document.contents;
  let start = 0;
  for (const segment of pathOfWarning(`${field}:`)) {
    const key = typeof segment === 'object' ? segment.key : segment;
    if (isSeq(node) && typeof key === 'number' && node.items[key]) {
      node = node.items[key] as Node;
      start = node.range?.[0] ?? start;
      continue;
    }
    if (!isMap(node)) break;
    const pair = node.items.findLast((item) => isScalar(item.key) && String(item.key.value) === key);
    if (!pair) break;
    start = (pair.key as Node).range?.[0] ?? start;
    node = pair.value as Node | null;
    if (!node) break;
  }
  const end = node?.range?.[1] ?? start;
  return [lines.linePos(start).line, lines.linePos(Math.max(start, end)).line];
}

describe('the recorded answers of a real API server', () => {
  it('agree with the verdict of the diagnostics', () => {
    const cases = servedCases();
    const wrong = cases.flatMap((one) => {
      const errors = diagnose(readManifests(one.manifest)).filter(({ severity }) => severity === 'error');
      const isException = exceptions[one.name] !== undefined;
      const isSame = (errors.length === 0) === isTakenByKubectl(one);
      if (isSame && isException) return [`${one.name} is no exception any more`];
      if (isSame || isException) return [];
      const theirs = one.results.map(({ message }) => message ?? 'accepted').join('; ');
      return [`${one.name}: ${theirs} / ${errors.map(({ message }) => message).join('; ') || 'no errors'}`];
    });
    assert.deepEqual(wrong, []);
    assert.ok(cases.length > 200);
  });

  it('name fields that have their place in the text, whatever the kind', () => {
    let checked = 0;
    for (const { name, manifest, results } of readCorpus()) {
      const { documents } = readManifests(manifest);
      if (documents.length !== 1) continue;
      for (const { field } of results[0]?.causes ?? []) {
        const range = documents[0]?.rangeOf(pathOfWarning(`${field}:`), 'key');
        const [first, last] = linesOf(manifest, field);
        const line = manifest.slice(0, range?.start).split('\n').length;
        assert.ok(line >= first && line <= last, `${name}: ${field} stands in ${first}-${last}, found in ${line}`);
        checked++;
      }
    }
    assert.ok(checked > 300, `${checked} fields checked`);
  });

  it('name fields that are underlined inside their own lines, with the same words', () => {
    let checked = 0;
    for (const { name, manifest, results } of servedCases()) {
      const [answer] = results;
      if (results.length !== 1 || answer?.httpStatus !== 422 || exceptions[name]) continue;
      const diagnostics = diagnose(readManifests(manifest));
      for (const { field, message } of answer.causes ?? []) {
        const found = diagnostics.find(
          (one) => (one.message.endsWith(`: ${message}`) || otherWords[name]) && (one.path ?? '') === field,
        );
        assert.ok(found, `${name}: ${field}: ${message}`);
        const [first, last] = linesOf(manifest, field);
        const line = manifest.slice(0, found.range.start).split('\n').length;
        assert.ok(line >= first && line <= last, `${name}: ${field} stands in ${first}-${last}, underlined in ${line}`);
        assert.ok(found.range.end > found.range.start, `${name}: ${field} has an empty underline`);
        checked++;
      }
    }
    assert.ok(checked > 100, `${checked} fields checked`);
  });
});
