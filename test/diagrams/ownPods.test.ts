import assert from 'node:assert/strict';
import { ownPods } from '../../src/diagrams/ownPods.ts';

const owned = (name: string, kind: string, owner: string, more = {}) => ({
  metadata: {
    name,
    namespace: 'shop',
    ownerReferences: [{ apiVersion: 'v1', kind, name: owner, uid: owner, controller: true }],
    ...more,
  },
});
const at = (minute: number) => ({ creationTimestamp: `2026-01-01T00:0${minute}:00Z` });
const namesOf = (objects: readonly { metadata: { name: string } }[]) => objects.map(({ metadata }) => metadata.name);

describe('ownPods', () => {
  it('finds the Pods of a workload, the newest first', () => {
    const pods = [
      owned('old', 'Job', 'load', at(1)),
      owned('new', 'Job', 'load', at(2)),
      owned('other', 'Job', 'other', at(3)),
      owned('namesake', 'StatefulSet', 'load', at(3)),
      owned('elsewhere', 'Job', 'load', { ...at(3), namespace: 'default' }),
      { metadata: { name: 'free', namespace: 'shop', ...at(3) } },
    ];
    assert.deepEqual(namesOf(ownPods({ kind: 'Job', name: 'load', namespace: 'shop' }, pods, [])), ['new', 'old']);
  });

  it('finds those of a Deployment through its ReplicaSets, and those of a CronJob through its Jobs', () => {
    const pods = [
      owned('a', 'ReplicaSet', 'web-1', at(1)),
      owned('b', 'ReplicaSet', 'web-2', at(2)),
      owned('c', 'Job', 'web-2'),
    ];
    const sets = [
      owned('web-1', 'Deployment', 'web'),
      owned('web-2', 'Deployment', 'web'),
      owned('api-1', 'Deployment', 'api'),
    ];
    assert.deepEqual(namesOf(ownPods({ kind: 'Deployment', name: 'web', namespace: 'shop' }, pods, sets)), ['b', 'a']);
    assert.deepEqual(ownPods({ kind: 'Deployment', name: 'api', namespace: 'shop' }, pods, sets), []);
    const jobs = [owned('web-2', 'CronJob', 'nightly')];
    assert.deepEqual(namesOf(ownPods({ kind: 'CronJob', name: 'nightly', namespace: 'shop' }, pods, jobs)), ['c']);
  });

  it('puts those that are going last, and orders those of one second by name', () => {
    const pods = [
      owned('going', 'Job', 'load', { ...at(3), deletionTimestamp: '2026-01-01T00:04:00Z' }),
      owned('b', 'Job', 'load', at(1)),
      owned('a', 'Job', 'load', at(1)),
    ];
    assert.deepEqual(namesOf(ownPods({ kind: 'Job', name: 'load', namespace: 'shop' }, pods, [])), ['a', 'b', 'going']);
  });
});
