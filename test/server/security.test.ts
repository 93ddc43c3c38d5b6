import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import os from 'node:os';
import path from 'node:path';
import { kubeconfigProblem, writeKubeconfig } from '../../src/server/kubeconfig.ts';
import { DoorBench } from './doorBench.ts';

const podsPath = '/api/v1/namespaces/default/pods';

describe('who may come in', () => {
  let bench: DoorBench;
  beforeEach(async () => {
    bench = await DoorBench.open();
  });
  afterEach(async () => {
    await bench.close();
    assert.deepEqual(bench.mistakes, []);
  });

  it('lets in who knows the token', async () => {
    assert.equal((await bench.send({ path: podsPath })).code, 200);
    assert.equal((await bench.send({ path: podsPath, headers: { host: `localhost:${bench.port}` } })).code, 200);
  });

  it('refuses a missing, a wrong and a half token with 401, also for health and version', async () => {
    for (const authorization of ['', 'Bearer ', 'Bearer wrong', 'Bearer the-toke', 'Bearer the-token2', 'Basic dGhl']) {
      for (const target of [podsPath, '/version', '/healthz', '/nowhere']) {
        const { message } = await bench.refused({ path: target, headers: { authorization } }, 401);
        assert.equal(message, 'Unauthorized');
      }
    }
  });

  it('refuses browsers, with the token too', async () => {
    const browsers = [
      { origin: 'https://example.com' },
      { origin: 'null' },
      { 'sec-fetch-site': 'same-origin' },
      { host: 'evil.example.com' },
      { host: '127.0.0.1.evil.example.com' },
      { host: `192.168.1.1:${bench.port}` },
    ] as const;
    for (const headers of browsers)
      assert.equal((await bench.refused({ path: podsPath, headers }, 403)).reason, 'Forbidden');
  });

  it('does not let a page ask beforehand', async () => {
    const headers = { origin: 'https://example.com', 'access-control-request-method': 'POST' };
    const { headers: answered } = await bench.send({ method: 'OPTIONS', path: podsPath, headers });
    assert.equal(answered['access-control-allow-origin'], undefined);
  });

  it('speaks TLS only, with a certificate that is its own', async () => {
    assert.notEqual(await bench.withoutTls(podsPath), 200);
    const certificate = new X509Certificate(bench.certificate.certificatePem);
    assert.match(certificate.subjectAltName ?? '', /IP Address:127\.0\.0\.1/);
    const distrusted = new Promise<Error>((resolve, reject) => {
      const begun = request({ host: '127.0.0.1', port: bench.port, path: '/version', agent: false });
      begun
        .on('error', resolve)
        .on('response', () => reject(new Error('trusted')))
        .end();
    });
    assert.match((await distrusted).message, /self-signed/);
  });

  it('is on the loopback interface only', async () => {
    const outside = Object.values(os.networkInterfaces()).flat();
    const address = outside.find((each) => each?.family === 'IPv4' && !each.internal)?.address;
    if (!address) return;
    const refused = new Promise((resolve, reject) => {
      const begun = request({
        host: address,
        port: bench.port,
        path: '/version',
        agent: false,
        rejectUnauthorized: false,
      });
      begun
        .on('error', resolve)
        .on('response', () => reject(new Error(`served on ${address}`)))
        .end();
    });
    await refused;
  });
});

describe('the kubeconfig', () => {
  const entry = { server: 'https://127.0.0.1:1', certificatePem: 'pem', token: 'secret' };
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'pod-labs-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('can be read by the user alone, whatever was there before', async () => {
    const file = path.join(folder, 'deep', 'config');
    await writeKubeconfig(file, entry);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    await writeKubeconfig(file, { ...entry, token: 'another' });
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.match(readFileSync(file, 'utf8'), /token: another/);
    const open = path.join(folder, 'open');
    writeFileSync(open, '', { mode: 0o666 });
    await writeKubeconfig(open, entry);
    assert.equal(statSync(open).mode & 0o777, 0o600);
  });

  it("is never written over somebody else's", async () => {
    const file = path.join(folder, 'config');
    assert.equal(await kubeconfigProblem(file), undefined);
    writeFileSync(file, 'apiVersion: v1\nkind: Config\n');
    assert.match((await kubeconfigProblem(file)) ?? '', /is another kubeconfig/);
    assert.match((await kubeconfigProblem(folder)) ?? '', /cannot write/);
    await writeKubeconfig(file, entry);
    assert.equal(await kubeconfigProblem(file), undefined);
  });
});
