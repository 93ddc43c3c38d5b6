import assert from 'node:assert/strict';
import fc from 'fast-check';
import WebSocket from 'ws';
import type { ApiEndpoint, ApiRequest, StreamReceiver } from '../../src/api/request.ts';
import { channelNumbers, readFrame } from '../../src/server/channels.ts';
import { DoorBench } from './doorBench.ts';

const execPath = '/api/v1/namespaces/default/pods/web/exec?command=sh&command=-c&command=exit+3&stdin=true&stdout=true';
const [v5, v4] = ['v5.channel.k8s.io', 'v4.channel.k8s.io'] as const;

/** An endpoint with one process behind every exec, and what it heard. */
class FakeProcess implements ApiEndpoint {
  readonly heard: string[] = [];
  request: ApiRequest | undefined;
  receiver: StreamReceiver | undefined;

  send() {
    return { code: 200, body: 'ok' };
  }

  open(request: ApiRequest, receiver: StreamReceiver) {
    this.request = request;
    this.receiver = receiver;
    const stream = {
      write: (text: string) => void this.heard.push(text),
      closeInput: () => void this.heard.push('<end of input>'),
      close: () => void this.heard.push('<closed>'),
    };
    return { response: { code: 101, body: undefined }, stream };
  }
}

function dial(bench: DoorBench, path: string, protocols: readonly string[], headers = {}): WebSocket {
  return new WebSocket(`${bench.door.server}${path}`, [...protocols], {
    ca: bench.certificate.certificatePem,
    headers: { ...bench.authorization, ...headers },
  });
}

interface Ended {
  readonly frames: readonly Buffer[];
  readonly code: number;
}

function collect(socket: WebSocket): { opened: Promise<void>; ended: Promise<Ended>; frames: Buffer[] } {
  const frames: Buffer[] = [];
  socket.on('message', (data) => frames.push(data as Buffer));
  const opened = new Promise<void>((resolve, reject) => socket.on('open', resolve).on('error', reject));
  const ended = new Promise<Ended>((resolve) => socket.on('close', (code) => resolve({ frames, code })));
  return { opened, ended, frames };
}

const frame = (channel: number, text: string) => Buffer.concat([Buffer.from([channel]), Buffer.from(text)]);
const textsOf = (frames: readonly Buffer[], channel: number) =>
  Buffer.concat(frames.filter((each) => each[0] === channel).map((each) => each.subarray(1))).toString();

async function until(condition: () => boolean): Promise<void> {
  for (let looks = 0; !condition(); looks += 1) {
    assert.ok(looks < 1000, 'it never came');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

describe('exec over a WebSocket', () => {
  const process = { current: new FakeProcess() };
  let bench: DoorBench;
  beforeEach(async () => {
    process.current = new FakeProcess();
    bench = await DoorBench.open(process.current);
  });
  afterEach(async () => {
    await bench.close();
    assert.deepEqual(bench.mistakes, []);
  });

  for (const protocol of [v5, v4]) {
    it(`${protocol}: carries input, output and the exit code`, async () => {
      const socket = dial(bench, execPath, [protocol]);
      const { opened, ended, frames } = collect(socket);
      await opened;
      assert.equal(socket.protocol, protocol);
      assert.deepEqual(process.current.request?.query?.command, ['sh', '-c', 'exit 3']);
      await until(() => frames.length > 0);
      assert.deepEqual(frames[0], frame(1, ''), 'it begins with an empty message');
      socket.send(frame(0, 'half '));
      // A character that two messages share.
      socket.send(Buffer.from([0, 0xc3]));
      socket.send(Buffer.from([0, 0xb6]));
      socket.send(frame(4, '{"Width":80,"Height":24}'));
      await until(() => process.current.heard.length === 2);
      assert.deepEqual(process.current.heard, ['half ', 'ö']);
      const { receiver } = process.current;
      receiver?.onChunk({ channel: 'stdout', text: 'out ö\n' });
      receiver?.onChunk({ channel: 'stderr', text: 'err\n' });
      receiver?.onEnd({ exitCode: 3 });
      const end = await ended;
      assert.equal(end.code, 1000);
      assert.equal(textsOf(end.frames, 1), 'out ö\n');
      assert.equal(textsOf(end.frames, 2), 'err\n');
      assert.deepEqual(JSON.parse(textsOf(end.frames, 3)), {
        metadata: {},
        status: 'Failure',
        message: 'command terminated with non-zero exit code: error executing command [sh -c exit 3], exit code 3',
        reason: 'NonZeroExitCode',
        details: { causes: [{ reason: 'ExitCode', message: '3' }] },
      });
    });
  }

  it('tells success', async () => {
    const { opened, ended } = collect(dial(bench, execPath, [v5, v4]));
    await opened;
    process.current.receiver?.onEnd({ exitCode: 0 });
    assert.deepEqual(JSON.parse(textsOf((await ended).frames, 3)), { metadata: {}, status: 'Success' });
  });

  it('closes standard input in v5, and knows no such thing in v4', async () => {
    const newer = dial(bench, execPath, [v5]);
    const first = collect(newer);
    await first.opened;
    newer.send(Buffer.from([channelNumbers.close, channelNumbers.stdin]));
    await until(() => process.current.heard.includes('<end of input>'));
    process.current.receiver?.onEnd({ exitCode: 0 });
    await first.ended;
    const older = dial(bench, execPath, [v4]);
    const second = collect(older);
    await second.opened;
    older.send(Buffer.from([channelNumbers.close, channelNumbers.stdin]));
    assert.equal((await second.ended).code, 1002);
  });

  it('lets the process go when the client goes', async () => {
    const socket = dial(bench, execPath, [v5]);
    await collect(socket).opened;
    socket.terminate();
    await until(() => process.current.heard.includes('<closed>'));
  });

  it('refuses unknown protocols, wrong tokens, browsers and other targets before anything is started', async () => {
    const refusals: [() => WebSocket, number][] = [
      [() => dial(bench, execPath, ['v9.channel.k8s.io']), 400],
      [() => dial(bench, execPath, [v5], { authorization: 'Bearer wrong' }), 401],
      [() => dial(bench, execPath, [v5], { origin: 'https://example.com' }), 403],
      [() => dial(bench, '/api/v1/namespaces/default/pods/web/log', [v5]), 400],
      [() => dial(bench, '/api/v1/namespaces/default/pods/web/portforward', []), 501],
    ];
    for (const [call, code] of refusals) {
      const message = await new Promise<string>((resolve) => call().on('error', (error) => resolve(error.message)));
      assert.equal(message, `Unexpected server response: ${code}`);
    }
    assert.equal(process.current.request, undefined);
  });

  it('tells clients that speak SPDY only what they need', async () => {
    const headers = { connection: 'Upgrade', upgrade: 'SPDY/3.1' };
    const { message } = await bench.refused({ method: 'POST', path: execPath, headers }, 400);
    assert.match(message ?? '', /WebSocket.*not over SPDY/);
  });

  it('ends for whoever reads too slowly, with bounded memory', async () => {
    const socket = dial(bench, execPath, [v5]);
    const { opened } = collect(socket);
    await opened;
    socket.pause();
    const piece = 'x'.repeat(1024 * 1024);
    for (let count = 0; count < 64; count += 1) {
      process.current.receiver?.onChunk({ channel: 'stdout', text: piece });
      await new Promise((resolve) => setImmediate(resolve));
    }
    socket.resume();
    await new Promise((resolve) => socket.on('close', resolve));
    await until(() => process.current.heard.includes('<closed>'));
  });
});

describe('frames', () => {
  it('are read or refused whatever they hold', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.constantFrom(v5, v4), (bytes, protocol) => {
        const read = readFrame(Buffer.from(bytes), protocol);
        assert.ok(typeof read === 'string' || ['stdin', 'closeStdin', 'resize', 'nothing'].includes(read.kind));
      }),
    );
  });
});

describe('exec in a container', () => {
  it('runs a shell over the door', async () => {
    const bench = await DoorBench.open();
    const { cluster } = bench;
    const containers = [{ name: 'app', image: 'busybox:1.36', command: ['sleep', '1000'] }];
    const body = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers } };
    cluster.send({ method: 'POST', path: '/api/v1/namespaces/default/pods', body });
    cluster.advanceBy(10_000);
    const command = ['sh', '-c', 'read word; echo got $word; echo bad >&2; exit 4'].map(
      (word) => `command=${encodeURIComponent(word)}`,
    );
    const path = `/api/v1/namespaces/default/pods/web/exec?${command.join('&')}&stdin=true&stdout=true&stderr=true`;
    const socket = dial(bench, path, [v5]);
    const { opened, ended } = collect(socket);
    await opened;
    socket.send(frame(0, 'hello\n'));
    const moving = setInterval(() => cluster.advanceBy(100), 5);
    const { frames } = await ended;
    clearInterval(moving);
    assert.equal(textsOf(frames, 1), 'got hello\n');
    assert.equal(textsOf(frames, 2), 'bad\n');
    assert.equal(JSON.parse(textsOf(frames, 3)).details.causes[0].message, '4');
    await bench.close();
  });
});
