import assert from 'node:assert/strict';
import { EmbeddedStage } from '../../src/bin/embeddedStage.ts';
import { wordsOf } from '../../src/labs/commandReader.ts';
import { traceOf } from '../../src/labs/podTrace.ts';
import { prepareLab } from '../../src/labs/stage.ts';
import { FakeContext } from './fakeContext.ts';
import { aids, block, head, labOf } from './labText.ts';

const lab = labOf(`${head}## a\n${block('check', '- { file: a, exists: true }')}${aids}`);

describe('what happened to a Pod', () => {
  let stage: EmbeddedStage;
  const kubectl = async (command: string): Promise<void> => {
    const { stderr, exitCode } = await stage.context.kubectl(wordsOf(`kubectl ${command}`));
    assert.equal(exitCode, 0, stderr);
  };
  beforeEach(async () => {
    stage = new EmbeddedStage(lab, async () => '');
    await prepareLab(lab, stage);
  });

  it('is told in order, with the ends of its containers', async () => {
    await kubectl(
      'run once --image busybox:1.36 --restart Never --labels app=once --command -- sh -c "sleep 5; exit 3"',
    );
    await stage.pass(60_000);
    const { title, rows } = await traceOf({ pod: 'once' }, stage.context);
    assert.equal(title, 'Pod once');
    assert.deepEqual(
      rows.map(({ container, what, times }) => [container, what, times]),
      [
        ['', 'Scheduled', 1],
        ['once', 'Pulling', 1],
        ['once', 'Pulled', 1],
        ['once', 'Created', 1],
        ['once', 'Started', 1],
        ['once', 'Error', 1],
      ],
    );
    assert.equal(rows[0]?.after, '0s');
    const [started, ended] = rows.slice(-2).map(({ after }) => Number.parseInt(after, 10));
    assert.equal((ended ?? 0) - (started ?? 0), 5);
    assert.equal(rows.at(-1)?.message, 'ended with exit code 3');
    assert.deepEqual((await traceOf({ selector: 'app=once' }, stage.context)).rows, rows);
  });

  it('tells what came again at its first time and at its last', async () => {
    await kubectl('run crash --image busybox:1.36 --command -- sh -c "exit 1"');
    await stage.pass(120_000);
    const { rows } = await traceOf({ pod: 'crash' }, stage.context);
    const backOffs = rows.filter(({ what }) => what === 'BackOff');
    assert.deepEqual([backOffs.length, backOffs[0]?.times], [2, 1]);
    assert.ok((backOffs[1]?.times ?? 0) > 1);
    const seconds = rows.map(({ after }) => toSeconds(after));
    assert.deepEqual(
      [...seconds].sort((one, other) => one - other),
      seconds,
    );
  });

  it('is still told when the Pod has gone, and not mixed with that of a new one', async () => {
    await kubectl('run web --image nginx:1.27');
    await stage.pass(20_000);
    await kubectl('delete pod web --now');
    const gone = await traceOf({ pod: 'web' }, stage.context);
    assert.equal(gone.title, 'Pod web');
    assert.deepEqual(
      gone.rows.map(({ what }) => what),
      ['Scheduled', 'Pulling', 'Pulled', 'Created', 'Started', 'Killing'],
    );
    await kubectl('run web --image nginx:1.27');
    await stage.pass(20_000);
    const now = await traceOf({ pod: 'web' }, stage.context);
    assert.deepEqual(
      now.rows.map(({ what }) => what),
      ['Scheduled', 'Pulled', 'Created', 'Started'],
    );
  });

  it('is nothing of a Pod that nobody knows, nor where nobody answers', async () => {
    assert.deepEqual(await traceOf({ pod: 'none' }, stage.context), { title: 'Pod none', rows: [] });
    assert.deepEqual(await traceOf({ selector: 'app=none' }, stage.context), {
      title: 'the Pod with app=none',
      rows: [],
    });
    assert.deepEqual((await traceOf({ pod: 'web' }, new FakeContext())).rows, []);
  });

  it('ends where nobody would read on', async () => {
    const context = new FakeContext();
    context.pod('web');
    const event = (index: number): object => ({
      involvedObject: { uid: 'uid-web', fieldPath: 'spec.containers{app}' },
      reason: 'Pulled',
      message: `${index}`,
      firstTimestamp: `2026-11-22T16:${String(index % 60).padStart(2, '0')}:00Z`,
    });
    context.objects.set('events', { items: Array.from({ length: 60 }, (_, index) => event(59 - index)) });
    const { rows } = await traceOf({ pod: 'web' }, context);
    assert.deepEqual([rows.length, rows[0]?.message, rows[1]?.after], [40, '0', '60s']);
  });
});

function toSeconds(after: string): number {
  const [, minutes = '0', seconds = '0'] = /^(?:(\d+)m)?(?:(\d+)s)?$/.exec(after) ?? [];
  return Number(minutes) * 60 + Number(seconds);
}
