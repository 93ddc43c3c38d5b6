import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { diagnose } from '../../src/manifests/diagnostics.ts';
import { readManifests } from '../../src/manifests/manifestFile.ts';
import { pathOfWarning } from '../../src/manifests/warningPath.ts';
import { skip } from '../skip.ts';

const corpus = fileURLToPath(new URL('../oracle/corpus', import.meta.url));

interface Answer {
  kubectlAccepted: boolean;
  httpStatus: number | null;
  message: string | null;
  causes?: { field: string; message: string }[];
}

/** Refused by the real server for what no look at the manifest alone can tell, or silent on purpose. */
const exceptions: Readonly<Record<string, string>> = {
  'pod-bad-namespace-missing': 'whether a namespace exists is known to the cluster',
  'pod-bad-namespace-name': 'whether a namespace exists is known to the cluster',
  'pod-bad-priorityclass-missing': 'which PriorityClasses there are is known to the cluster',
  'pod-bad-runtimeclass-missing': 'which RuntimeClasses there are is known to the cluster',
  'x-yaml-bad-brace': 'a Helm template is no manifest yet',
};

/** Cases whose documents are all of served kinds. */
function servedCases(): { name: string; text: string; answer: Answer }[] {
  return readdirSync(corpus).flatMap((name) => {
    const text = readFileSync(path.join(corpus, name, 'manifest.yaml'), 'utf8');
    const { documents } = readManifests(text);
    if (documents.length === 0 || !documents.every(({ kind }) => kind)) return [];
    return [{ name, text, answer: JSON.parse(readFileSync(path.join(corpus, name, 'result.json'), 'utf8')) as Answer }];
  });
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
  before(function () {
    if (!existsSync(corpus)) skip(this, 'the recorded answers are not here');
  });

  it('agree with the verdict of the diagnostics', () => {
    const wrong: string[] = [];
    const cases = servedCases();
    assert.ok(cases.length > 200);
    for (const { name, text, answer } of cases) {
      if (exceptions[name]) continue;
      const errors = diagnose(readManifests(text)).filter(({ severity }) => severity === 'error');
      if ((errors.length === 0) === answer.kubectlAccepted) continue;
      wrong.push(
        `${name}: ${answer.message ?? 'accepted'} / ${errors.map(({ message }) => message).join('; ') || 'no errors'}`,
      );
    }
    assert.deepEqual(wrong, []);
  });

  it('name fields that have their place in the text, whatever the kind', () => {
    let checked = 0;
    for (const name of readdirSync(corpus)) {
      const text = readFileSync(path.join(corpus, name, 'manifest.yaml'), 'utf8');
      const { causes = [] } = JSON.parse(readFileSync(path.join(corpus, name, 'result.json'), 'utf8')) as Answer;
      const { documents } = readManifests(text);
      if (documents.length !== 1) continue;
      for (const { field } of causes) {
        const range = documents[0]?.rangeOf(pathOfWarning(`${field}:`), 'key');
        const [first, last] = linesOf(text, field);
        const line = text.slice(0, range?.start).split('\n').length;
        assert.ok(line >= first && line <= last, `${name}: ${field} stands in ${first}-${last}, found in ${line}`);
        checked++;
      }
    }
    assert.ok(checked > 300, `${checked} fields checked`);
  });

  it('name fields that are underlined inside their own lines, with the same words', () => {
    let checked = 0;
    for (const { name, text, answer } of servedCases()) {
      if (answer.httpStatus !== 422 || exceptions[name]) continue;
      const diagnostics = diagnose(readManifests(text));
      for (const { field, message } of answer.causes ?? []) {
        const found = diagnostics.find((one) => one.message.endsWith(`: ${message}`) && (one.path ?? '') === field);
        assert.ok(found, `${name}: ${field}: ${message}`);
        const [first, last] = linesOf(text, field);
        const line = text.slice(0, found.range.start).split('\n').length;
        assert.ok(line >= first && line <= last, `${name}: ${field} stands in ${first}-${last}, underlined in ${line}`);
        assert.ok(found.range.end > found.range.start, `${name}: ${field} has an empty underline`);
        checked++;
      }
    }
    assert.ok(checked > 100, `${checked} fields checked`);
  });
});
