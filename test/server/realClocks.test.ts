import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { ensureRealKubectl } from '../../scripts/realKubectl.ts';
import { type ApiDoor, openApiDoor } from '../../src/server/apiDoor.ts';
import { makeCertificate } from '../../src/server/certificate.ts';
import { writeKubeconfig } from '../../src/server/kubeconfig.ts';
import { OutsideView } from '../../src/server/outsideView.ts';
import { TimeOffsets } from '../../src/server/timeOffsets.ts';
import { Cluster } from '../../src/simulation/cluster.ts';
import { RealtimeDriver } from '../../src/simulation/realtime.ts';

const token = 'clocks';
const manifest = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: app
    image: busybox:1.36
    command: [sh, -c, 'while true; do date; sleep 5; done']
`;

/** Seconds of an age as kubectl prints it. */
function secondsOf(age: string): number {
  const units = { d: 86_400, h: 3600, m: 60, s: 1 };
  const parts = [...age.matchAll(/(\d+)([dhms])/g)];
  assert.ok(parts.length > 0, `no age: ${age}`);
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * units[unit as keyof typeof units], 0);
}

function secondsSince(time: string): number {
  const seconds = (Date.now() - Date.parse(time)) / 1000;
  // A time with a fraction is moved by whole seconds.
  assert.ok(seconds > -1, `${time} lies in the future`);
  return seconds;
}

/** Everything in a text of JSON or YAML that is a time. */
function timesIn(text: string): string[] {
  return text.match(/\d{4}-\d\d-\d\dT[\d:.]+Z/g) ?? [];
}

class ClockBench {
  readonly cluster = new Cluster({ seed: 1, nodes: 1, startTimeMs: Math.floor(Date.now() / 1000) * 1000 });
  readonly offsets = new TimeOffsets({ wallMs: () => Date.now(), virtualMs: () => this.cluster.nowMs }, 1);
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'pod-labs-clocks-'));
  readonly driver: RealtimeDriver;
  readonly mistakes: unknown[] = [];
  #door: ApiDoor | undefined;

  constructor() {
    this.cluster.onChange((revision) => this.offsets.written(revision));
    this.driver = new RealtimeDriver(this.cluster, {
      nowMs: () => performance.now(),
      setTimer: (delayMs, action) => {
        const timer = setTimeout(action, delayMs);
        return { cancel: () => clearTimeout(timer) };
      },
    });
  }

  async open(): Promise<void> {
    const certificate = await makeCertificate(Date.now());
    const endpoint = new OutsideView(this.cluster, this.offsets);
    const onMistake = (error: unknown) => this.mistakes.push(error);
    this.#door = await openApiDoor({ endpoint, port: 0, token, certificate, onMistake });
    const { server } = this.#door;
    await writeKubeconfig(this.file('config'), { server, certificatePem: certificate.certificatePem, token });
    writeFileSync(this.file('web.yaml'), manifest);
  }

  file(name: string): string {
    return path.join(this.folder, name);
  }

  async kubectl(...words: string[]): Promise<string> {
    const { program } = await ensureRealKubectl();
    const env = { PATH: process.env.PATH, HOME: this.folder, KUBECONFIG: this.file('config'), TZ: 'UTC' };
    const child = spawn(program, words, { cwd: this.folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise((resolve) => child.on('close', resolve));
    const [stdout, stderr, code] = await Promise.all([textOf(child.stdout), textOf(child.stderr), ended]);
    assert.equal(code, 0, `kubectl ${words.join(' ')}: ${stdout}${stderr}`);
    return stdout;
  }

  async ready(): Promise<void> {
    await this.kubectl('apply', '-f', 'web.yaml');
    await this.kubectl('wait', '--for=condition=Ready', 'pod/web', '--timeout=60s');
  }

  async close(): Promise<void> {
    this.driver.stop();
    await this.#door?.close();
    rmSync(this.folder, { recursive: true, force: true });
    assert.deepEqual(this.mistakes, []);
  }
}

describe('the clocks of the real kubectl and of the cluster', function () {
  this.timeout(120_000);
  let bench: ClockBench;
  beforeEach(async () => {
    bench = new ClockBench();
    await bench.open();
  });
  afterEach(() => bench.close());

  const situations: readonly [string, () => Promise<void>][] = [
    ['go together', () => bench.ready()],
    [
      'go at different speeds',
      async () => {
        bench.driver.setSpeed(60);
        await bench.ready();
        await new Promise((resolve) => setTimeout(resolve, 1500));
      },
    ],
    [
      'are fifty minutes apart after a jump',
      async () => {
        await bench.ready();
        // Events last an hour.
        await bench.driver.advance(3_000_000);
      },
    ],
    [
      'are apart after a pause',
      async () => {
        await bench.ready();
        bench.driver.pause();
        await new Promise((resolve) => setTimeout(resolve, 4000));
        bench.driver.resume();
      },
    ],
  ];

  for (const [title, arrange] of situations) {
    it(`tell one story where they ${title}: in objects, Tables and logs, and in what is sent back`, async () => {
      await arrange();
      const everything = 'pods,nodes,events,leases,namespaces,serviceaccounts';
      for (const output of ['json', 'yaml']) {
        const times = timesIn(await bench.kubectl('get', everything, '-A', '-o', output, '--show-managed-fields'));
        assert.ok(times.length > 20);
        for (const time of times) secondsSince(time);
      }
      // A table's ages are the server's; from a time, kubectl counts by itself.
      for (const [kind, column] of [
        ['pod/web', 4],
        ['node/node-1', 3],
        ['serviceaccount/default', 2],
      ] as const) {
        const cells = (await bench.kubectl('get', kind, '--no-headers')).trim().split(/ {2,}/);
        const created = await bench.kubectl('get', kind, '-o', 'jsonpath={.metadata.creationTimestamp}');
        const apart = Math.abs(secondsOf(cells[column] ?? '') - secondsSince(created));
        assert.ok(apart < 4, `${kind}: ${cells.join(' ')} but created at ${created}, ${apart} s`);
      }
      const described = /^\s+Normal\s+Started\s+(\S+)/m.exec(await bench.kubectl('describe', 'pod', 'web'))?.[1];
      const listed = await bench.kubectl('get', 'events', '--field-selector=reason=Started', '--no-headers');
      assert.ok(Math.abs(secondsOf(described ?? '') - secondsOf(listed.split(/ +/)[0] ?? '')) < 4, listed);
      assert.doesNotMatch(await bench.kubectl('get', 'pods,nodes,events', '-A'), /invalid|unknown/);

      const lines = (await bench.kubectl('logs', 'web', '--timestamps')).trim().split('\n');
      const times = lines.map((line) => line.split(' ')[0] ?? '');
      for (const time of times) secondsSince(time);
      assert.deepEqual(times, [...times].sort());
      const since = times.at(-1) ?? '';
      const again = await bench.kubectl('logs', 'web', '--timestamps', '--since-time', since);
      const wanted = lines.filter((line) => line >= since);
      // Where virtual time runs faster, lines of one shown second may come along.
      for (const line of wanted) assert.ok(again.includes(line), `${line} is not in ${again}`);
      const young = (await bench.kubectl('logs', 'web', '--timestamps', '--since', '3s')).trim().split('\n');
      for (const line of young.filter((text) => text !== '')) assert.ok(secondsSince(line.split(' ')[0] ?? '') < 5);

      const stored = () =>
        bench.cluster.send({ method: 'GET', path: '/api/v1/namespaces/default/pods/web' }).body as {
          metadata: { creationTimestamp: string };
          status: { conditions: object[]; containerStatuses: object[] };
        };
      const before = stored();
      const read = await bench.kubectl('get', 'pod', 'web', '-o', 'yaml');
      assert.equal(await bench.kubectl('diff', '-f', 'web.yaml'), '');
      writeFileSync(bench.file('read.yaml'), read.replace('metadata:', 'metadata:\n  labels: {read: back}'));
      await bench.kubectl('replace', '-f', 'read.yaml');
      writeFileSync(
        bench.file('free.yaml'),
        read.replace(/ {2}(resourceVersion|uid): .*\n/g, '').replace('metadata:', 'metadata:\n  labels: {read: twice}'),
      );
      await bench.kubectl('apply', '-f', 'free.yaml');
      await bench.kubectl('replace', '-f', 'free.yaml');
      const status = JSON.stringify({
        status: JSON.parse(await bench.kubectl('get', 'pod', 'web', '-o', 'json')).status,
      });
      await bench.kubectl('patch', 'pod', 'web', '--subresource=status', '--type=merge', '-p', status);
      const after = stored();
      assert.equal(after.metadata.creationTimestamp, before.metadata.creationTimestamp);
      assert.deepEqual(after.status.containerStatuses, before.status.containerStatuses);
      assert.deepEqual(after.status.conditions, before.status.conditions);
    });
  }
});
