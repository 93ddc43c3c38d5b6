import assert from 'node:assert/strict';
import { EmbeddedStage } from '../../src/bin/embeddedStage.ts';
import { runChecks } from '../../src/labs/check.ts';
import { wordsOf } from '../../src/labs/commandReader.ts';
import type { Step } from '../../src/labs/lab.ts';
import { makeNamespace } from '../../src/labs/labCluster.ts';
import { newLines } from '../../src/labs/newLines.ts';
import { lookBefore, memoryAfter } from '../../src/labs/stepBefore.ts';
import { block, head, labOf } from './labText.ts';

const pod = (image: string, more = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${more}  containers:\n    - name: app\n      image: ${image}\n`;

/** A lab of one step, in a real embedded cluster. */
async function stageOf(checks: string, more = ''): Promise<{ stage: EmbeddedStage; step: Step }> {
  const lab = labOf(
    `${head}## Work\n${block('check', checks)}${block('solution', 'files: { web.yaml: web.yaml }')}${more}`,
  );
  const stage = new EmbeddedStage(lab, async () => '');
  await makeNamespace(lab.namespace, stage);
  await stage.pass(2000);
  const [step] = lab.steps;
  assert.ok(step);
  return { stage, step };
}

const kubectl = async (stage: EmbeddedStage, command: string) => {
  const { exitCode, stderr } = await stage.context.kubectl(wordsOf(command));
  assert.equal(exitCode, 0, stderr);
  await stage.pass(5000);
};

describe('a check that wants a change', () => {
  const uid = '- object: { kind: Pod, name: web }\n  path: .metadata.uid\n  changed: true';

  it('holds for another object of the same name, and not for the one that was there', async () => {
    const { stage, step } = await stageOf(uid);
    stage.files.set('web.yaml', pod('nginx:1.29'));
    await kubectl(stage, 'kubectl apply -f web.yaml');
    const before = await lookBefore(step, stage.context);
    const look = async () => (await runChecks(step, stage.context, memoryAfter(step, before))).state;
    assert.equal(await look(), 'failed');
    await kubectl(stage, 'kubectl delete pod web --now');
    assert.equal(await look(), 'failed', 'nothing is no change');
    await kubectl(stage, 'kubectl apply -f web.yaml');
    assert.equal(await look(), 'passed');
  });

  it('never holds where nobody knows what was before', async () => {
    const { stage, step } = await stageOf(uid);
    stage.files.set('web.yaml', pod('nginx:1.29'));
    await kubectl(stage, 'kubectl apply -f web.yaml');
    assert.equal((await runChecks(step, stage.context)).state, 'failed');
  });
});

describe('a file that has changed since it was applied', () => {
  const running = '- object: { kind: Pod, name: web }\n  path: .spec.hostname\n  equals: other';
  const said = async (after: string, more?: string) => {
    const { stage, step } = await stageOf(running, more);
    stage.files.set('web.yaml', pod('nginx:1.29'));
    await kubectl(stage, 'kubectl apply -f web.yaml');
    stage.files.set('web.yaml', after);
    return runChecks(step, stage.context);
  };

  it('is told, with what to do about it', async () => {
    const { findings } = await said(pod('nginx:1.29', '  hostname: other\n'));
    assert.equal(findings[0]?.title, 'web.yaml is applied');
    assert.match(findings[0]?.text ?? '', /made from another text than web\.yaml has now: take the Pod away and apply/);
  });

  it('needs no new Pod for another image', async () => {
    const { findings } = await said(pod('nginx:1.28'));
    assert.match(findings[0]?.text ?? '', /made from another text than web\.yaml has now: apply the file again\.$/);
  });

  it('is none where only comments and the order of fields differ', async () => {
    const { findings } = await said(`# mine\n${pod('nginx:1.29')}`);
    assert.deepEqual(
      findings.map(({ title }) => title),
      ['.spec.hostname of Pod web'],
    );
  });

  it('lets only those mistakes be answered that look at the file too', async () => {
    const mistake = (when: string, answer: string) => block('misconception', `when: [${when}]\nanswer: ${answer}`);
    const cluster = '{ object: { kind: Pod, name: web }, exists: true }';
    const mistakes =
      mistake(cluster, 'of the old Pod') + mistake(`${cluster}, { file: web.yaml, contains: other }`, 'of both');
    assert.equal((await said(pod('nginx:1.29', '  hostname: other\n'), mistakes)).misconception, 'of both');
    assert.equal((await said(pod('nginx:1.29'), mistakes)).misconception, 'of the old Pod');
  });
});

describe('what the cluster warns of', () => {
  const ready = '- object: { kind: Pod, name: web }\n  path: .status.phase\n  equals: Running\n  within: 60s';
  const missing = pod('nginx:1.29', '  volumes:\n    - name: v\n      configMap: { name: gone }\n').replace(
    'image: nginx:1.29',
    'image: nginx:1.29\n      volumeMounts: [{ name: v, mountPath: /v }]',
  );
  const findingsIn = async (kind: string) => {
    const { stage, step } = await stageOf(ready, block('step', `kind: ${kind}`));
    stage.files.set('web.yaml', missing);
    await kubectl(stage, 'kubectl apply -f web.yaml');
    return (await runChecks(step, stage.context)).findings;
  };

  it('is quoted in a step that is about something else', async () => {
    const warning = (await findingsIn('do')).at(-1);
    assert.equal(warning?.title, 'What the cluster says of the Pod web');
    assert.match(warning?.text ?? '', /^FailedMount: .*configmap "gone" not found/);
  });

  it('is left to be found where that is the riddle', async () => {
    assert.equal((await findingsIn('fix')).length, 1);
  });
});

describe('new lines of a text', () => {
  it('are those that the text before has not, or not so often', () => {
    const marked = newLines('a\nb\nb\n', 'a\nb\nc\nb\nb\n').map(({ text, isNew }) => `${isNew ? '+' : ' '}${text}`);
    assert.deepEqual(marked, [' a', ' b', '+c', ' b', '+b']);
  });
});
