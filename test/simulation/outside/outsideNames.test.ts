import assert from 'node:assert/strict';
import fc from 'fast-check';
import { answerOutside } from '../../../src/simulation/outside/outsideNames.ts';

const ask = (name: string, type = 'A') => answerOutside({ name, type, class: 'IN' });
const data = (name: string, type = 'A') =>
  ask(name, type).answers.map(({ name: owner, ttl: _ttl, ...rest }) => [owner, rest]);

describe('names outside of the cluster', () => {
  it('have addresses of both families, with the spelling of the question', () => {
    assert.deepEqual(data('Example.COM'), [['Example.COM', { type: 'A', address: '203.0.113.10' }]]);
    assert.deepEqual(data('example.com', 'AAAA'), [['example.com', { type: 'AAAA', address: '2001:db8::10' }]]);
  });

  it('follow an alias to its addresses', () => {
    assert.deepEqual(data('www.example.com'), [
      ['www.example.com', { type: 'CNAME', target: 'example.com' }],
      ['example.com', { type: 'A', address: '203.0.113.10' }],
    ]);
    assert.deepEqual(data('www.example.com', 'CNAME').length, 1);
  });

  it('tell a name without such a record from one that does not exist', () => {
    assert.deepEqual([ask('github.com', 'AAAA').status, ask('github.com', 'AAAA').answers], ['NOERROR', []]);
    for (const name of ['.', 'com', 'database.example.com']) assert.equal(ask(name).status, 'NOERROR', name);
    const { status, authority } = ask('web.default.svc.cluster.local');
    assert.deepEqual([status, authority.map(({ type }) => type)], ['NXDOMAIN', ['SOA']]);
  });

  it('are not those of every object of the language', () => {
    for (const name of ['constructor', '__proto__', 'a.constructor']) assert.equal(ask(name).status, 'NXDOMAIN', name);
  });

  it('answer any question', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (name, type, questionClass) => {
        const { status } = answerOutside({ name, type, class: questionClass });
        assert.ok(['NOERROR', 'NXDOMAIN', 'REFUSED'].includes(status));
      }),
    );
  });
});
