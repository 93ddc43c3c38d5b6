import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Status } from '../../../src/api/generated/objects.ts';
import { historyLimit } from '../../../src/simulation/apiserver/history.ts';
import { configMapKind } from '../../../src/simulation/apiserver/knownKinds.ts';
import { configMapsPath, makeServer, objectIn } from './harness.ts';

const configMap = (name: string, labels: Record<string, string> = {}) => ({ metadata: { name, labels } });

describe('watches', () => {
  it('begin with what is there, and end with their time', () => {
    const { send, watch, timeline, server } = makeServer();
    send('POST', configMapsPath, configMap('a'));
    const seen = watch(configMapsPath, { timeoutSeconds: '5' });
    send('DELETE', `${configMapsPath}/a`);
    const texts = seen.events.map(({ type, object }) => `${type} ${object.metadata?.name}`);
    assert.deepEqual(texts, ['ADDED a', 'ADDED kube-root-ca.crt', 'DELETED a']);
    timeline.moveTo(4_999);
    server.deliver();
    assert.equal(seen.ended, false);
    timeline.moveTo(5_000);
    server.deliver();
    assert.equal(seen.ended, true);
  });

  it('tell exactly the later changes from any version', () => {
    const names = fc.constantFrom('a', 'b', 'c');
    const command = fc.record({ verb: fc.constantFrom('create', 'label', 'delete'), name: names, label: names });
    fc.assert(
      fc.property(fc.array(command, { maxLength: 25 }), fc.nat(30), (commands, offset) => {
        const { send, watch, server } = makeServer();
        const beginning = server.store.revision;
        const live = watch(configMapsPath, { resourceVersion: String(beginning) });
        for (const { verb, name, label } of commands) {
          if (verb === 'create') send('POST', configMapsPath, configMap(name));
          else if (verb === 'delete') send('DELETE', `${configMapsPath}/${name}`);
          else {
            const body = { metadata: { labels: { app: label } } };
            send('PATCH', `${configMapsPath}/${name}`, body, { contentType: 'application/merge-patch+json' });
          }
        }
        const version = Math.min(beginning + offset, server.store.revision);
        const later = live.events.filter(({ object }) => Number(object.metadata?.resourceVersion) > version);
        assert.deepEqual(watch(configMapsPath, { resourceVersion: String(version) }).events, later);
        assert.equal(live.events.length, server.store.revision - beginning);
      }),
      { numRuns: 50 },
    );
  });

  it('with a selector see an object come and go by its labels', () => {
    const { send, watch } = makeServer();
    const seen = watch(configMapsPath, { labelSelector: 'app=web' });
    send('POST', configMapsPath, configMap('a'));
    const label = (app: string | null) =>
      send(
        'PATCH',
        `${configMapsPath}/a`,
        { metadata: { labels: { app } } },
        { contentType: 'application/merge-patch+json' },
      );
    label('web');
    send('PATCH', `${configMapsPath}/a`, { data: { x: '1' } }, { contentType: 'application/merge-patch+json' });
    const last = objectIn(label('db'));
    assert.deepEqual(
      seen.events.map(({ type }) => type),
      ['ADDED', 'MODIFIED', 'DELETED'],
    );
    assert.equal(seen.events[2]?.object.metadata?.labels?.app, 'web');
    assert.equal(seen.events[2]?.object.metadata?.resourceVersion, last.metadata.resourceVersion);
  });

  it('mark the end of the initial events and send bookmarks in virtual time', () => {
    const { watch, timeline, server } = makeServer();
    const seen = watch(configMapsPath, {
      sendInitialEvents: 'true',
      resourceVersionMatch: 'NotOlderThan',
      allowWatchBookmarks: 'true',
    });
    assert.equal(seen.events.at(-1)?.object.metadata?.annotations?.['k8s.io/initial-events-end'], 'true');
    const before = seen.events.length;
    timeline.moveTo(60_000);
    server.deliver();
    assert.equal(seen.events.length, before + 1);
    assert.equal(seen.events.at(-1)?.type, 'BOOKMARK');
  });

  it('from before the history get an honest 410 and end', () => {
    const { send, watch, server } = makeServer();
    send('POST', configMapsPath, configMap('a'));
    const old = server.store.get(configMapKind, 'default', 'a');
    assert.ok(old);
    for (let i = 0; i < 2 * historyLimit; i++) server.store.put(configMapKind, old);
    const seen = watch(configMapsPath, { resourceVersion: '1' });
    assert.equal(seen.events[0]?.type, 'ERROR');
    assert.equal((seen.events[0]?.object as Status | undefined)?.code, 410);
    assert.equal(seen.ended, true);
  }).timeout(20_000);

  it('from a version that is not there yet wait for it', () => {
    const { send, watch, server } = makeServer();
    const seen = watch(configMapsPath, { resourceVersion: String(server.store.revision + 1) });
    send('POST', configMapsPath, configMap('a'));
    send('POST', configMapsPath, configMap('b'));
    assert.deepEqual(
      seen.events.map(({ object }) => object.metadata?.name),
      ['b'],
    );
  });

  it('that want what is there as of a later version are told that it is too large', () => {
    const { watch } = makeServer();
    const query = { sendInitialEvents: 'true', resourceVersionMatch: 'NotOlderThan', resourceVersion: '9999' };
    const seen = watch(configMapsPath, query);
    const status = seen.events[0]?.object as Status | undefined;
    assert.equal(status?.code, 504);
    assert.match(status?.message ?? '', /^Timeout: Too large resource version: 9999, current: \d+$/);
    assert.equal(seen.ended, true);
  });

  it('are refused in the words of a real server', () => {
    const { server } = makeServer();
    const refusal = (query: Record<string, string>) => {
      const request = { method: 'GET', path: configMapsPath, query: { watch: 'true', ...query } } as const;
      const { response, stream } = server.open(request, { onChunk: () => {}, onEnd: () => {} });
      assert.equal(stream, undefined);
      return `${response.code} ${(response.body as Status).message}`;
    };
    const wrong = '422 ListOptions.meta.k8s.io "" is invalid: ';
    const needsMatch =
      'resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan';
    assert.equal(refusal({ sendInitialEvents: 'true' }), `${wrong}${needsMatch}`);
    assert.equal(
      refusal({ sendInitialEvents: 'true', resourceVersionMatch: 'Exact' }),
      `${wrong}[${needsMatch}, resourceVersionMatch: Unsupported value: "Exact": supported values: "NotOlderThan"]`,
    );
    assert.equal(
      refusal({ resourceVersionMatch: 'NotOlderThan' }),
      `${wrong}resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided`,
    );
    assert.equal(refusal({ timeoutSeconds: 'x' }), '400 strconv.ParseInt: parsing "x": invalid syntax');
    assert.match(refusal({ resourceVersion: 'x' }), /^500 resourceVersion: Invalid value: "x": strconv.ParseUint/);
  });

  it('tell nothing after they were closed', () => {
    const { send, watch } = makeServer();
    const seen = watch(configMapsPath, { resourceVersion: '1000' });
    seen.close();
    send('POST', configMapsPath, configMap('a'));
    assert.deepEqual(seen.events, []);
    assert.equal(seen.ended, false);
  });
});
