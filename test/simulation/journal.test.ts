import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Cluster } from '../../src/simulation/cluster.ts';
import { Journal, journalFromText } from '../../src/simulation/journal.ts';
import { Replay } from '../../src/simulation/replay.ts';

function sessionText(): string {
  const cluster = new Cluster({ seed: 3, startTimeMs: 0, nodes: 1 });
  for (const name of ['a', 'b']) {
    cluster.send({ method: 'POST', path: '/api/v1/namespaces/default/configmaps', body: { metadata: { name } } });
    cluster.advanceBy(1_000);
  }
  return cluster.journalText();
}

describe('journal', () => {
  it('is read as it was written', () => {
    const { record, problem } = journalFromText(sessionText());
    assert.equal(problem, undefined);
    assert.deepEqual(record?.options, { seed: 3, startTimeMs: 0, nodes: 1 });
    assert.deepEqual(
      record?.entries.map(({ atMs }) => atMs),
      [0, 1_000],
    );
    assert.equal(record?.end?.atMs, 2_000);
  });

  it('says in a sentence what is wrong with a text that is none', () => {
    for (const text of ['', 'null', '[]', 'hello', '{"podLabsJournal":99}', '{"podLabsJournal":1,"seed":"x"}']) {
      const replay = new Replay(text);
      assert.match(replay.problem ?? '', /^(This|The) .*session.*\.$/);
      assert.equal(replay.cluster, undefined);
      assert.equal(
        replay.runSlice(() => true),
        'done',
      );
    }
  });

  it('that is outgrown is dropped whole, and says so only to who wants to replay it', () => {
    const options = { seed: 3, startTimeMs: 0, nodes: 1 };
    const journal = new Journal(options, 'kept', 1_000);
    const input = (text: string) => journal.add({ atMs: 0, steps: 0, input: 'write', stream: 1, text });
    input('x'.repeat(500));
    assert.equal(journalFromText(journal.toText({ atMs: 0, steps: 0 })).record?.entries.length, 1);
    for (let i = 0; i < 3; i++) assert.equal(input('x'.repeat(500)).text.length, 500);
    assert.equal(journal.size, 4);
    const { record, problem } = journalFromText(journal.toText({ atMs: 0, steps: 0 }));
    assert.equal(record, undefined);
    assert.equal(problem, 'The session grew too long for its journal, so it cannot be replayed.');
  });

  it('is not kept where nobody wants one, and the cluster takes writes without end', () => {
    const cluster = new Cluster({ seed: 3, startTimeMs: 0, nodes: 1 }, 'none');
    const path = '/api/v1/namespaces/default/configmaps';
    const first = cluster.send({ method: 'POST', path, body: { metadata: { name: 'a' } } });
    assert.equal(first.code, 201);
    const megabyte = 'x'.repeat(1_000_000);
    // More together than any journal holds.
    for (let i = 0; i < 70; i++) {
      const body = { metadata: { name: 'a' }, data: { text: `${i}${megabyte}` } };
      assert.equal(cluster.send({ method: 'PUT', path: `${path}/a`, body, query: { dryRun: 'All' } }).code, 200);
    }
    assert.ok(cluster.journalText().length < 200);
    assert.match(new Replay(cluster.journalText()).problem ?? '', /^The session was run without a journal/);
  });

  it('keeps what comes before the damage', () => {
    const lines = sessionText().split('\n');
    lines[2] = lines[2]?.slice(0, 40) ?? '';
    const replay = new Replay(lines.join('\n'));
    assert.equal(replay.problem, 'The saved session is damaged from line 3 on.');
    assert.equal(
      replay.runSlice(() => true),
      'done',
    );
    const { cluster } = replay;
    assert.equal(cluster?.send({ method: 'GET', path: '/api/v1/namespaces/default/configmaps/a' }).code, 200);
    assert.equal(cluster?.send({ method: 'GET', path: '/api/v1/namespaces/default/configmaps/b' }).code, 404);
  });

  it('does not throw, whatever became of the text', () => {
    const text = sessionText();
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(30), fc.string({ maxLength: 10 }), (from, length, noise) => {
        const replay = new Replay(text.slice(0, from) + noise + text.slice(from + length));
        replay.runSlice(() => true);
      }),
    );
  });

  it('replays in slices as short as the caller likes', () => {
    const cluster = new Cluster({ seed: 3, startTimeMs: 0, nodes: 1 });
    const containers = [{ name: 'app', image: 'busybox:1.36', command: ['sh', '-c', 'while true; do sleep 1; done'] }];
    const body = { metadata: { name: 'web' }, spec: { containers } };
    cluster.send({ method: 'POST', path: '/api/v1/namespaces/default/pods', body });
    cluster.advanceBy(20_000);
    const replay = new Replay(cluster.journalText());
    let slices = 1;
    let part = 0;
    for (let turn = 0; replay.runSlice(() => turn++ % 2 === 0) === 'more'; slices++) {
      assert.ok(replay.part >= part);
      part = replay.part;
    }
    assert.ok(slices > 10);
    assert.equal(replay.part, 1);
    assert.equal(replay.cluster?.stateText(), cluster.stateText());
  });

  it('closes at hand-over what was still open, as an input that replays', () => {
    const cluster = new Cluster({ seed: 3, startTimeMs: 0, nodes: 1 });
    const receiver = { onChunk: () => {}, onEnd: () => {} };
    const spec = { containers: [{ name: 'app', image: 'busybox:1.36', command: ['sleep', '1000'] }] };
    cluster.send({ method: 'POST', path: '/api/v1/namespaces/default/pods', body: { metadata: { name: 'a' }, spec } });
    cluster.advanceBy(20_000);
    const path = '/api/v1/namespaces/default/pods/a/exec';
    const query = { command: ['cat'], stdin: 'true', stdout: 'true' };
    const { response } = cluster.open({ method: 'GET', path, query }, receiver);
    assert.equal(response.code, 101);
    const replay = new Replay(cluster.journalText());
    replay.runSlice(() => true);
    replay.closeStreams();
    const handedOver = replay.cluster as Cluster;
    handedOver.advanceBy(5_000);
    const entries = journalFromText(handedOver.journalText()).record?.entries ?? [];
    assert.deepEqual(
      entries.map(({ input }) => input),
      ['send', 'open', 'close'],
    );
    const again = new Replay(handedOver.journalText());
    again.runSlice(() => true);
    assert.equal(again.cluster?.stateText(), handedOver.stateText());
  });
});

describe('a replay that ends early', () => {
  const names = (cluster: Cluster | undefined) => {
    const { body } = cluster?.send({ method: 'GET', path: '/api/v1/namespaces/default/configmaps' }) ?? {};
    return (body as { items: { metadata: { name: string } }[] }).items
      .map(({ metadata }) => metadata.name)
      .filter((name) => name !== 'kube-root-ca.crt');
  };
  const replayUntil = (untilMs: number, inputs?: number) => {
    const replay = new Replay(sessionText(), untilMs, inputs);
    replay.runSlice(() => true);
    return replay;
  };

  it('stands at that moment, as the session stood then, and its own journal ends there', () => {
    const { cluster, problem } = replayUntil(999);
    assert.equal(problem, undefined);
    assert.equal(cluster?.timeline.nowMs, 999);
    assert.deepEqual(names(cluster), ['a']);
    const again = new Replay(cluster?.journalText() ?? '');
    again.runSlice(() => true);
    assert.equal(again.cluster?.stateText(), cluster?.stateText());
  });

  it('leaves out later inputs of its very moment where it is told how many there were: the clock may have stood still', () => {
    const { cluster, problem } = replayUntil(1_000, 1);
    assert.equal(problem, undefined);
    assert.deepEqual([names(cluster), cluster?.timeline.nowMs], [['a'], 1_000]);
    const all = replayUntil(2_000, 1).cluster;
    assert.deepEqual([names(all), all?.timeline.nowMs], [['a'], 2_000]);
  });

  it('takes the inputs of its very moment along, and is the whole session where the moment lies beyond', () => {
    assert.deepEqual(names(replayUntil(1_000).cluster), ['a', 'b']);
    const whole = replayUntil(99_000).cluster;
    assert.deepEqual([names(whole), whole?.timeline.nowMs], [['a', 'b'], 2_000]);
  });
});
