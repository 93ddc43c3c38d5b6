import assert from 'node:assert/strict';
import { Cluster } from '../../src/simulation/cluster.ts';
import { Replay } from '../../src/simulation/replay.ts';
import { journalEndingAt, momentFromText, momentToText } from '../../src/vscode/keptSession.ts';

function replayed(text: string): { state: string | undefined; problem: string | undefined } {
  const replay = new Replay(text);
  replay.runSlice(() => true);
  return { state: replay.cluster?.stateText(), problem: replay.problem };
}

describe('kept session', () => {
  const pod = (name: string) => ({
    metadata: { name },
    spec: {
      containers: [{ name: 'app', image: 'busybox:1.36', command: ['sh', '-c', 'while true; do date; sleep 1; done'] }],
    },
  });
  const path = '/api/v1/namespaces/default/pods';
  let cluster: Cluster;
  const moment = () => ({
    inputs: cluster.journal.size,
    atMs: cluster.timeline.nowMs,
    steps: cluster.timeline.steps,
    paused: false,
    speed: 10,
  });

  beforeEach(() => {
    cluster = new Cluster({ seed: 1, startTimeMs: 0, nodes: 1 });
    cluster.send({ method: 'POST', path, body: pod('a') });
  });

  it('brings the cluster back as it was at the moment, though the journal was written before', () => {
    const journal = cluster.journalText();
    cluster.advanceBy(30_500);
    assert.deepEqual(replayed(journalEndingAt(journal, moment())), { state: cluster.stateText(), problem: undefined });
  });

  it('keeps to the journal where the moment counts other inputs, or lies before its end', () => {
    const early = moment();
    const before = cluster.journalText();
    cluster.advanceBy(5_000);
    const later = cluster.journalText();
    assert.equal(journalEndingAt(later, early), later);
    cluster.send({ method: 'POST', path, body: pod('b') });
    assert.equal(journalEndingAt(before, moment()), before);
  });

  it('leaves a damaged journal as it is', () => {
    for (const text of ['', 'x', '\n\n', '{}\n{}\n{}']) assert.equal(journalEndingAt(text, moment()), text);
  });

  it('reads a moment as it was written, and no other text', () => {
    assert.deepEqual(momentFromText(momentToText(moment())), moment());
    for (const text of ['', 'null', '[]', '{"inputs":1}', momentToText({ ...moment(), speed: 0 })]) {
      assert.equal(momentFromText(text), undefined);
    }
  });
});
