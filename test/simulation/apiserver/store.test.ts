import assert from 'node:assert/strict';
import fc from 'fast-check';
import { historyLimit, historyWeightLimit } from '../../../src/simulation/apiserver/history.ts';
import { configMapKind, podKind } from '../../../src/simulation/apiserver/knownKinds.ts';
import { Store } from '../../../src/simulation/apiserver/store.ts';

const objectNamed = (namespace: string, name: string, value = '') => ({
  metadata: { namespace, name },
  data: { value },
});

describe('store', () => {
  it('gives every change the next version of one counter, whatever the kind', () => {
    const store = new Store();
    const first = store.put(configMapKind, objectNamed('default', 'a'));
    const second = store.put(podKind, objectNamed('default', 'a'));
    assert.equal(first.metadata.resourceVersion, '1');
    assert.equal(second.metadata.resourceVersion, '2');
    assert.equal(store.remove(podKind, second).metadata.resourceVersion, '3');
    assert.equal(store.revision, 3);
    assert.equal(store.get(podKind, 'default', 'a'), undefined);
  });

  it('freezes what it stores, to the last part', () => {
    const stored = new Store().put(configMapKind, objectNamed('default', 'a'));
    assert.throws(() => {
      stored.metadata.name = 'b';
    }, TypeError);
    assert.throws(() => {
      (stored as unknown as { data: Record<string, string> }).data.value = 'b';
    }, TypeError);
  });

  it('lists like a sorted model, and tells exactly the changes after any version', () => {
    const names = fc.constantFrom('a', 'b', 'a-b', 'z');
    const command = fc.record({ put: fc.boolean(), namespace: names, name: names, value: fc.string({ maxLength: 3 }) });
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), fc.nat(40), (commands, from) => {
        const store = new Store();
        const model = new Map<string, string>();
        const changes: string[] = [];
        for (const { put, namespace, name, value } of commands) {
          const key = `${namespace}/${name}`;
          const old = store.get(configMapKind, namespace, name);
          if (put) {
            store.put(configMapKind, objectNamed(namespace, name, value));
            model.set(key, value);
            changes.push(`${old ? 'MODIFIED' : 'ADDED'} ${key}`);
          } else if (old) {
            store.remove(configMapKind, old);
            model.delete(key);
            changes.push(`DELETED ${key}`);
          }
        }
        const keyOf = ({ metadata }: { metadata: { namespace?: string; name: string } }) =>
          `${metadata.namespace}/${metadata.name}`;
        assert.deepEqual(store.list(configMapKind).map(keyOf), [...model.keys()].sort());
        const inA = [...model.keys()].filter((key) => key.startsWith('a/')).sort();
        assert.deepEqual(store.list(configMapKind, 'a').map(keyOf), inA);
        const told = store.changesSince(configMapKind, from)?.map(({ type, object }) => `${type} ${keyOf(object)}`);
        assert.deepEqual(told, changes.slice(from));
      }),
    );
  });

  it('forgets the oldest changes and says so', () => {
    const store = new Store();
    for (let i = 0; i <= 2 * historyLimit; i++) store.put(configMapKind, objectNamed('default', 'a', String(i)));
    assert.equal(store.changesSince(configMapKind, 1), undefined);
    const oldest = store.oldestRevision(configMapKind);
    assert.equal(store.changesSince(configMapKind, oldest)?.[0]?.revision, oldest + 1);
    assert.deepEqual(store.changesSince(podKind, 0), []);
  });

  it('forgets sooner what is large, and counts what versions share once', () => {
    const store = new Store();
    const megabyte = 1024 * 1024;
    const large = (text: string) => ({ ...objectNamed('default', 'a', text), data: { text: text.repeat(megabyte) } });
    for (let i = 0; i < 100; i++) store.put(configMapKind, large(String(i % 10)));
    const kept = store.changesSince(configMapKind, store.oldestRevision(configMapKind))?.length ?? 0;
    assert.ok(kept >= historyWeightLimit / megabyte / 2 - 1 && kept <= historyWeightLimit / megabyte, String(kept));
    let last = store.put(configMapKind, large('x'));
    const oldest = store.oldestRevision(configMapKind);
    for (let i = 0; i < 1_000; i++) {
      last = store.put(configMapKind, { ...last, metadata: { ...last.metadata, labels: { i: String(i) } } });
    }
    assert.equal(store.oldestRevision(configMapKind), oldest, 'labels weigh next to nothing');
  });
});
