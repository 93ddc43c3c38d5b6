import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import type { ApiEndpoint, ApiRequest, StreamReceiver } from '../../src/api/request.ts';
import { DoorBench } from './doorBench.ts';

const podsPath = '/api/v1/namespaces/default/pods';
const mapsPath = '/api/v1/namespaces/default/configmaps';

interface Line {
  readonly type: string;
  readonly object: { readonly metadata?: { readonly name?: string; readonly resourceVersion?: string }; code?: number };
}

/** An open stream, whose lines are read as they come. */
class Reading {
  readonly message: IncomingMessage;
  text = '';
  ended: 'yes' | 'aborted' | undefined;

  constructor(message: IncomingMessage) {
    this.message = message;
    message.on('data', (chunk) => {
      this.text += chunk;
    });
    message.on('end', () => {
      this.ended ??= 'yes';
    });
    message.on('error', () => {
      this.ended ??= 'aborted';
    });
  }

  static async of(bench: DoorBench, path: string): Promise<Reading> {
    const begun = bench.begin({ path });
    const message = await new Promise<IncomingMessage>((resolve, reject) => {
      begun.on('response', resolve).on('error', reject).end();
    });
    return new Reading(message);
  }

  get lines(): Line[] {
    return this.text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  }

  async until(condition: (reading: Reading) => boolean): Promise<void> {
    for (let looks = 0; !condition(this); looks += 1) {
      assert.ok(looks < 2000, `it never came: ${this.text.slice(-300)}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

function create(bench: DoorBench, name: string): void {
  const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } };
  assert.equal(bench.cluster.send({ method: 'POST', path: mapsPath, body }).code, 201);
}

describe('streams at the door', () => {
  let bench: DoorBench;
  beforeEach(async () => {
    bench = await DoorBench.open();
  });
  afterEach(async () => {
    await bench.close();
    assert.deepEqual(bench.mistakes, []);
  });

  it('tell a watch each change as it comes', async () => {
    const reading = await Reading.of(bench, `${mapsPath}?watch=true&resourceVersion=0`);
    assert.equal(reading.message.headers['transfer-encoding'], 'chunked');
    assert.equal(reading.message.headers['content-type'], 'application/json');
    await reading.until(({ lines }) => lines.length === 1);
    create(bench, 'a');
    await reading.until(({ lines }) => lines.length === 2);
    bench.cluster.send({ method: 'DELETE', path: `${mapsPath}/a` });
    await reading.until(({ lines }) => lines.length === 3);
    assert.deepEqual(
      reading.lines.map(({ type, object }) => [type, object.metadata?.name]),
      [
        ['ADDED', 'kube-root-ca.crt'],
        ['ADDED', 'a'],
        ['DELETED', 'a'],
      ],
    );
  });

  it('end when the time of the watch is over', async () => {
    const reading = await Reading.of(bench, `${mapsPath}?watch=1&timeoutSeconds=5`);
    bench.cluster.advanceBy(6_000);
    await reading.until(({ ended }) => ended === 'yes');
  });

  it('tell of versions that are too old with an ERROR of 410', async () => {
    for (let i = 0; i < 20_100; i += 1) create(bench, `m${i}`);
    const reading = await Reading.of(bench, `${mapsPath}?watch=1&resourceVersion=1`);
    await reading.until(({ ended }) => ended === 'yes');
    assert.equal(reading.lines.length, 1);
    assert.equal(reading.lines[0]?.type, 'ERROR');
    assert.equal(reading.lines[0]?.object.code, 410);
  }).timeout(60_000);

  it('refuse a continued list whose version is forgotten with 410', async () => {
    for (let i = 0; i < 3; i += 1) create(bench, `first${i}`);
    const list = JSON.parse((await bench.send({ path: `${mapsPath}?limit=1` })).text);
    for (let i = 0; i < 20_100; i += 1) create(bench, `m${i}`);
    const next = encodeURIComponent(list.metadata.continue);
    assert.equal((await bench.refused({ path: `${mapsPath}?limit=1&continue=${next}` }, 410)).reason, 'Expired');
  }).timeout(60_000);

  it('give a whole first state to a slow reader, and end for one that falls far behind', async () => {
    for (let i = 0; i < 12_000; i += 1) create(bench, `m${i}`);
    const slow = await Reading.of(bench, `${mapsPath}?watch=1&resourceVersion=0`);
    slow.message.pause();
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (let i = 12_000; i < 30_000; i += 1) create(bench, `m${i}`);
    slow.message.resume();
    await slow.until(({ ended }) => ended !== undefined);
    assert.equal(slow.ended, 'yes', 'the end is a whole one');
    const { lines } = slow;
    const names = lines.map(({ object }) => object.metadata?.name);
    assert.ok(lines.length < 30_000, 'it cannot have got everything');
    assert.equal(new Set(names).size, lines.length, 'nothing came twice');
    const versions = lines.slice(12_001).map(({ object }) => Number(object.metadata?.resourceVersion));
    assert.deepEqual(
      versions,
      [...versions].sort((a, b) => a - b),
    );
    const again = await Reading.of(bench, `${mapsPath}?watch=1&resourceVersion=0`);
    await again.until(({ text }) => text.split('\n').length > 30_000);
  }).timeout(60_000);

  it('follow a log', async () => {
    const loop = 'i=0; while [ $i -lt 5 ]; do i=$((i+1)); echo line $i; sleep 1; done';
    const containers = [{ name: 'app', image: 'busybox:1.36', command: ['sh', '-c', loop] }];
    const spec = { restartPolicy: 'Never', containers };
    const body = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec };
    bench.cluster.send({ method: 'POST', path: podsPath, body });
    await bench.refused({ path: `${podsPath}/web/log?follow=true` }, 400);
    bench.cluster.advanceBy(3_500);
    const reading = await Reading.of(bench, `${podsPath}/web/log?follow=true&tailLines=1`);
    assert.equal(reading.message.headers['content-type'], 'text/plain');
    bench.cluster.advanceBy(20_000);
    await reading.until(({ ended }) => ended === 'yes');
    assert.match(reading.text, /^line \d\n(line \d\n)*line 5\n$/);
    const whole = await bench.send({ path: `${podsPath}/web/log` });
    assert.equal(whole.text, 'line 1\nline 2\nline 3\nline 4\nline 5\n');
  });

  it('end when the door is closed', async () => {
    const reading = await Reading.of(bench, `${mapsPath}?watch=1`);
    await bench.close();
    await reading.until(({ ended }) => ended === 'aborted');
  });
});

describe('a client that leaves', () => {
  it('closes its stream inside', async () => {
    const heard: string[] = [];
    const endpoint: ApiEndpoint = {
      send: () => ({ code: 200, body: 'ok' }),
      open: (_request: ApiRequest, _receiver: StreamReceiver) => ({
        response: { code: 200, body: undefined },
        stream: { write() {}, closeInput() {}, close: () => heard.push('closed') },
      }),
    };
    const bench = await DoorBench.open(endpoint);
    const reading = await Reading.of(bench, `${mapsPath}?watch=1`);
    reading.message.destroy();
    await reading.until(() => heard.length === 1);
    await bench.close();
    assert.deepEqual(heard, ['closed']);
  });
});
