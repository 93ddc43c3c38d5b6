import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ApiRequest } from '../../src/api/request.ts';
import { Cluster } from '../../src/simulation/cluster.ts';
import { Replay } from '../../src/simulation/replay.ts';

const startTimeMs = Date.UTC(2026, 0, 1);
const podsPath = '/api/v1/namespaces/default/pods';
const logScript = 'i=0; while true; do i=$((i+1)); echo "$i $(date -Iseconds)"; sleep 1; done';

function loopingPod(name: string) {
  const containers = [{ name: 'app', image: 'busybox:1.36', command: ['sh', '-c', logScript] }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { containers } };
}

function phaseOf(cluster: Cluster, name: string): string | undefined {
  const { body } = cluster.send({ method: 'GET', path: `${podsPath}/${name}` });
  return (body as { status?: { phase?: string } }).status?.phase;
}

function replayOf(cluster: Cluster): Replay {
  const replay = new Replay(cluster.journalText());
  while (replay.runSlice(() => true) === 'more');
  return replay;
}

describe('cluster', () => {
  it('runs a Pod that never ends, settles, and advances ten minutes', () => {
    const cluster = new Cluster({ seed: 1, startTimeMs, nodes: 2 });
    cluster.send({ method: 'POST', path: podsPath, body: loopingPod('web') });
    assert.equal(cluster.settle(120_000), true);
    assert.equal(phaseOf(cluster, 'web'), 'Running');
    const before = cluster.timeline.nowMs;
    cluster.advanceBy(600_000);
    assert.equal(cluster.timeline.nowMs, before + 600_000);
    const log = cluster.send({ method: 'GET', path: `${podsPath}/web/log`, query: { tailLines: '1' } }).body as string;
    assert.ok(Number(log.split(' ')[0]) > 590, log);
  });

  it('tells watchers between timers, and what they do in answer replays', () => {
    const cluster = new Cluster({ seed: 1, startTimeMs, nodes: 1 });
    let answered = false;
    cluster.open(
      { method: 'GET', path: podsPath, query: { watch: 'true' } },
      {
        onChunk: (chunk) => {
          if (chunk.channel !== 'watch' || answered || chunk.event.type !== 'MODIFIED') return;
          answered = true;
          cluster.send({ method: 'POST', path: podsPath, body: loopingPod('second') });
        },
        onEnd: () => {},
      },
    );
    cluster.send({ method: 'POST', path: podsPath, body: loopingPod('first') });
    cluster.settle(120_000);
    assert.equal(phaseOf(cluster, 'second'), 'Running');
    assert.equal(replayOf(cluster).cluster?.stateText(), cluster.stateText());
  });

  it('keeps a request as it was, whatever its sender does to it later', () => {
    const cluster = new Cluster({ seed: 1, startTimeMs, nodes: 1 });
    const body = loopingPod('web');
    cluster.send({ method: 'POST', path: podsPath, body });
    body.metadata.name = 'other';
    cluster.settle(120_000);
    assert.equal(phaseOf(cluster, 'web'), 'Running');
    assert.equal(replayOf(cluster).cluster?.stateText(), cluster.stateText());
  });

  it('refuses a body that is too large', () => {
    const cluster = new Cluster({ seed: 1, startTimeMs, nodes: 1 });
    const { code, body } = cluster.send({ method: 'POST', path: podsPath, body: 'x'.repeat(4 * 1024 * 1024) });
    assert.equal(code, 413);
    assert.equal((body as { reason: string }).reason, 'RequestEntityTooLarge');
    assert.equal(cluster.journal.size, 0);
  });

  it('empties a Namespace that is deleted, and furnishes a new one', () => {
    const cluster = new Cluster({ seed: 1, startTimeMs, nodes: 1 });
    const send = (method: ApiRequest['method'], path: string, body?: unknown) => cluster.send({ method, path, body });
    send('POST', '/api/v1/namespaces', { metadata: { name: 'team' } });
    cluster.settle(60_000);
    assert.equal(send('GET', '/api/v1/namespaces/team/serviceaccounts/default').code, 200);
    send('POST', '/api/v1/namespaces/team/pods', loopingPod('web'));
    cluster.settle(60_000);
    const gone = send('DELETE', '/api/v1/namespaces/team').body as { status: { phase: string } };
    assert.equal(gone.status.phase, 'Terminating');
    assert.equal(send('POST', '/api/v1/namespaces/team/pods', loopingPod('late')).code, 403);
    cluster.settle(120_000);
    assert.equal(send('GET', '/api/v1/namespaces/team').code, 404);
    assert.equal(send('DELETE', '/api/v1/namespaces/default').code, 403);
  });

  it('replays to the same state in every byte, over seeds and inputs', () => {
    const names = fc.constantFrom('a', 'b', 'c');
    const input = fc.oneof(
      fc.record({ what: fc.constant('create' as const), name: names }),
      fc.record({ what: fc.constant('delete' as const), name: names, grace: fc.constantFrom('0', '5', '30') }),
      fc.record({ what: fc.constant('label' as const), name: names }),
      fc.record({ what: fc.constant('wait' as const), ms: fc.nat(40_000) }),
      fc.record({ what: fc.constant('steps' as const), count: fc.nat(30) }),
    );
    fc.assert(
      fc.property(fc.nat(), fc.array(input, { maxLength: 12 }), (seed, inputs) => {
        const cluster = new Cluster({ seed, startTimeMs, nodes: 2 });
        for (const each of inputs) {
          if (each.what === 'wait') cluster.advanceBy(each.ms);
          else if (each.what === 'steps') for (let i = 0; i < each.count; i++) cluster.step();
          else if (each.what === 'create')
            cluster.send({ method: 'POST', path: podsPath, body: loopingPod(each.name) });
          else if (each.what === 'delete') {
            const query = { gracePeriodSeconds: each.grace };
            cluster.send({ method: 'DELETE', path: `${podsPath}/${each.name}`, query });
          } else {
            const body = { metadata: { labels: { at: String(cluster.timeline.nowMs) } } };
            const contentType = 'application/merge-patch+json';
            cluster.send({ method: 'PATCH', path: `${podsPath}/${each.name}`, contentType, body });
          }
        }
        const replay = replayOf(cluster);
        assert.equal(replay.problem, undefined);
        assert.equal(replay.cluster?.stateText(), cluster.stateText());
      }),
      { numRuns: 25 },
    );
  }).timeout(60_000);
});
