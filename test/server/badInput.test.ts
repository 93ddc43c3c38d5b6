import assert from 'node:assert/strict';
import { connect } from 'node:tls';
import type { ConfigMap } from '../../src/api/generated/objects.ts';
import { maxBodyBytes } from '../../src/server/requestBody.ts';
import { DoorBench } from './doorBench.ts';

const mapsPath = '/api/v1/namespaces/default/configmaps';
const json = { 'content-type': 'application/json' };
const yaml = { 'content-type': 'application/yaml' };
const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'm' }, data: { key: 'value' } };

describe('requests at the door', () => {
  let bench: DoorBench;
  beforeEach(async () => {
    bench = await DoorBench.open();
  });
  afterEach(async () => {
    assert.equal((await bench.send({ path: '/healthz' })).text, 'ok');
    await bench.close();
    assert.deepEqual(bench.mistakes, []);
  });

  const post = (body: string | Buffer, headers: Readonly<Record<string, string>> = json) => ({
    method: 'POST',
    path: mapsPath,
    headers,
    body,
  });

  it('takes JSON and answers with it', async () => {
    const { code, headers, text } = await bench.send(post(JSON.stringify(map)));
    assert.equal(code, 201);
    assert.equal(headers['content-type'], 'application/json');
    assert.deepEqual((JSON.parse(text) as ConfigMap).data, { key: 'value' });
  });

  it('takes YAML as kubectl reads it, and answers with it where that is wanted', async () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: yam}\ndata:\n  a: "yes"\n  b: "1"\n';
    const created = await bench.send(post(text, yaml));
    assert.equal(created.code, 201, created.text);
    const answer = await bench.send({ path: `${mapsPath}/yam`, headers: { accept: 'application/yaml' } });
    assert.equal(answer.headers['content-type'], 'application/yaml');
    assert.match(answer.text, /data:\n {2}a: "?yes"?\n {2}b: "1"/);
  });

  it('says warnings in headers', async () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p' },
      spec: { containers: [{ name: 'c', image: 'busybox', resources: { limits: { memory: '128m' } } }], nöpe: 1 },
    };
    const path = '/api/v1/namespaces/default/pods';
    const { code, headers } = await bench.send({ method: 'POST', path, headers: json, body: JSON.stringify(pod) });
    assert.equal(code, 201);
    const warning = Buffer.from(String(headers.warning), 'latin1').toString();
    assert.match(warning, /299 - "unknown field \\"spec\.nöpe\\""/);
  });

  it('refuses what is no JSON, no YAML, or no object', async () => {
    for (const body of ['{', '{"a":}', 'null', '[]', '"text"', '42', '\u0000', '{"kind":"ConfigMap"'])
      assert.equal((await bench.refused(post(body), 400)).reason, 'BadRequest', body);
    for (const body of ['a: [', 'a: {b', '\tkind: x', '- : : -', '%YAML 3.0\n---\n&a *a'])
      assert.equal((await bench.refused(post(body, yaml), 400)).reason, 'BadRequest', body);
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefghij'.split('').map((name, index) => {
        const previous = `*${'abcdefghij'[index]}`;
        return `${name}: &${name} [${Array(9).fill(previous).join(',')}]`;
      }),
    ].join('\n');
    assert.match((await bench.refused(post(bomb, yaml), 400)).message ?? '', /excessive aliasing/);
  });

  it('refuses types that it does not know', async () => {
    for (const type of ['text/plain', 'application/xml', 'nonsense']) {
      const { reason } = await bench.refused(post(JSON.stringify(map), { 'content-type': type }), 415);
      assert.equal(reason, 'UnsupportedMediaType');
    }
    const accept = { accept: 'application/vnd.kubernetes.protobuf' };
    assert.equal((await bench.refused({ path: mapsPath, headers: accept }, 406)).reason, 'NotAcceptable');
    const both = { accept: 'application/vnd.kubernetes.protobuf,application/json' };
    assert.equal((await bench.send({ path: mapsPath, headers: both })).code, 200);
  });

  it('refuses bodies of more than 3 MiB with 413, declared or not', async () => {
    const big = JSON.stringify({ ...map, data: { key: 'x'.repeat(maxBodyBytes) } });
    for (const headers of [json, { ...json, 'transfer-encoding': 'chunked' }]) {
      const { message } = await bench.refused(post(big, headers), 413);
      assert.equal(message, `Request entity too large: limit is ${maxBodyBytes}`);
    }
    await bench.refused(post('x'.repeat(20 * 1024 * 1024)), 413);
  });

  it('answers unknown paths and methods', async () => {
    for (const path of ['/nowhere', '/api/v2/pods', '/api/v1/nothings', `${mapsPath}/a/b/c/d`, '/%', '/apis/x/y/z'])
      assert.equal((await bench.refused({ path }, 404)).reason, 'NotFound', path);
    assert.equal((await bench.refused({ path: `${mapsPath}/missing` }, 404)).message, 'configmaps "missing" not found');
    await bench.refused({ method: 'OPTIONS', path: mapsPath }, 405);
    await bench.refused({ method: 'POST', path: `${mapsPath}/m`, headers: json, body: JSON.stringify(map) }, 405);
    const head = await bench.send({ method: 'HEAD', path: '/version' });
    assert.deepEqual([head.code, head.text], [200, '']);
  });

  it('refuses streams that are asked for without an upgrade', async () => {
    const path = '/api/v1/namespaces/default/pods/p/exec?command=ls';
    const { code } = await bench.send({ method: 'POST', path });
    assert.ok(code === 400 || code === 404);
  });

  it('outlives clients that do not speak HTTP', async () => {
    for (const text of [
      'nonsense\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      `GET /${'x'.repeat(2_000_000)} HTTP/1.1\r\n\r\n`,
      '',
    ]) {
      const socket = connect({ host: '127.0.0.1', port: bench.port, ca: bench.certificate.certificatePem });
      await new Promise((resolve) => {
        socket.on('secureConnect', () => (text === '' ? socket.destroy() : socket.write(text)));
        socket.on('data', () => undefined);
        socket.on('error', resolve).on('close', resolve);
      });
    }
  });
});

describe('an endpoint that breaks', () => {
  it('costs one request its answer, and nobody else', async () => {
    const breaks = () => {
      throw new Error('a mistake');
    };
    const bench = await DoorBench.open({ send: breaks, open: breaks });
    assert.equal((await bench.refused({ path: mapsPath }, 500)).reason, 'InternalError');
    assert.equal((await bench.refused({ path: `${mapsPath}?watch=1` }, 500)).reason, 'InternalError');
    assert.equal(bench.mistakes.length, 2);
    await bench.close();
  });
});
