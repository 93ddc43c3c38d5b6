import assert from 'node:assert/strict';
import { threeWayPatch } from '../../src/kubectl/strategicPatch.ts';
import { applyStrategicMerge } from '../../src/simulation/apiserver/strategicMerge.ts';

const container = (name: string, more: object = {}) => ({ name, image: 'busybox:1.36', ...more });

function patchOf(last: object, wanted: object, live: object) {
  return threeWayPatch({ spec: last }, { spec: wanted }, { spec: live }, 'Pod');
}

describe('the patch of an apply', () => {
  it('is empty where the live object has all that is wanted', () => {
    const wanted = { containers: [container('app')] };
    const live = { containers: [container('app', { imagePullPolicy: 'IfNotPresent' })], dnsPolicy: 'ClusterFirst' };
    assert.deepEqual(patchOf(wanted, wanted, live), {});
  });

  it('changes an element of a list by its key and leaves what others set', () => {
    const wanted = { containers: [{ name: 'app', image: 'busybox:1.37' }] };
    const live = { containers: [container('app', { imagePullPolicy: 'IfNotPresent' })] };
    assert.deepEqual(patchOf({ containers: [container('app')] }, wanted, live), {
      spec: {
        containers: [{ name: 'app', image: 'busybox:1.37' }],
        '$setElementOrder/containers': [{ name: 'app' }],
      },
    });
  });

  it('removes what was applied before and is no longer wanted', () => {
    const last = { containers: [container('app'), container('old')], hostNetwork: true };
    const live = { containers: [container('app'), container('old'), container('injected')], hostNetwork: true };
    const patch = patchOf(last, { containers: [container('app')] }, live);
    const { value } = applyStrategicMerge({ spec: live }, patch, 'Pod') as { value: { spec: object } };
    assert.deepEqual(value.spec, { containers: [container('app'), container('injected')] });
  });

  it('puts elements in the wanted order', () => {
    const live = { containers: [container('a'), container('b')] };
    const wanted = { containers: [container('b'), container('c'), container('a')] };
    const patch = patchOf(live, wanted, live);
    const { value } = applyStrategicMerge({ spec: live }, patch, 'Pod') as { value: { spec: object } };
    assert.deepEqual(value.spec, wanted);
  });

  it('names the keys that a volume keeps', () => {
    const last = { volumes: [{ name: 'v', emptyDir: {} }] };
    const wanted = { volumes: [{ name: 'v', configMap: { name: 'c' } }] };
    const patch = patchOf(last, wanted, last);
    const { value } = applyStrategicMerge({ spec: last }, patch, 'Pod') as { value: { spec: object } };
    assert.deepEqual(value.spec, wanted);
  });
});
