import assert from 'node:assert/strict';
import type { HTTPGetAction } from '../../../src/api/generated/objects.ts';
import { refused } from '../../../src/simulation/containers/errno.ts';
import {
  HttpHeaders,
  type HttpRequest,
  type HttpResponse,
  textResponse,
} from '../../../src/simulation/containers/http/message.ts';
import { HttpServer } from '../../../src/simulation/containers/http/server.ts';
import type { Process } from '../../../src/simulation/containers/process.ts';
import { pause, type Run, sleep } from '../../../src/simulation/containers/syscalls.ts';
import { grpcProbe } from '../../../src/simulation/kubelet/probes/grpcProbe.ts';
import { httpProbe } from '../../../src/simulation/kubelet/probes/httpProbe.ts';
import type { ProbeOutcome } from '../../../src/simulation/kubelet/probes/probeOutcome.ts';
import { TwoPods } from '../network/twoPods.ts';

const container = { name: 'app', ports: [{ name: 'web', containerPort: 8080 }] };

/** Runs a probe from the Node's side against a server on port 8080 of the Pod 10.244.0.5. */
function probed(
  onRequest: (request: HttpRequest, thread: Process) => Run<HttpResponse | undefined>,
  probe: (process: Process) => Run<ProbeOutcome>,
): ProbeOutcome | undefined {
  const pods = new TwoPods();
  pods.run(pods.web, function* (process) {
    const fd = process.listen({ ip: '0.0.0.0', port: 8080 });
    assert.ok(!refused(fd));
    new HttpServer(process, fd, { onRequest: ({ request, thread }) => onRequest(request, thread) }).start();
    for (;;) yield* pause();
  });
  pods.timeline.advanceTo(10);
  const client = pods.run(pods.client, probe);
  pods.timeline.advanceTo(30_000);
  return client.answer;
}

function get(
  action: Partial<HTTPGetAction>,
  onRequest: (request: HttpRequest, thread: Process) => Run<HttpResponse | undefined>,
) {
  return probed(onRequest, (process) => httpProbe(process, { port: 8080, ...action }, container, '10.244.0.5', 1000));
}

function answering(response: HttpResponse): () => Run<HttpResponse> {
  return function* () {
    yield* sleep(1);
    return response;
  };
}

function redirect(location: string): HttpResponse {
  return { status: 302, headers: new HttpHeaders([['Location', location]]), body: 'moved' };
}

describe('an HTTP probe', () => {
  it('succeeds with any status from 200 to 399, and only with these', () => {
    const resultOf = (status: number) => get({}, answering(textResponse(status, 'text')));
    assert.deepEqual(resultOf(200), { result: 'success', output: 'text' });
    assert.equal(resultOf(299)?.result, 'success');
    for (const status of [400, 404, 500, 503]) {
      assert.deepEqual(resultOf(status), { result: 'failure', output: `HTTP probe failed with statuscode: ${status}` });
    }
    assert.equal(resultOf(304)?.result, 'warning');
  });

  it('follows redirects on the same host, and is content with those to another', () => {
    const same = get({ path: '/old' }, function* ({ target }) {
      yield* sleep(1);
      return target === '/new' ? textResponse(200, 'new') : redirect('/new');
    });
    assert.deepEqual(same, { result: 'success', output: 'new' });
    const elsewhere = get({}, answering(redirect('https://example.com/')));
    assert.deepEqual(elsewhere, { result: 'warning', output: 'Probe terminated redirects, Response body: moved' });
    const endless = get({ path: '/loop' }, answering(redirect('/loop')));
    assert.deepEqual(endless, { result: 'failure', output: 'Get "/loop": stopped after 10 redirects' });
  });

  it('says who it is, and sends the headers of the spec', () => {
    let seen: HttpRequest | undefined;
    const onRequest = function* (request: HttpRequest) {
      seen = request;
      yield* sleep(0);
      return textResponse(200, '');
    };
    const lines = () => [...(seen?.headers ?? [])].map(([name, value]) => `${name}: ${value}`);
    get({ port: 'web', path: '/healthz?full=1' }, onRequest);
    assert.equal(seen?.target, '/healthz?full=1');
    assert.deepEqual(lines(), [
      'Host: 10.244.0.5:8080',
      'User-Agent: kube-probe/1.34',
      'Accept: */*',
      'Connection: close',
    ]);
    const httpHeaders = [
      { name: 'Host', value: 'shop.example' },
      { name: 'accept', value: '' },
      { name: 'X-Probe', value: 'yes' },
    ];
    get({ httpHeaders }, onRequest);
    const expected = ['Host: shop.example', 'User-Agent: kube-probe/1.34', 'X-Probe: yes', 'Connection: close'];
    assert.deepEqual(lines(), expected);
  });

  it('says in the words of the Go client why there is no answer', () => {
    const slow = get({}, function* () {
      yield* sleep(5_000);
      return textResponse(200, '');
    });
    const url = 'Get "http://10.244.0.5:8080/": ';
    const timedOut = 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)';
    assert.deepEqual(slow, { result: 'failure', output: url + timedOut });
    const silent = get({}, function* () {
      yield* sleep(1);
      return undefined;
    });
    assert.deepEqual(silent, { result: 'failure', output: `${url}EOF` });
    const closed = get({ port: 81 }, answering(textResponse(200, '')));
    const dial = 'Get "http://10.244.0.5:81/": dial tcp 10.244.0.5:81: connect: connection refused';
    assert.deepEqual(closed, { result: 'failure', output: dial });
    const plain = get({ scheme: 'HTTPS' }, answering(textResponse(200, '')));
    const noTls = 'Get "https://10.244.0.5:8080/": http: server gave HTTP response to HTTPS client';
    assert.deepEqual(plain, { result: 'failure', output: noTls });
  });

  it('knows named ports, and says when a name is not one', () => {
    assert.equal(get({ port: 'web' }, answering(textResponse(200, '')))?.result, 'success');
    assert.equal(get({ port: '8080' }, answering(textResponse(200, '')))?.result, 'success');
    const output = 'strconv.Atoi: parsing "http": invalid syntax';
    assert.deepEqual(get({ port: 'http' }, answering(textResponse(200, ''))), { result: 'error', output });
  });
});

describe('a gRPC probe', () => {
  const check = (process: Process) => grpcProbe(process, { port: 8080 }, '10.244.0.5', 2000);
  const health = (state: string) => answering(textResponse(200, state, 'application/grpc'));

  it('asks the health service of a server that speaks gRPC', () => {
    assert.deepEqual(probed(health('SERVING'), check), { result: 'success', output: 'service healthy' });
    const output = 'service unhealthy (responded with "NOT_SERVING")';
    assert.deepEqual(probed(health('NOT_SERVING'), check), { result: 'failure', output });
  });

  it('fails with all others', () => {
    const output = 'timeout: failed to connect service "10.244.0.5:8080" within 2s: context deadline exceeded';
    assert.deepEqual(probed(answering(textResponse(200, 'hello')), check), { result: 'failure', output });
  });
});
