import assert from 'node:assert/strict';
import fc from 'fast-check';
import { predict } from '../../src/manifests/prediction/predict.ts';
import { maxDetailLength, maxTitleLength, type Prediction } from '../../src/manifests/prediction/prediction.ts';
import { both, deployment, inputOf, linesOf, pod, predicted, sentencesOf, service } from './predicted.ts';

/** In slices of one step each. */
function inSlices(text: string, seen: (part: number) => void): Prediction {
  const run = predict(inputOf(text));
  while (run.runSlice(() => false) === 'more') seen(run.part);
  return run.result();
}

describe("a prediction's bounds", () => {
  const web = both(deployment(`{name: web, image: 'nginx:1.27'}`), service);

  it('say nothing of nothing', () => {
    const nothing = { notes: [], timeline: [], summaries: [], limits: [], ranMs: 0 };
    assert.deepEqual(predicted(''), nothing);
    assert.deepEqual(predicted('version: "3"\nservices: {web: {image: nginx}}\n'), nothing);
  });

  it('do not depend on the slices, and the part that is done never goes back', () => {
    const parts: number[] = [];
    const sliced = inSlices(web, (part) => parts.push(part));
    assert.deepEqual(sliced, predicted(web));
    assert.ok(parts.length > 100, String(parts.length));
    assert.deepEqual(
      parts,
      [...parts].sort((a, b) => a - b),
    );
  });

  it('tell what has been seen before it is done', () => {
    const run = predict(inputOf(web));
    assert.deepEqual(run.result().summaries, []);
    let steps = 0;
    while (steps++ < 1_200 && run.runSlice(() => false) === 'more');
    const { summaries } = run.result();
    assert.equal(summaries.length, 2);
    while (run.runSlice(() => true) === 'more');
    assert.match(run.result().summaries[0]?.text ?? '', /^2 of 2 Pods ready/);
  });

  it('leave out what cannot be read, rendered or simulated, and say so', () => {
    const prediction = predicted(
      both(
        'apiVersion: v1\nkind: Pod\nmetadata: {name: half\n',
        'apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: tls}\n',
        pod(`containers:\n- {name: web, image: 'nginx:1.27'}`),
      ),
    );
    assert.deepEqual(prediction.limits, [
      'Kinds that are not simulated were left out: Certificate (cert-manager.io/v1).',
    ]);
    assert.deepEqual(sentencesOf(prediction), [
      'Pod half: cannot be applied: the text is no valid YAML',
      'Pod web: ready after 4.3 s',
    ]);
    assert.match(linesOf(prediction)[0] ?? '', /^ error unreadable: /);
  });

  it('hold the number of Pods, Nodes and manifests', () => {
    const many = predicted(deployment(`{name: web, image: 'nginx:1.27'}`, 5_000), { nodes: 400 });
    assert.deepEqual(many.limits, [
      'Deployment web: tried with 25 instead of 5000 replicas.',
      'The trial had 10 Nodes, not 400.',
    ]);
    assert.match(sentencesOf(many)[0] ?? '', /^Deployment web: 25 of 25 Pods ready/);
    const config = (n: number) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c${n}}\n`;
    const crowd = predicted(both(...Array.from({ length: 130 }, (_, n) => config(n))));
    assert.equal(crowd.summaries.length, 100);
    assert.deepEqual(crowd.limits, ['Only 100 manifests are tried at once: 30 others were left out.']);
    const around = predicted(both(...Array.from({ length: 130 }, (_, n) => config(n))), { near: 129 });
    assert.equal(around.summaries.at(-1)?.document, 129);
    assert.equal(around.summaries.length, 100);
  });

  it('hold the work that containers make', () => {
    const loop = `{name: busy, image: 'busybox:1.36', command: [sh, -c, 'while sleep 0.001; do :; done']}`;
    const busy = predicted(`apiVersion: batch/v1
kind: Job
metadata: {name: busy}
spec: {template: {spec: {restartPolicy: Never, containers: [${loop}]}}}
`);
    assert.equal(busy.limits.length, 1);
    assert.match(
      busy.limits[0] ?? '',
      /^So much happens that the trial was broken off after \d+ (s|min) of the cluster's time\.$/,
    );
  }).timeout(60_000);

  it('say of a second manifest of the same name that it changes the first', () => {
    const two = predicted(both(service, service.replace('port: 80', 'port: 8080')));
    assert.ok(linesOf(two).includes('metadata.name warning same-name: changes what is there already'));
    assert.equal(sentencesOf(two)[0], 'Service web: created, then changed by a later manifest');
  });

  it('hold for what people type: it never throws, and its texts are short', () => {
    const words = [
      '0',
      '-1',
      '1',
      '80',
      '70000',
      'true',
      'null',
      '""',
      'web',
      '[]',
      '{}',
      'Always',
      '1Gi',
      '100m',
      '"a: b"',
    ];
    const base = both(
      deployment(
        `{name: web, image: 'nginx:1.27', readinessProbe: {httpGet: {path: /, port: 80}}, resources: {requests: {cpu: 100m}}}`,
      ),
      service,
    );
    const lines = base.split('\n');
    const change = fc.record({
      line: fc.nat(lines.length - 1),
      how: fc.oneof(fc.constant('drop'), fc.constant('twice'), fc.constantFrom(...words)),
    });
    const mutated = fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
      const text = [...lines];
      for (const { line, how } of changes) {
        const old = text[line] ?? '';
        if (how === 'drop') text[line] = '';
        else if (how === 'twice') text[line] = `${old}\n${old}`;
        else text[line] = old.replace(/: [^:{}]*$|: \d+/, `: ${how}`);
      }
      return text.join('\n');
    });
    fc.assert(
      fc.property(mutated, (text) => {
        const { notes, summaries, timeline } = predicted(text);
        for (const { title, detail, code, document } of notes) {
          assert.ok(title.length > 0 && title.length <= maxTitleLength && !title.includes('\n'), title);
          assert.ok(detail.length > 0 && detail.length <= maxDetailLength, detail);
          assert.match(code, /^prediction\/[a-z-]+$/);
          assert.ok(document >= 0 && document < 10);
        }
        for (const sentence of summaries) assert.ok(sentence.text.length <= 200);
        assert.ok(timeline.length <= 500);
      }),
      { numRuns: 25 },
    );
  }).timeout(60_000);
});
