import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Pod } from '../../../src/api/generated/objects.ts';
import { parseQuantity, toNumber } from '../../../src/api/quantity.ts';
import { readRules } from '../../../src/simulation/containers/images/metricsAdapter/rules.ts';
import { MetricsAdapter } from '../../../src/simulation/metrics/custom/metricsAdapter.ts';
import { Random } from '../../../src/simulation/random.ts';
import { makeServer, startTimeMs } from '../apiserver/harness.ts';

const apiPath = '/apis/custom.metrics.k8s.io';

/** An adapter and the API that it reads; pages come from the test. */
function adapterWith(configuration?: string) {
  const { send, server, timeline } = makeServer();
  const rules = readRules(configuration);
  assert.ok(!('problem' in rules));
  const nowMs = () => startTimeMs + timeline.nowMs;
  const adapter = new MetricsAdapter(
    { timeline, api: server.components, random: new Random(1), nowMs },
    rules,
    () => {},
  );
  const created = (path: string, body: object) => {
    const response = send('POST', path, body);
    assert.equal(response.code, 201, JSON.stringify(response.body));
    return response.body;
  };
  /** A running Pod that wants to be read. */
  const pod = (name: string, labels: Record<string, string> = {}, annotations: Record<string, string> = {}) => {
    const made = created('/api/v1/namespaces/default/pods', {
      metadata: { name, labels, annotations: { 'prometheus.io/scrape': 'true', ...annotations } },
      spec: { containers: [{ name: 'app', image: 'x:1', ports: [{ containerPort: 8080 }] }] },
    }) as Pod;
    const ip = `10.244.1.${adapter.targets().length + 2}`;
    const status = { ...made.status, phase: 'Running', podIP: ip, podIPs: [{ ip }] };
    assert.equal(send('PUT', `/api/v1/namespaces/default/pods/${name}/status`, { ...made, status }).code, 200);
  };
  const service = (name: string, selector: Record<string, string>) =>
    created('/api/v1/namespaces/default/services', { metadata: { name }, spec: { selector, ports: [{ port: 80 }] } });
  const ingress = (name: string, services: readonly string[]) =>
    created('/apis/networking.k8s.io/v1/namespaces/default/ingresses', {
      metadata: { name },
      spec: {
        rules: services.map((backend, index) => ({
          host: `h${index}.example.com`,
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: backend, port: { number: 80 } } } }],
          },
        })),
      },
    });
  /** The pages that Pods show now; the others do not answer. */
  const look = (pages: Record<string, string>) => {
    for (const target of adapter.targets()) adapter.scraped(target, pages[target.pod.name]);
    adapter.relist();
  };
  const ask = (path: string, query: Record<string, string> = {}) =>
    adapter.answer({ method: 'GET', path: `${apiPath}/v1beta2/namespaces/default/${path}`, query });
  const valuesOf = (path: string, query: Record<string, string> = {}) => {
    const { code, body } = ask(path, query);
    if (code !== 200) return (body as { message: string }).message;
    const { items } = body as { items: { describedObject: { name: string }; value: string }[] };
    return Object.fromEntries(items.map(({ describedObject, value }) => [describedObject.name, value]));
  };
  return { adapter, timeline, pod, service, ingress, look, ask, valuesOf, send };
}

describe('an adapter for custom metrics', () => {
  it('reads the Pods that are annotated, at their port and path', () => {
    const { adapter, pod, send } = adapterWith();
    pod('usual');
    pod('own', {}, { 'prometheus.io/port': '9090', 'prometheus.io/path': 'status/metrics' });
    pod('unwilling', {}, { 'prometheus.io/scrape': 'false' });
    send('POST', '/api/v1/namespaces/default/pods', {
      metadata: { name: 'pending', annotations: { 'prometheus.io/scrape': 'true' } },
      spec: { containers: [{ name: 'app', image: 'x:1' }] },
    });
    assert.deepEqual(
      adapter.targets().map(({ pod: { name }, address, path }) => [name, address.port, path]),
      [
        ['own', 9090, '/status/metrics'],
        ['usual', 8080, '/metrics'],
      ],
    );
  });

  it('knows a metric from the next time on that it asks which there are', () => {
    const { adapter, pod, look, valuesOf } = adapterWith();
    pod('a');
    look({ a: 'queue_length 3' });
    assert.deepEqual(valuesOf('pods/*/queue_length'), { a: '3' });
    for (const target of adapter.targets()) adapter.scraped(target, 'queue_length 3\nother 1');
    assert.equal(valuesOf('pods/*/other'), 'the server could not find the metric other for pods');
    adapter.relist();
    assert.deepEqual(valuesOf('pods/*/other'), { a: '1' });
    assert.deepEqual(
      adapter.resources('custom.metrics.k8s.io', 'v1beta1')?.map(({ name, namespaced }) => [name, namespaced]),
      [
        ['namespaces/other', false],
        ['namespaces/queue_length', false],
        ['pods/other', true],
        ['pods/queue_length', true],
      ],
    );
    assert.equal(adapter.resources('custom.metrics.k8s.io', 'v1'), undefined);
  });

  it('does not take the past for the present', () => {
    const { timeline, pod, look, valuesOf } = adapterWith();
    pod('a');
    look({ a: 'queue_length 3\nrequests_total 10' });
    timeline.advanceTo(15_000);
    look({ a: 'queue_length 4\nrequests_total 25' });
    assert.deepEqual(valuesOf('pods/*/queue_length'), { a: '4' });
    timeline.advanceTo(30_000);
    look({});
    assert.equal(valuesOf('pods/a/queue_length'), 'the server could not find the metric queue_length for pods a');
    assert.notDeepEqual(valuesOf('pods/a/requests'), {}, 'a rate is of the whole window');
    timeline.advanceTo(45_000);
    look({ a: 'this is no page' });
    assert.deepEqual(valuesOf('pods/*/queue_length'), {});
  });

  it('forgets Pods that are gone', () => {
    const { pod, look, valuesOf, send } = adapterWith();
    pod('a');
    pod('b');
    look({ a: 'queue_length 3', b: 'queue_length 4' });
    assert.deepEqual(valuesOf('metrics/queue_length'), { default: '7' });
    send('DELETE', '/api/v1/namespaces/default/pods/a', { gracePeriodSeconds: 0 });
    look({ b: 'queue_length 4' });
    assert.deepEqual(valuesOf('metrics/queue_length'), { default: '4' });
  });

  it('chooses objects and series by their labels', () => {
    const { pod, look, valuesOf, ask } = adapterWith();
    pod('a', { app: 'x' });
    pod('b', { app: 'y' });
    const page = 'queue_length{queue="orders"} 3\nqueue_length{queue="mails"} 4.5';
    look({ a: page, b: page });
    assert.deepEqual(valuesOf('pods/*/queue_length', { labelSelector: 'app=y' }), { b: '7500m' });
    assert.deepEqual(valuesOf('pods/*/queue_length', { metricLabelSelector: 'queue=orders' }), { a: '3', b: '3' });
    const query = { metricLabelSelector: 'queue in (orders,mails),pod!=b' };
    assert.deepEqual(valuesOf('pods/*/queue_length', query), { a: '7500m' });
    const { items } = ask('pods/a/queue_length', query).body as { items: { metric: { selector: unknown } }[] };
    assert.deepEqual(items[0]?.metric.selector, {
      matchExpressions: [
        { key: 'pod', operator: 'NotIn', values: ['b'] },
        { key: 'queue', operator: 'In', values: ['mails', 'orders'] },
      ],
    });
    assert.equal(ask('pods/*/queue_length', { labelSelector: 'app=(' }).code, 400);
    assert.equal(ask('pods/*/queue_length/more').code, 404);
    assert.equal(ask('pods/*/queue_length', { watch: 'true' }).code, 405);
  });

  it('cuts off what is less than a thousandth, and takes what is no number for nothing', () => {
    const { pod, look, valuesOf } = adapterWith();
    pod('a');
    look({ a: 'x 0.0339\ny NaN\nz -1.5\nw 1e15' });
    assert.deepEqual(
      ['x', 'y', 'z', 'w'].map((name) => valuesOf(`pods/a/${name}`)),
      [{ a: '33m' }, { a: '0' }, { a: '-1500m' }, { a: '1P' }],
    );
  });

  it('gives a Service what its Pods have together, and an Ingress what its Services have, each Pod once', () => {
    const amounts = fc.array(fc.nat(1_000), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(amounts, amounts, fc.nat(1_000), (left, right, both) => {
        const { pod, service, ingress, look, valuesOf } = adapterWith();
        const pages: Record<string, string> = {};
        const add = (name: string, labels: Record<string, string>, value: number) => {
          pod(name, labels);
          pages[name] = `queue_length{a="1"} ${value}\nqueue_length{a="2"} 1\n`;
        };
        for (const [index, value] of left.entries()) add(`l${index}`, { left: 'yes' }, value);
        for (const [index, value] of right.entries()) add(`r${index}`, { right: 'yes' }, value);
        add('both', { left: 'yes', right: 'yes' }, both);
        service('left', { left: 'yes' });
        service('right', { right: 'yes' });
        service('nobody', { none: 'yes' });
        ingress('front', ['left', 'right', 'missing']);
        look(pages);
        const sum = (values: readonly number[]) => values.reduce((all, value) => all + value + 1, 0);
        const amount = (values: object | string, name: string) => {
          const quantity = parseQuantity((values as Record<string, string>)[name] ?? '');
          return quantity && toNumber(quantity);
        };
        const services = valuesOf('services/*/queue_length');
        assert.deepEqual(Object.keys(services), ['left', 'right']);
        assert.equal(amount(services, 'left'), sum([...left, both]));
        assert.equal(amount(services, 'right'), sum([...right, both]));
        const all = sum([...left, ...right, both]);
        assert.equal(amount(valuesOf('ingresses.networking.k8s.io/front/queue_length'), 'front'), all);
        assert.equal(amount(valuesOf('metrics/queue_length'), 'default'), all);
        const pods = valuesOf('pods/*/queue_length') as Record<string, string>;
        assert.equal(
          Object.keys(pods).reduce((total, name) => total + (amount(pods, name) ?? 0), 0),
          all,
        );
      }),
      { numRuns: 30 },
    );
  });
});
