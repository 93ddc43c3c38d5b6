import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Endpoint, EndpointSlice } from '../../../../src/api/generated/objects.ts';
import type { Stored } from '../../../../src/api/objects.ts';
import { identityOf } from '../../../../src/simulation/controllers/endpoints/sliceEndpoint.ts';
import { packSlices, type SliceForm } from '../../../../src/simulation/controllers/endpoints/slicePacking.ts';

const most = 5;

function endpoint(number: number, ready = true): Endpoint {
  return { addresses: [`10.0.0.${number}`], conditions: { ready }, targetRef: { kind: 'Pod', name: `p${number}` } };
}

function slice(name: string, endpoints: readonly Endpoint[]): Stored<EndpointSlice> {
  const metadata = { name, uid: name, resourceVersion: '1', creationTimestamp: '' };
  return { apiVersion: '', kind: '', metadata, addressType: 'IPv4', endpoints: [...endpoints] };
}

const form: SliceForm = {
  fresh: () => ({ addressType: 'IPv4', endpoints: [] }),
  relabelled: (same) => same,
};

function pack(existing: readonly Stored<EndpointSlice>[], wanted: readonly Endpoint[], how = form) {
  const set = new Map(wanted.map((one) => [identityOf(one), one]));
  const changes = packSlices(existing, set, how, most);
  const numbers = ({ endpoints }: EndpointSlice) => endpoints.map(({ targetRef }) => targetRef?.name?.slice(1)).join();
  return {
    changes,
    created: changes.create.map(numbers),
    updated: Object.fromEntries(changes.update.map((one) => [one.metadata?.name, numbers(one)])),
    deleted: changes.delete.map(({ metadata }) => metadata.name),
  };
}

const some = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => endpoint(from + i));

describe('the packing of slices', () => {
  it('fills the fullest of those that must be written anyway', () => {
    const existing = [slice('a', some(0, 3)), slice('b', some(10, 14)), slice('c', some(20, 22))];
    const wanted = [...some(1, 3), ...some(11, 14), ...some(20, 22), ...some(30, 33)];
    const { created, updated, deleted } = pack(existing, wanted);
    assert.deepEqual([created, updated, deleted], [[], { a: '1,2,32', b: '11,12,13,30,31' }, []]);
  });

  it('puts what is left into the one slice that it fills best', () => {
    const existing = [slice('a', some(0, 2)), slice('b', some(10, 13)), slice('c', some(20, 25))];
    const wanted = [...existing.flatMap(({ endpoints }) => endpoints), ...some(30, 32)];
    assert.deepEqual(pack(existing, wanted).updated, { b: '10,11,12,30,31' });
  });

  it('makes new ones rather than fill two that would not be written', () => {
    const existing = [slice('a', some(0, 4)), slice('b', some(10, 14))];
    const wanted = [...existing.flatMap(({ endpoints }) => endpoints), ...some(30, 32)];
    const { created, updated } = pack(existing, wanted);
    assert.deepEqual([created, updated], [['30,31'], {}]);
    assert.deepEqual(pack([], some(0, 12)).created, ['0,1,2,3,4', '5,6,7,8,9', '10,11']);
  });

  it('deletes what becomes empty, and leaves alone what stays', () => {
    const existing = [slice('a', some(0, 2)), slice('b', some(10, 12))];
    const { created, updated, deleted } = pack(existing, some(10, 12));
    assert.deepEqual([created, updated, deleted], [[], {}, ['a']]);
  });

  it('keeps an endpoint in its place when it changes', () => {
    const existing = [slice('a', some(0, 3))];
    const { changes } = pack(existing, [endpoint(2), endpoint(1, false), endpoint(0)]);
    assert.deepEqual(
      changes.update[0]?.endpoints.map(({ conditions }) => conditions?.ready),
      [true, false, true],
    );
  });

  it('writes every slice whose labels have changed', () => {
    const relabelled = <T extends EndpointSlice>(one: T): T => ({
      ...one,
      metadata: { ...one.metadata, labels: { a: 'b' } },
    });
    const existing = [slice('a', some(0, 3)), slice('b', some(10, 12))];
    const { changes } = pack(
      existing,
      existing.flatMap(({ endpoints }) => endpoints),
      { ...form, relabelled },
    );
    assert.deepEqual(
      changes.update.map(({ metadata }) => metadata?.labels),
      [{ a: 'b' }, { a: 'b' }],
    );
  });

  it('tells exactly what is wanted, none twice and no slice too large, with few writes', () => {
    const groups = fc
      .uniqueArray(fc.nat(60), { maxLength: 30 })
      .chain((all) =>
        fc.tuple(fc.constant(all), fc.array(fc.nat(5), { minLength: all.length, maxLength: all.length })),
      );
    const wish = fc.uniqueArray(fc.tuple(fc.nat(60), fc.boolean()), { maxLength: 40, selector: ([number]) => number });
    fc.assert(
      fc.property(groups, wish, ([numbers, places], wishes) => {
        const parts = Array.from({ length: 6 }, () => [] as Endpoint[]);
        for (const [i, number] of numbers.entries()) {
          const part = parts[places[i] ?? 0];
          if (part && part.length < most) part.push(endpoint(number));
        }
        const existing = parts.flatMap((part, i) => (part.length > 0 ? [slice(`s${i}`, part)] : []));
        const wanted = wishes.map(([number, ready]) => endpoint(number, ready));
        const { create, update, delete: gone } = pack(existing, wanted).changes;
        const written = new Map(update.map((one) => [one.metadata?.name, one]));
        const left = existing.filter((one) => !gone.includes(one)).map((one) => written.get(one.metadata.name) ?? one);
        const result = [...left, ...create];
        const told = result.flatMap(({ endpoints }) => endpoints);
        const sorted = (list: readonly Endpoint[]) => list.map((one) => JSON.stringify(one)).sort();
        assert.deepEqual(sorted(told), sorted(wanted));
        for (const { endpoints } of result) assert.ok(endpoints.length > 0 && endpoints.length <= most);
        // No write without a reason: something in the slice has gone, has changed, or was added.
        for (const one of update) {
          const before = existing.find(({ metadata }) => metadata.name === one.metadata?.name);
          assert.notDeepEqual(sorted(one.endpoints), sorted(before?.endpoints ?? []));
        }
        // Of the new slices all but the last are full.
        for (const { endpoints } of create.slice(0, -1)) assert.equal(endpoints.length, most);
      }),
      { numRuns: 500 },
    );
  });
});
