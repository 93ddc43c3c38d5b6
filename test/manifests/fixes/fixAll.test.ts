import assert from 'node:assert/strict';
import fc from 'fast-check';
import { diagnose } from '../../../src/manifests/diagnostics.ts';
import { applyEdits } from '../../../src/manifests/edits/applyEdits.ts';
import { fixAll } from '../../../src/manifests/fixAll.ts';
import { silenceFix } from '../../../src/manifests/fixes/silence.ts';
import { fixesFor } from '../../../src/manifests/fixes.ts';
import { readManifests } from '../../../src/manifests/manifestFile.ts';
import { ManifestSet } from '../../../src/manifests/manifestSet.ts';
import { readCorpus } from '../../oracle/oracleCases.ts';

const broken = `apiVersion: extensions/v1beta1
kind: Deployment
metadata:
  name: My_Web
spec:
  replicas: "2"
  template:
    metadata:
      labels: { app: web, canary: yes }
    spec:
      restartpolicy: always
      containers:
        image: "nginx
`;

const mended = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: my-web
spec:
  replicas: 2
  template:
    metadata:
      labels: { app: web, canary: "yes" }
    spec:
      restartPolicy: Always
      containers:
        - image: "nginx"
          name: nginx
  selector:
    matchLabels:
      app: web
`;

describe('fix all', () => {
  it('mends one thing after the other until nothing is left', () => {
    const text = fixAll(readManifests(broken));
    assert.deepEqual(
      diagnose(readManifests(text)).filter(({ severity }) => severity === 'error'),
      [],
    );
    assert.equal(
      text,
      mended.replace(
        '        - image: "nginx"\n          name: nginx\n',
        '        - name: nginx\n          image: "nginx"\n',
      ),
    );
  });

  it('mends one rule alone', () => {
    const text = mended
      .replace('replicas: 2', 'replicas: "2"')
      .replace('restartPolicy: Always', 'restartpolicy: always');
    assert.equal(
      fixAll(readManifests(text), { code: 'schema/wrong-type' }),
      text.replace('replicas: "2"', 'replicas: 2'),
    );
  });

  it('never makes a recorded manifest worse, and ends', () => {
    let errorsBefore = 0;
    let errorsAfter = 0;
    for (const { name, manifest } of readCorpus()) {
      const file = readManifests(manifest);
      const text = fixAll(file);
      const after = readManifests(text);
      assert.ok(after.problems.length <= file.problems.length, `${name} reads worse:\n${text}`);
      assert.equal(fixAll(after), text, `${name} is not done`);
      const sure = diagnose(after).flatMap((one) => fixesFor(after, one).filter(({ unambiguous }) => unambiguous));
      assert.ok(sure.length <= diagnose(file).length, `${name} has new work`);
      const errors = (one: typeof file) => diagnose(one).filter(({ severity }) => severity === 'error').length;
      errorsBefore += errors(file);
      errorsAfter += errors(after);
    }
    assert.ok(errorsAfter < errorsBefore - 100, `${errorsBefore} errors became ${errorsAfter}`);
  }).timeout(60_000);

  it('copes with any text', () => {
    const manifests = readCorpus().map(({ manifest }) => manifest);
    const change = fc.record({
      at: fc.nat(100_000),
      insert: fc.constantFrom('', '', '"', "'", '[', '{', ':', '\t', '- ', '\n', 'x', '&a ', '*a', '#', '|', '\u00a0'),
      remove: fc.nat(12),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...manifests),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        (manifest, changes) => {
          const text = changes.reduce((now, { at, insert, remove }) => {
            const start = at % (now.length + 1);
            return now.slice(0, start) + insert + now.slice(start + remove);
          }, manifest);
          const file = readManifests(text);
          const after = readManifests(fixAll(file));
          assert.ok(after.problems.length <= file.problems.length, after.text);
        },
      ),
      { numRuns: Number(process.env.FIX_RUNS ?? 150) },
    );
  }).timeout(60_000);

  it('asks those around again after each change', () => {
    const service = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: Web\nspec:\n  ports: [{ port: "80" }]\n';
    const file = readManifests(service);
    const set = new ManifestSet([['a.yaml', file]], { world: 'open' });
    const text = fixAll(file, { around: { set, file: 'a.yaml' } });
    assert.equal(text, service.replace('Web', 'web').replace('"80"', '80'));
  });
});

describe('the comment that silences a rule', () => {
  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - image: nginx:1\n      name: a\n      resources:\n        limits: { memory: 128m }\n';

  const silenced = (text: string) => {
    const file = readManifests(text);
    const remark = diagnose(file).find(({ code, message }) => code === 'api/warning' && message.includes('limits'));
    assert.ok(remark);
    const [fix] = silenceFix(file, remark);
    return fix && applyEdits(text, fix.edits);
  };

  it('stands above the line, as deep as it', () => {
    const text = silenced(pod);
    assert.equal(
      text,
      pod.replace('        limits', '        # pod-labs-disable-next-line api/warning\n        limits'),
    );
    assert.ok(
      !diagnose(readManifests(text)).some(({ code, message }) => code === 'api/warning' && message.includes('limits')),
    );
    assert.equal(silenced(pod.replaceAll('\n', '\r\n')), text.replaceAll('\n', '\r\n'));
  });

  it('takes a second rule into the comment that is there', () => {
    const above = '        # pod-labs-disable-next-line advice/resource-unit\n';
    assert.equal(
      silenced(pod.replace('        limits', `${above}        limits`)),
      pod.replace('        limits', `${above.trimEnd()} api/warning\n        limits`),
    );
  });

  it('is not offered in JSON, nor for errors', () => {
    const json =
      '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web"},"spec":{"containers":[{"name":"a","image":"b","resources":{"limits":{"memory":"128m"}}}]}}';
    assert.equal(silenced(json), undefined);
    const file = readManifests('apiVersion: v1\nkind: Pod\nmetadata:\n  name: Web\n');
    for (const remark of diagnose(file).filter(({ severity }) => severity === 'error'))
      assert.deepEqual(silenceFix(file, remark), []);
  });
});
