import assert from 'node:assert/strict';
import { clientOf } from '../../src/api/client.ts';
import type { StreamEnd } from '../../src/api/request.ts';
import { Cluster } from '../../src/simulation/cluster.ts';
import { type EndableClient, endableClient } from '../../src/vscode/endableClient.ts';
import { outputUntilGone } from '../../src/vscode/outputUntilGone.ts';

const watch = { method: 'GET', path: '/api/v1/pods', query: { watch: 'true' } } as const;
const stopped = 'The practice cluster was stopped.';

describe('a client whose cluster goes away', () => {
  let endable: EndableClient;
  beforeEach(() => {
    endable = endableClient(clientOf(new Cluster({ seed: 1, startTimeMs: 0, nodes: 1 })));
  });

  it('ends each open stream once, with the sentence, and rejects what comes later', async () => {
    const ends: StreamEnd[] = [];
    for (let i = 0; i < 2; i++) {
      await endable.client.open(watch, { onChunk: () => {}, onEnd: (end) => ends.push(end) });
    }
    endable.end(stopped);
    endable.end('again');
    assert.deepEqual(ends, [{ error: stopped }, { error: stopped }]);
    await assert.rejects(endable.client.send({ method: 'GET', path: '/api' }), { message: stopped });
    await assert.rejects(endable.client.open(watch, { onChunk: () => {}, onEnd: () => {} }), { message: stopped });
  });

  it('leaves a stream alone that its client closed', async () => {
    const ends: StreamEnd[] = [];
    const { stream } = await endable.client.open(watch, { onChunk: () => {}, onEnd: (end) => ends.push(end) });
    stream?.close();
    const before = ends.length;
    endable.end(stopped);
    assert.equal(ends.length, before);
  });

  it('breaks a waiting command off with the sentence, and drops what it says then', () => {
    let said = '';
    let aborted = 0;
    const print = (text: string) => {
      said += text;
    };
    const { output } = outputUntilGone(
      { stdout: print, stderr: print, columns: 80, cancellation: { aborted: false, onAbort: () => {} } },
      endable.onEnd,
    );
    output.cancellation.onAbort(() => {
      aborted += 1;
    });
    output.stdout('waiting\n');
    endable.end(stopped);
    output.stderr('error: something\n');
    assert.equal(said, `waiting\n${stopped}\n`);
    assert.equal(aborted, 1);
    assert.equal(output.cancellation.aborted, true);
  });
});
