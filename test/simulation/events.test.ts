import assert from 'node:assert/strict';
import type { Event } from '../../src/api/generated/objects.ts';
import { Cluster } from '../../src/simulation/cluster.ts';
import { EventCorrelator } from '../../src/simulation/eventCorrelator.ts';

/** What becomes of messages about one object: `-` for one that is not written. */
function correlated(messages: readonly string[], stepMs: number): string[] {
  const correlator = new EventCorrelator();
  return messages.map((message, index) => {
    const event = {
      source: 'kubelet',
      subject: 'Pod web',
      fieldPath: '',
      type: 'Warning',
      reason: 'Unhealthy',
      message,
    };
    const { isSpam, known, message: shown, remember } = correlator.correlate(event, index * stepMs);
    if (!known) remember({ name: `${index}`, firstMs: 0, count: 1 });
    return isSpam ? '-' : `${known?.count ?? 1} ${shown}`;
  });
}

describe('events', () => {
  it('that come again raise a count', () => {
    assert.deepEqual(correlated(['a', 'a', 'b', 'a'], 1000), ['1 a', '2 a', '1 b', '3 a']);
  });

  it('that are many and similar are combined: the tenth of them and those after it', () => {
    const messages = Array.from({ length: 12 }, (_, index) => `m${index}`);
    const shown = correlated(messages, 1000);
    assert.equal(shown[8], '1 m8');
    assert.equal(shown[9], '1 (combined from similar events): m9');
    assert.equal(shown[10], '2 (combined from similar events): m10');
    const slow = correlated(messages, 601_000);
    assert.equal(slow[11], '1 m11');
  });

  it('about one object are at most 25 at once, and one more each five minutes', () => {
    const shown = correlated(
      Array.from({ length: 40 }, () => 'a'),
      1000,
    );
    assert.equal(shown[24], '25 a');
    assert.ok(shown.slice(25).every((text) => text === '-'));
    const slow = correlated(
      Array.from({ length: 60 }, () => 'a'),
      60_000,
    );
    const written = slow.filter((text) => text !== '-');
    // What was not written has been counted nevertheless.
    assert.ok(written.length > 30 && written.length < 40, `${written.length}`);
    const last = slow.findLastIndex((text) => text !== '-');
    assert.equal(slow[last], `${last + 1} a`);
  });

  it('are kept for an hour after they were last written', () => {
    const cluster = new Cluster({ seed: 1, startTimeMs: Date.UTC(2026, 0, 5), nodes: 1 });
    const spec = { containers: [{ name: 'app', image: 'busybox:1.36', command: ['sleep', '100000'] }] };
    const body = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec };
    const path = '/api/v1/namespaces/default/pods';
    assert.equal(cluster.send({ method: 'POST', path, body }).code, 201);
    const ofPod = () => {
      const { body: list } = cluster.send({ method: 'GET', path: '/api/v1/namespaces/default/events' });
      return (list as { items: Event[] }).items.filter(({ involvedObject }) => involvedObject.kind === 'Pod').length;
    };
    cluster.advanceTo(3_590_000);
    assert.ok(ofPod() >= 4, `${ofPod()}`);
    cluster.advanceTo(3_610_000);
    assert.equal(ofPod(), 0);
  });
});
