import assert from 'node:assert/strict';
import { type CheckResult, runChecks } from '../../src/labs/check.ts';
import type { Step } from '../../src/labs/lab.ts';
import { LabBench } from './labBench.ts';

const id = 'sidecars/ship-logs';

function stepOf(bench: LabBench, step: string): Step {
  const found = bench.lab.steps.find((candidate) => candidate.id === step);
  assert.ok(found, step);
  return found;
}

const check = (bench: LabBench, step: string): Promise<CheckResult> => runChecks(stepOf(bench, step), bench.context);

/** A wrong state: the step, the file it begins from, what is changed in it, and what the answer is about. */
interface Mistake {
  readonly name: string;
  readonly step: string;
  readonly file: string;
  readonly from: string;
  readonly change: (text: string) => string;
  readonly answer: RegExp;
}

const sidecar = { step: 'add-the-sidecar', file: 'web.yaml', from: 'solutions/sidecar.yaml' };
const volume = {
  step: 'put-the-log-where-others-can-reach-it',
  file: 'web.yaml',
  from: 'solutions/shared-volume.yaml',
};
const broken = { step: 'help-a-colleague', file: 'broken.yaml', from: 'solutions/mended.yaml' };
const ordinary = (text: string): string => {
  const [shipper = ''] = / {4}- name: shipper[\s\S]*?(?= {2}containers:)/.exec(text) ?? [];
  return text
    .replace(`  initContainers:\n${shipper}`, '')
    .replace('  containers:\n', `  containers:\n${shipper.replace('      restartPolicy: Always\n', '')}`);
};

const mistakes: readonly Mistake[] = [
  {
    ...volume,
    name: 'the volume mounted at the file',
    change: (text) => text.replace('mountPath: /var/log/app', 'mountPath: /var/log/app/access.log'),
    answer: /mounted the volume at the \*file\*/,
  },
  {
    ...volume,
    name: 'a volume that the app does not mount',
    change: (text) => text.replace(/ {6}volumeMounts:[\s\S]*$/, ''),
    answer: /does not mount it at/,
  },
  { ...sidecar, name: 'the sidecar under containers', change: ordinary, answer: /second app, not a sidecar/ },
  {
    ...sidecar,
    name: 'restartPolicy missing',
    change: (text) => text.replace('      restartPolicy: Always\n', ''),
    answer: /stays at `Init:0\/1`/,
  },
  {
    ...sidecar,
    name: 'two emptyDirs',
    change: (text) =>
      text
        .replace('      emptyDir: {}\n', '      emptyDir: {}\n    - name: mine\n      emptyDir: {}\n')
        .replace(
          '        - name: logs\n          mountPath: /logs\n',
          '        - name: mine\n          mountPath: /logs\n',
        ),
    answer: /two different volumes/,
  },
  {
    ...sidecar,
    name: 'a different path',
    change: (text) => text.replace('mountPath: /logs\n', 'mountPath: /log\n'),
    answer: /must fit together/,
  },
  {
    ...sidecar,
    name: 'no mount in the sidecar',
    change: (text) =>
      text.replace(/ {6}volumeMounts:\n {8}- name: logs\n {10}mountPath: \/logs\n {10}readOnly: true\n/, ''),
    answer: /mounts no volume at/,
  },
  {
    ...broken,
    name: 'the colleague’s sidecar moved to containers',
    change: ordinary,
    answer: /place in the order is lost/,
  },
  {
    ...broken,
    name: 'the colleague’s sidecar removed',
    change: (text) => text.replace(/ {2}initContainers:[\s\S]*?(?= {2}containers:)/, ''),
    answer: /hidden in a file again/,
  },
  {
    ...broken,
    name: 'the colleague’s sidecar still an ordinary init container',
    change: (text) => text.replace('      restartPolicy: Always\n', ''),
    answer: /it must \*end\* before the app may start/,
  },
];

describe('the lab "A sidecar that ships logs"', () => {
  it('fails every check before its step is done, and passes after the solution', async () => {
    const bench = new LabBench(id);
    for (const step of bench.lab.steps.filter(({ checks }) => checks.length > 0)) {
      const before = await check(bench, step.id);
      assert.equal(before.passed, false, `${step.id} before`);
      assert.ok(step.solution, `${step.id} has a solution`);
      await bench.use(step.solution);
      const after = await check(bench, step.id);
      assert.deepEqual(
        after.findings.filter(({ passed }) => !passed),
        [],
        step.id,
      );
      assert.equal(after.misconception, undefined);
    }
  });

  for (const { name, step, file, from, change, answer } of mistakes) {
    it(`answers ${name}`, async () => {
      const bench = new LabBench(id);
      await bench.tryOut(file, from, change);
      const result = await check(bench, step);
      assert.equal(result.passed, false);
      assert.match(result.misconception ?? '(none)', answer);
    });
  }

  for (const step of [volume.step, sidecar.step]) {
    it(`answers a changed file and an old Pod in "${step}"`, async () => {
      const bench = new LabBench(id);
      await bench.use({ files: [], commands: ['kubectl apply -f web.yaml'] });
      bench.files.set('web.yaml', bench.readLabFile('solutions/sidecar.yaml'));
      assert.match((await check(bench, step)).misconception ?? '(none)', /delete (it|the Pod)/i);
    });
  }

  for (const wrong of ['    emptyDir: {}', '  emptyDir: {}', '        emptyDir: {}', 'emptyDir: {}']) {
    it(`answers an emptyDir in the wrong column: "${wrong}"`, async () => {
      const bench = new LabBench(id);
      await bench.use({ files: [], commands: ['kubectl apply -f web.yaml'] });
      const right = bench.readLabFile('solutions/shared-volume.yaml');
      bench.files.set('web.yaml', right.replace('      emptyDir: {}', wrong));
      const { misconception, findings } = await check(bench, volume.step);
      assert.match(misconception ?? '(none)', /stands in the wrong column/);
      assert.match(findings[0]?.text ?? '', /web\.yaml/);
    });
  }

  it('misses readOnly, kindly, and nothing else', async () => {
    const bench = new LabBench(id);
    await bench.tryOut('web.yaml', sidecar.from, (text) => text.replace('          readOnly: true\n', ''));
    const failed = (await check(bench, sidecar.step)).findings.filter(({ passed }) => !passed);
    assert.deepEqual(
      failed.map(({ text }) => /add readOnly: true/.test(text)),
      [true],
    );
  });

  it('says nothing of paths and expressions in its findings', async () => {
    const bench = new LabBench(id);
    for (const step of bench.lab.steps) {
      const { findings } = await check(bench, step.id);
      for (const { text } of findings) assert.doesNotMatch(text, /spec\.|\[\*\]|Expected|\\n/);
    }
  });

  it('cleans up behind itself', async () => {
    const bench = new LabBench(id);
    await bench.use({ files: [], commands: ['kubectl apply -f web.yaml', 'kubectl apply -f broken.yaml'] });
    await bench.use({ files: [], commands: bench.lab.cleanup });
    assert.match((await bench.kubectl('kubectl get pods')).stderr, /No resources found/);
  });

  it('tells the truth: nothing in the app’s own log, lines in the sidecar’s', async () => {
    const bench = new LabBench(id);
    await bench.use({ files: [{ path: 'web.yaml', from: 'web.yaml' }], commands: ['kubectl apply -f web.yaml'] });
    assert.equal((await bench.kubectl('kubectl logs web')).stdout, '');
    await bench.use(stepOf(bench, sidecar.step).solution ?? { files: [], commands: [] });
    const { stdout } = await bench.kubectl('kubectl logs web -c shipper');
    const [complaint, appeared, first] = stdout.split('\n');
    assert.match(complaint ?? '', /can't open/);
    assert.match(appeared ?? '', /has appeared/);
    assert.match(first ?? '', /^\S+ GET \/item\/1 200$/);
    assert.match((await bench.kubectl('kubectl get pod web')).stdout, /2\/2 +Running/);
  });
});
