import assert from 'node:assert/strict';
import type { Event, EventsEvent, HorizontalPodAutoscaler } from '../../../src/api/generated/objects.ts';
import { makeServer, objectIn, statusIn } from './harness.ts';

const v1 = '/apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers';
const v2 = '/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers';
const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
const metadata = { name: 'web' };
const kind = 'HorizontalPodAutoscaler';

function cpuMetric(averageUtilization: number) {
  return { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } } };
}

describe('autoscalers of version 1', () => {
  const spec = { scaleTargetRef, minReplicas: 2, maxReplicas: 5, targetCPUUtilizationPercentage: 70 };
  const manifest = { apiVersion: 'autoscaling/v1', kind, metadata, spec };

  it('are stored as version 2 and shown as written', () => {
    const { send } = makeServer();
    const created = send('POST', v1, manifest);
    assert.equal(created.code, 201, statusIn(created).message);
    const shown = objectIn(send('GET', `${v1}/web`)) as unknown as typeof manifest & { status: object };
    assert.equal(shown.apiVersion, 'autoscaling/v1');
    assert.deepEqual(shown.spec, spec);
    assert.deepEqual(shown.status, { currentReplicas: 0, desiredReplicas: 0 });
    const stored = objectIn(send('GET', `${v2}/web`)) as HorizontalPodAutoscaler;
    assert.equal(stored.apiVersion, 'autoscaling/v2');
    assert.deepEqual(stored.spec?.metrics, [cpuMetric(70)]);
  });

  it('keep what they have no field for in annotations', () => {
    const { send } = makeServer();
    const target = { type: 'AverageValue', averageValue: '100Mi' };
    const memory = { type: 'Resource', resource: { name: 'memory', target } };
    const metrics = [cpuMetric(50), memory];
    send('POST', v2, {
      apiVersion: 'autoscaling/v2',
      kind,
      metadata,
      spec: { scaleTargetRef, maxReplicas: 3, metrics },
    });
    const shown = objectIn(send('GET', `${v1}/web`)) as unknown as typeof manifest & {
      metadata: { annotations: Record<string, string> };
    };
    assert.equal(shown.spec.targetCPUUtilizationPercentage, 50);
    const kept = shown.metadata.annotations['autoscaling.alpha.kubernetes.io/metrics'] ?? '';
    assert.deepEqual(JSON.parse(kept), [
      { type: 'Resource', resource: { name: 'memory', targetAverageValue: '100Mi' } },
    ]);
    assert.equal(send('PUT', `${v1}/web`, { ...shown, spec: { ...shown.spec, maxReplicas: 4 } }).code, 200);
    const stored = objectIn(send('GET', `${v2}/web`)) as HorizontalPodAutoscaler;
    assert.equal(stored.spec?.maxReplicas, 4);
    // The one that has a field comes last.
    assert.deepEqual(stored.spec?.metrics, [memory, cpuMetric(50)]);
    assert.equal(stored.metadata?.annotations, undefined);
  });

  it('are patched, listed and deleted in their own form', () => {
    const { send } = makeServer();
    send('POST', v1, manifest);
    const patch = { spec: { targetCPUUtilizationPercentage: 40 } };
    assert.equal(send('PATCH', `${v1}/web`, patch, { contentType: 'application/merge-patch+json' }).code, 200);
    const list = send('GET', v1).body as { apiVersion: string; items: (typeof manifest)[] };
    assert.equal(list.apiVersion, 'autoscaling/v1');
    assert.equal(list.items[0]?.spec.targetCPUUtilizationPercentage, 40);
    assert.equal(send('DELETE', `${v1}/web`, {}).code, 200);
    assert.equal(statusIn(send('GET', `${v1}/web`)).message, 'horizontalpodautoscalers.autoscaling "web" not found');
  });

  it('are applied with managers, who may disagree', () => {
    const { send } = makeServer();
    const apply = (fieldManager: string, configuration: unknown) =>
      send('PATCH', `${v1}/web`, configuration, {
        contentType: 'application/apply-patch+yaml',
        query: { fieldManager },
      });
    const created = apply('one', manifest);
    assert.equal(created.code, 201, statusIn(created).message);
    const own = { ...manifest, spec: { scaleTargetRef, maxReplicas: 9 } };
    assert.match(statusIn(apply('two', own)).message ?? '', /conflict with "one".*: \.spec\.maxReplicas/);
    const { targetCPUUtilizationPercentage, minReplicas, ...less } = spec;
    assert.equal(apply('one', { ...manifest, spec: less }).code, 200);
    const shown = objectIn(send('GET', `${v1}/web`)) as unknown as typeof manifest;
    // What nobody wants any more is what it is without anybody.
    assert.deepEqual(shown.spec, { ...less, minReplicas: 1, targetCPUUtilizationPercentage: 80 });
  });

  it('are watched in their own form', () => {
    const { send, watch } = makeServer();
    const { events } = watch(v1);
    send('POST', v2, { ...manifest, apiVersion: 'autoscaling/v2', spec: { scaleTargetRef, maxReplicas: 3 } });
    assert.equal(events.at(-1)?.object.apiVersion, 'autoscaling/v1');
  });
});

describe('events of their own group', () => {
  const event: EventsEvent = {
    apiVersion: 'events.k8s.io/v1',
    kind: 'Event',
    metadata: { name: 'web.1', namespace: 'default' },
    eventTime: '2026-01-01T00:00:00.000000Z',
    reportingController: 'example.com/lab',
    reportingInstance: 'lab-1',
    action: 'Looking',
    reason: 'Looked',
    type: 'Normal',
    note: 'Looked at it.',
    regarding: { kind: 'Pod', name: 'web', namespace: 'default' },
  };

  it('are the Events of the core group', () => {
    const { send } = makeServer();
    const path = '/apis/events.k8s.io/v1/namespaces/default/events';
    const created = send('POST', path, event);
    assert.equal(created.code, 201, statusIn(created).message);
    const stored = objectIn(send('GET', '/api/v1/namespaces/default/events/web.1')) as Event;
    assert.equal(stored.message, 'Looked at it.');
    assert.deepEqual(stored.involvedObject, event.regarding);
    assert.equal(stored.reportingComponent, 'example.com/lab');
    const shown = objectIn(send('GET', `${path}/web.1`)) as EventsEvent;
    assert.deepEqual(
      [shown.apiVersion, shown.note, shown.regarding],
      ['events.k8s.io/v1', event.note, event.regarding],
    );
    assert.equal(statusIn(send('GET', `${path}/none`)).message, 'events "none" not found');
  });
});
